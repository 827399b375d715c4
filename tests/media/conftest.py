"""One file of every type that is taken, made once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from soptui.media.types import RAW_TYPES
from tests import raws, samples

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By the type's name. The names on disk all lie: content decides."""
    folder = tmp_path_factory.mktemp("media")
    size = (400, 300)

    def at(name: str) -> Path:
        return folder / f"{name}.txt"

    return {
        "jpeg": samples.jpeg(at("jpeg"), size),
        "png": samples.png(at("png"), size),
        "webp": samples.webp(at("webp"), size),
        "heic": samples.heic(at("heic"), size),
        "tiff": samples.tiff(at("tiff"), size),
        "mp4": samples.mp4(at("mp4")),
        "mov": samples.mp4(at("mov"), container="mov"),
        "3gp": samples.mp4(at("3gp"), container="3gp"),
        "m4a": samples.m4a(at("m4a")),
        "matroska": samples.mp4(at("matroska"), container="matroska"),
        "webm": samples.mp4(at("webm"), codec="libvpx", sound="libopus", container="webm"),
        "avi": samples.mp4(at("avi"), codec="mpeg4", sound="libmp3lame", container="avi"),
        "wav": samples.wav(at("wav")),
        "mp3": samples.mp3(at("mp3")),
        "ogg": samples.ogg(at("ogg")),
        "amr": samples.amr(at("amr")),
        "pdf": samples.pdf(at("pdf"), pages=3),
        "xmp": raws.xmp(at("xmp")),
        **{name: raws.raw(at(name), name) for name in RAW_TYPES},
    }
