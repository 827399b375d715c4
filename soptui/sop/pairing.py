"""Which files belong to one asset: RAW beside JPEG, the film of a Live Photo, notes, small copies.

Only files of one folder are compared. What could belong to two stays apart: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from soptui.sop.material import Kind, PartRole, is_raw

SAME_SHOT: Final = timedelta(seconds=2)
"""A camera writes both files of one exposure within this."""
LIVE_SHOT: Final = timedelta(seconds=3)
LIVE_MS: Final = 4000
"""The film of a Live Photo runs for about three seconds."""

_THUMBNAIL, _PROXY, _MEMO = b".thm", b".lrv", b".wav"
_GOPRO_PROXY: Final = b"gl"
_GOPRO_FILMS: Final = (b"gx", b"gh")


@dataclass(frozen=True, slots=True)
class File:
    """What decides: an asset, by the name and folder it came with. Durations in ms."""

    id: int
    folder: bytes
    name: bytes
    kind: Kind
    media_type: str
    captured_at: datetime | None = None
    duration_ms: int | None = None
    camera: str = ""
    content_id: str = ""

    @property
    def stem(self) -> bytes:
        """The name without its last ending, in small letters."""
        return self.name.lower().rpartition(b".")[0] or self.name.lower()

    @property
    def ending(self) -> bytes:
        """The last ending with its dot, in small letters."""
        return b"." + self.name.lower().rpartition(b".")[2]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """`part` belongs to `main`, which belongs to nobody."""

    part: int
    main: int
    role: PartRole


def pair(files: Iterable[File]) -> tuple[Link, ...]:
    """The links among `files`, whatever order they came in, by the parts' ids."""
    folders: dict[bytes, list[File]] = {}
    for file in sorted(files, key=lambda file: file.id):
        folders.setdefault(file.folder, []).append(file)
    return tuple(sorted(link for members in folders.values() for link in _pair_folder(members)))


def _pair_folder(files: Sequence[File]) -> Iterator[Link]:
    stills = [file for file in files if _is_still(file)]
    raws = [file for file in files if is_raw(file.media_type)]
    films = [file for file in files if file.kind is Kind.VIDEO and file.ending != _PROXY]
    parts: dict[int, Link] = {}
    for raw in raws:
        _link(parts, raw, [some for some in stills if _is_same_shot(raw, some)], PartRole.RAW)
    for film in films:
        _link(parts, film, [some for some in stills if _is_live(film, some)], PartRole.MOTION)
    free = [file for file in (*stills, *raws, *films) if file.id not in parts]
    for file in files:
        if file.kind is Kind.SIDECAR:
            _link(parts, file, _noted(file, free), PartRole.NOTES)
        elif file.kind is Kind.PHOTO and file.ending == _THUMBNAIL:
            mains = [some for some in free if some.kind is Kind.VIDEO and some.stem == file.stem]
            _link(parts, file, mains, PartRole.THUMBNAIL)
        elif file.kind is Kind.VIDEO and file.ending == _PROXY:
            mains = [some for some in free if _is_proxy(file, some)]
            _link(parts, file, mains, PartRole.PROXY)
        elif file.kind is Kind.AUDIO and file.ending == _MEMO:
            mains = [some for some in free if some.kind is Kind.PHOTO and some.stem == file.stem]
            _link(parts, file, mains, PartRole.MEMO)
    yield from parts.values()


def _link(parts: dict[int, Link], part: File, mains: Sequence[File], role: PartRole) -> None:
    """Note the link where there is exactly one main it can belong to."""
    if len(mains) == 1:
        parts[part.id] = Link(part.id, mains[0].id, role)


def _is_still(file: File) -> bool:
    raw = is_raw(file.media_type)
    return file.kind is Kind.PHOTO and not raw and file.ending != _THUMBNAIL


def _is_same_shot(raw: File, still: File) -> bool:
    return raw.stem == still.stem and _agree(raw, still, SAME_SHOT)


def _agree(one: File, other: File, within: timedelta) -> bool:
    """Whether camera and time do not contradict each other; what is not known does not."""
    if one.camera and other.camera and one.camera != other.camera:
        return False
    if one.captured_at is None or other.captured_at is None:
        return True
    return abs(one.captured_at - other.captured_at) <= within


def _is_live(film: File, still: File) -> bool:
    if film.content_id or still.content_id:
        return film.content_id == still.content_id
    known = film.captured_at is not None and still.captured_at is not None
    short = (film.duration_ms or LIVE_MS + 1) <= LIVE_MS
    return film.stem == still.stem and short and known and _agree(film, still, LIVE_SHOT)


def _noted(notes: File, mains: Sequence[File]) -> list[File]:
    """What an XMP is about: the file of that whole name, else of that stem."""
    exact = [file for file in mains if file.name.lower() == notes.stem]
    return exact or [
        file for file in mains if file.stem in {notes.stem, notes.stem.rpartition(b".")[0]}
    ]


def _is_proxy(proxy: File, film: File) -> bool:
    if film.kind is not Kind.VIDEO:
        return False
    if proxy.stem.startswith(_GOPRO_PROXY):
        return film.stem[:2] in _GOPRO_FILMS and film.stem[2:] == proxy.stem[2:]
    return film.stem == proxy.stem
