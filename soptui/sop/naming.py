"""Whether a file's name promises what is in it. Content decides; a lie is only pointed out."""

from __future__ import annotations

from typing import Final

from soptui.sop.material import is_raw

_FILMS: Final = frozenset({"video/mp4", "video/quicktime", "video/3gpp", "audio/mp4"})
"""One container under several names: cameras and programs swap them freely."""
_MATROSKA: Final = frozenset({"video/x-matroska", "video/webm"})
_PROMISES: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(("jpg", "jpeg", "jpe", "jfif", "mpo", "thm"), frozenset({"image/jpeg"})),
    **dict.fromkeys(("heic", "heif", "hif"), frozenset({"image/heic", "image/avif"})),
    **dict.fromkeys(("mp4", "m4v", "mov", "qt", "3gp", "3g2", "lrv", "m4a", "m4b"), _FILMS),
    **dict.fromkeys(("mkv", "mka", "webm"), _MATROSKA),
    **dict.fromkeys(("ogg", "oga", "opus"), frozenset({"audio/ogg"})),
    **dict.fromkeys(("tif", "tiff"), frozenset({"image/tiff"})),
    "png": frozenset({"image/png"}),
    "webp": frozenset({"image/webp"}),
    "avif": frozenset({"image/avif", "image/heic"}),
    "avi": frozenset({"video/x-msvideo"}),
    "wav": frozenset({"audio/wav"}),
    "mp3": frozenset({"audio/mpeg"}),
    "amr": frozenset({"audio/amr"}),
    "pdf": frozenset({"application/pdf"}),
    "xmp": frozenset({"application/rdf+xml"}),
}
_RAW_ENDINGS: Final = frozenset({"cr2", "cr3", "nef", "arw", "dng", "orf", "rw2", "raf", "pef",
                                 "srw"})  # fmt: skip


def disagrees(name: bytes, media_type: str) -> bool:
    """Whether the ending of `name` promises another type than `media_type` (MIME). An ending that
    nobody knows promises nothing.
    """
    ending = name.rpartition(b".")[2].lower().decode("ascii", "replace")
    if is_raw(media_type):
        return ending in _PROMISES and ending not in {"tif", "tiff"}  # some cameras write RAW so
    if ending in _RAW_ENDINGS:
        return True
    promised = _PROMISES.get(ending)
    return promised is not None and media_type not in promised
