from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from soptui.errors import MediaError
from soptui.media.crop import Form
from soptui.media.renderer import MediaRenderer
from tests import samples


def cut(folder: Path) -> Path:
    """An original without its end, under the name of its content."""
    source = samples.jpeg(folder / "a", (640, 480))
    content = source.read_bytes()[:-800]
    source.write_bytes(content)
    return source.rename(folder / hashlib.sha256(content).hexdigest())


def test_what_a_person_took_as_it_is_is_published_as_it_is(tmp_path: Path) -> None:
    size = MediaRenderer().picture(cut(tmp_path), tmp_path / "b.jpg", Form(320))
    assert size == (320, 240)


def test_what_was_cut_after_it_was_taken_in_is_refused(tmp_path: Path) -> None:
    source = cut(tmp_path)
    source.write_bytes(source.read_bytes()[:-100])
    with pytest.raises(MediaError):
        MediaRenderer().picture(source, tmp_path / "b.jpg", Form(320))
