from __future__ import annotations

import pytest

from soptui.sop.naming import disagrees


@pytest.mark.parametrize(
    ("name", "media_type"),
    [(b"IMG_1.JPG", "image/jpeg"), (b"a.jpe", "image/jpeg"), (b"MVI.THM", "image/jpeg"),
     (b"a.TIF", "image/tiff"), (b"1D.TIF", "image/x-canon-cr2"), (b"GX01.LRV", "video/mp4"),
     (b"a.mov", "video/mp4"), (b"a.m4a", "video/mp4"), (b"a.nef", "image/x-nikon-nef"),
     (b"a.dng", "image/x-nikon-nef"), (b"scan", "image/png"), (b"a.bak", "image/jpeg"),
     (b"\xff.jpg", "image/jpeg"), (b".jpg", "image/jpeg")],
)  # fmt: skip
def test_what_is_usual_is_no_lie(name: bytes, media_type: str) -> None:
    assert not disagrees(name, media_type)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [(b"photo.mp4", "image/png"), (b"a.jpg", "image/heic"), (b"a.CR2", "image/jpeg"),
     (b"a.jpg", "image/x-nikon-nef"), (b"a.pdf", "image/tiff"), (b"a.wav", "audio/mpeg")],
)  # fmt: skip
def test_32_a_wrong_ending_is_pointed_out(name: bytes, media_type: str) -> None:
    assert disagrees(name, media_type)
