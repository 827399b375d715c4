"""RAW files as cameras write them, made on the spot: a picture inside, and a little sensor data.

Each has what a program looks for; only the DNG is one that LibRaw develops.
"""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.samples import picture

TAKEN = "2026:11:23 09:30:00"
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 10: 8}
_SENSOR = (64, 48)

Entry = tuple[int, int, object]
"""Tag, type, and its value: bytes, or a tuple of numbers."""


def raw(path: Path, name: str = "dng", *, camera: str = "", orientation: int = 1,
        inside: bool = True) -> Path:  # fmt: skip
    """A RAW of the type `name`, with a 320 × 240 JPEG inside unless `inside` is False."""
    if name == "raf":
        return _raf(path)
    if name == "cr3":
        return _cr3(path)
    makers = {"cr2": "Canon", "nef": "NIKON CORPORATION", "arw": "SONY", "orf": "OLYMPUS",
              "rw2": "Panasonic", "pef": "PENTAX", "srw": "SAMSUNG", "dng": "Adobe"}  # fmt: skip
    mark = {"orf": b"IIRO", "rw2": b"IIU\0"}.get(name, b"II*\0")
    head = mark + struct.pack("<I", 16) + (b"CR\x02\0" if name == "cr2" else bytes(4)) + bytes(4)
    model = camera or f"{makers[name]} Test"
    make = model.split()[0] if camera else makers[name]
    path.write_bytes(_tiff(head, make, model, name, orientation, inside=inside))
    return path


def preview(size: tuple[int, int] = (320, 240), **options: object) -> bytes:
    """The JPEG that a camera puts inside."""
    made = BytesIO()
    picture(size).save(made, "JPEG", **options)
    return made.getvalue()


def _tiff(head: bytes, make: str, model: str, name: str, orientation: int, *,
          inside: bool) -> bytes:  # fmt: skip
    jpeg = preview() if inside else b""
    sensor = struct.pack("<H", 12000) * (_SENSOR[0] * _SENSOR[1])
    start = len(head)
    exif = [(0x9003, 2, TAKEN.encode() + b"\0"), (0x9011, 2, b"+07:00\0")]
    sub: list[Entry] = [
        (254, 4, (0,)), (256, 4, (_SENSOR[0],)), (257, 4, (_SENSOR[1],)), (258, 3, (16,)),
        (259, 3, (1,)), (262, 3, (32803,)), (273, 4, (0,)), (277, 3, (1,)),
        (278, 4, (_SENSOR[1],)), (279, 4, (len(sensor),)), (0x828D, 3, (2, 2)),
        (0x828E, 1, bytes((0, 1, 1, 2))),
    ]  # fmt: skip
    first: list[Entry] = [
        (254, 4, (1,)), (256, 4, (320,)), (257, 4, (240,)), (258, 3, (8, 8, 8)), (259, 3, (7,)),
        (262, 3, (6,)), (271, 2, make.encode() + b"\0"), (272, 2, model.encode() + b"\0"),
        (273, 4, (0,)), (274, 3, (orientation,)), (277, 3, (3,)), (278, 4, (240,)),
        (279, 4, (len(jpeg),)), (330, 4, (0,)), (0x8769, 4, (0,)),
    ]  # fmt: skip
    if not inside:
        first = [entry for entry in first if entry[0] not in (259, 273, 278, 279)]
    if name == "dng":
        matrix = (1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1)
        first += [(0xC612, 1, bytes((1, 4, 0, 0))), (0xC614, 2, b"Test\0"), (0xC621, 10, matrix)]
    # Twice: once to learn where everything lies, once to write it down.
    places = {"sub": 0, "exif": 0, "jpeg": 0, "sensor": 0}
    for _time in range(2):
        _put(first, 330, places["sub"])
        _put(first, 0x8769, places["exif"])
        _put(first, 273, places["jpeg"])
        _put(sub, 273, places["sensor"])
        blocks = [_directory(first, start)]
        for key, entries in (("sub", sub), ("exif", exif)):
            places[key] = start + sum(map(len, blocks))
            blocks.append(_directory(entries, places[key]))
        places["jpeg"] = start + sum(map(len, blocks))
        places["sensor"] = places["jpeg"] + len(jpeg)
    return head + b"".join(blocks) + jpeg + sensor


def _put(entries: list[Entry], tag: int, value: int) -> None:
    for at, entry in enumerate(entries):
        if entry[0] == tag:
            entries[at] = (tag, 4, (value,))


def _directory(entries: list[Entry], at: int) -> bytes:
    """A directory at `at`, its longer values behind it."""
    table, values = b"", b""
    behind = at + 2 + 12 * len(entries) + 4
    for tag, kind, value in sorted(entries, key=lambda entry: entry[0]):
        data = value if isinstance(value, bytes) else _packed(kind, value)  # type: ignore[arg-type]
        count = len(data) // _SIZES[kind]
        if len(data) <= 4:
            field = data.ljust(4, b"\0")
        else:
            field = struct.pack("<I", behind + len(values))
            values += data + b"\0" * (len(data) % 2)
        table += struct.pack("<HHI", tag, kind, count) + field
    return struct.pack("<H", len(entries)) + table + bytes(4) + values


def _packed(kind: int, numbers: tuple[int, ...]) -> bytes:
    return struct.pack(f"<{len(numbers)}{ {3: 'H', 4: 'I', 5: 'I', 10: 'i'}[kind] }", *numbers)


def _raf(path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "FUJIFILM", "X-T5"
    exif.get_ifd(0x8769)[0x9003] = TAKEN
    jpeg, sensor = preview(exif=exif), bytes(range(1, 255)) * 8
    parts = (148, len(jpeg), 148 + len(jpeg), 0, 148 + len(jpeg), len(sensor))
    head = b"FUJIFILMCCD-RAW 0201FF389501X-T5".ljust(84, b"\0") + struct.pack(">6I", *parts)
    path.write_bytes(head.ljust(148, b"\0") + jpeg + sensor)
    return path


def _cr3(path: Path) -> Path:
    first = b"II*\0\x08\0\0\0" + _directory([(271, 2, b"Canon\0"), (272, 2, b"Canon EOS R8\0")], 8)
    exif = b"II*\0\x08\0\0\0" + _directory([(0x9003, 2, TAKEN.encode() + b"\0")], 8)
    inner = _box(b"uuid", bytes(16) + _box(b"CMT1", first) + _box(b"CMT2", exif))
    jpeg = preview()
    path.write_bytes(
        _box(b"ftyp", b"crx \0\0\0\1crx isom") + _box(b"moov", inner) + _box(b"mdat", jpeg)
    )
    return path


def _box(name: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + name + content


def xmp(path: Path, words: str = "foto") -> Path:
    """Notes as a program lays them beside a picture."""
    path.write_text(
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><note>{words}</note></x:xmpmeta>\n'
        '<?xpacket end="w"?>',
        encoding="utf-8",
    )
    return path
