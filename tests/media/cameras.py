"""Pictures as cameras write them: much detail, a full EXIF block, a small picture inside."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from random import Random

from PIL import Image, ImageChops

from soptui.media.scenes import draw_scene
from tests import samples

_GRAIN = ((16, 5), (4, 9), (2, 9), (1, 8))
"""Pixels across and strength: foliage and walls are rough at every scale, a sensor at one."""
_BACK = {1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
         4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
         6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
         8: Image.Transpose.ROTATE_270}  # fmt: skip
Entry = tuple[int, int, int, bytes]


def camera_photo(path: Path, size: tuple[int, int], seed: int = 0, *, orientation: int = 1) -> Path:
    """A baseline JPEG of 0.3 bytes a pixel, displayed at `size`."""
    scene = draw_scene(size, Random(seed))  # noqa: S311  a drawing, not a secret
    luma, blue, red = scene.convert("YCbCr").split()
    for scale, strength in _GRAIN:
        noise = Image.effect_noise((size[0] // scale + 1, size[1] // scale + 1), strength)
        luma = ImageChops.add(luma, noise.resize(size, Image.Resampling.BICUBIC), 1, -128)
    image = Image.merge("YCbCr", (luma, blue, red)).convert("RGB")
    block = exif_block(small_jpeg(image), orientation=orientation)
    image.save(path, "JPEG", quality=90, subsampling="4:2:0", exif=b"Exif\0\0" + block)
    return path


def stored(size: tuple[int, int], orientation: int) -> Image.Image:
    """The sample picture as a camera stores it that shall be turned."""
    back = _BACK[orientation]
    return samples.picture(size) if back is None else samples.picture(size).transpose(back)


def small_jpeg(image: Image.Image, size: tuple[int, int] = (160, 120)) -> bytes:
    buffer = io.BytesIO()
    image.resize(size).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def exif_block(thumbnail: bytes = b"", *, order: str = "<", orientation: int = 1,
               taken: str = "2026:11:23 09:30:00") -> bytes:  # fmt: skip
    """What a camera of 2020 writes, its notes of 20 KB among it (Exif 2.32, 4.6)."""

    def text(tag: int, value: str) -> Entry:
        return tag, 2, len(value) + 1, value.encode() + b"\0"

    def short(tag: int, value: int) -> Entry:
        return tag, 3, 1, struct.pack(f"{order}H", value)

    def long(tag: int, value: int) -> Entry:
        return tag, 4, 1, struct.pack(f"{order}I", value)

    def ratios(tag: int, *values: int) -> Entry:
        return tag, 5, len(values) // 2, struct.pack(f"{order}{len(values)}I", *values)

    def first(exif: int, gps: int) -> list[Entry]:
        return [text(0x010F, "Canon"), text(0x0110, "Canon EOS 250D"), short(0x0112, orientation),
                ratios(0x011A, 72, 1), ratios(0x011B, 72, 1), short(0x0128, 2),
                text(0x0132, taken), long(0x8769, exif), long(0x8825, gps)]  # fmt: skip

    def second(at: int) -> list[Entry]:
        return [short(0x0103, 6), long(0x0201, at), long(0x0202, len(thumbnail))]

    notes = [ratios(0x829A, 1, 250), ratios(0x829D, 28, 10), short(0x8827, 200),
             text(0x9003, taken), text(0x9004, taken), text(0x9011, "+07:00"),
             ratios(0x920A, 50, 1), (0x927C, 7, 20_000, bytes(20_000)),
             text(0x9291, "120"), short(0xA001, 1)]  # fmt: skip
    place = [text(1, "S"), ratios(2, 7, 1, 53, 1, 17, 1), text(3, "E"),
             ratios(4, 110, 1, 19, 1, 42, 1)]  # fmt: skip
    exif_at = 8 + len(_directory(order, 8, first(0, 0)))
    exif = _directory(order, exif_at, notes)
    gps_at = exif_at + len(exif)
    gps = _directory(order, gps_at, place)
    second_at = gps_at + len(gps)
    inside = second_at + len(_directory(order, second_at, second(0)))
    mark = b"II*\0\x08\0\0\0" if order == "<" else b"MM\0*\0\0\0\x08"
    return b"".join((mark, _directory(order, 8, first(exif_at, gps_at), second_at), exif, gps,
                     _directory(order, second_at, second(inside)), thumbnail))  # fmt: skip


def _directory(order: str, at: int, entries: list[Entry], following: int = 0) -> bytes:
    """One directory that begins at `at`, and behind it the values that do not fit into it."""
    table, values = struct.pack(f"{order}H", len(entries)), b""
    base = at + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in entries:
        if len(value) > 4:
            place = struct.pack(f"{order}I", base + len(values))
            values += value + b"\0" * (len(value) % 2)
        else:
            place = value.ljust(4, b"\0")
        table += struct.pack(f"{order}HHI", tag, kind, count) + place
    return table + struct.pack(f"{order}I", following) + values
