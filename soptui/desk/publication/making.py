"""One recipe followed for one asset: its files are made, put on the shelf, and then named."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from soptui.channels.recipes import Recipe, What
from soptui.desk.context import Desk
from soptui.desk.publication.inscribing import copies, same_pixels
from soptui.errors import MediaError, StorageError
from soptui.i18n import _
from soptui.media.renderer import Renderer
from soptui.store.tables import Rendition


@dataclass(frozen=True, slots=True)
class Wanted:
    """One recipe to be followed for one asset."""

    asset: int
    sha256: str
    label: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Made:
    """A file that came of it, not yet on the shelf."""

    path: Path
    place: int
    media_type: str
    width: int = 0
    height: int = 0


def make(desk: Desk, wanted: Wanted, renderer: Renderer, progress: Callable[[float], None]) -> None:
    """Follow one recipe: files first, then the rows that name them, all or none.

    `progress` is told the part done, 0 to 1, and may raise to end it.
    """
    from soptui.media.sha import file_sha256

    try:
        with tempfile.TemporaryDirectory(prefix="rendition-", dir=desk.home.work) as folder:
            made = [
                (one, file_sha256(one.path), one.path.stat().st_size)
                for one in _follow(desk, wanted, Path(folder), renderer, progress)
            ]
            for one, sha256, _size in made:
                _shelve(one.path, desk.home.rendition(sha256))
    except MediaError as error:
        raise MediaError(f"{wanted.label}: {error.message}", remedy=error.remedy) from error
    except OSError as error:
        raise StorageError(
            _("{name} could not be made ready: {reason}.").format(
                name=wanted.label, reason=error.strerror
            ),
            remedy=_("See whether the disk is full and the original is there, then try again."),
        ) from error
    with desk.store.transaction():
        Rendition.delete().where(
            (Rendition.asset == wanted.asset) & (Rendition.recipe == wanted.recipe.name)
        ).execute()
        for one, sha256, size in made:
            Rendition.create(asset=wanted.asset, recipe=wanted.recipe.name, place=one.place,
                             sha256=sha256, media_type=one.media_type, width=one.width,
                             height=one.height, size=size)  # fmt: skip


def _follow(
    desk: Desk,
    wanted: Wanted,
    folder: Path,
    renderer: Renderer,
    progress: Callable[[float], None],
) -> list[Made]:
    """What comes of one recipe, in `folder`. Where only its words are new, pixels are not."""
    recipe, source = wanted.recipe, desk.home.original(wanted.sha256)
    if recipe.words is None:
        picture = recipe.cover.picture if recipe.cover else ""
        cover = desk.home.original(picture) if picture else None
        return list(render(source, recipe, folder, renderer, progress, cover))
    from soptui.media.inscription import inscribe

    with desk.look():
        rows = same_pixels(wanted.asset, recipe)
    if there := copies(desk.home, rows, folder):
        made = [Made(path, row.place, row.media_type, row.width, row.height)
                for row, path in zip(rows, there, strict=True)]  # fmt: skip
    else:
        made = list(render(source, recipe, folder, renderer, progress))
    for one in made:
        inscribe(one.path, recipe.words)
    return made


def render(
    source: Path,
    recipe: Recipe,
    folder: Path,
    renderer: Renderer,
    progress: Callable[[float], None] = lambda _part: None,
    cover: Path | None = None,
) -> Iterator[Made]:
    """Follow `recipe` for the file `source`; what comes of it lies in `folder`. `cover` is the
    picture that the recipe names.
    """
    if recipe.what is What.VIDEO:
        dest = folder / "a.mp4"
        width, height = renderer.video(source, dest, recipe.form, progress)
        yield Made(dest, 1, "video/mp4", width, height)
    elif recipe.what is What.WAVEFORM and recipe.form and recipe.cover:
        dest, office = folder / "a.mp4", recipe.cover.office
        size = renderer.sound_film(source, dest, recipe.form, cover, office, progress)
        yield Made(dest, 1, "video/mp4", *size)
    elif recipe.what is What.AUDIO:
        sound = renderer.audio(source, folder, "a", progress)
        yield Made(sound, 1, "audio/mpeg" if sound.suffix == ".mp3" else "audio/mp4")
    elif recipe.form is not None and recipe.what is What.PAGES:
        pages = renderer.pages(source, folder, recipe.form)
        for place, (page, width, height) in enumerate(pages, start=1):
            yield Made(page, place, "image/jpeg", width, height)
    elif recipe.form is not None:
        dest = folder / "a.jpg"
        width, height = renderer.picture(source, dest, recipe.form)
        yield Made(dest, 1, "image/jpeg", width, height)


def _shelve(path: Path, dest: Path) -> None:
    """Put a finished file where its content belongs, durably."""
    dest.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    shutil.move(path, dest)
    descriptor = os.open(dest.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
