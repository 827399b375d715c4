"""What is added to pictures that go out: words, a logo; and files that differ in words alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from soptui.channels.recipes import BARE, Cover, Recipe
from soptui.desk.office import read_office
from soptui.desk.texts import alt_of, caption_of, texts_of
from soptui.paths import Home
from soptui.sop.inert import legible
from soptui.sop.logo import Logo, logo_of
from soptui.sop.material import Kind
from soptui.sop.office import Office
from soptui.sop.picture_words import PictureWords, picture_words, without_words
from soptui.sop.release import Part
from soptui.store.tables import Asset, Coverage, Rendition


@dataclass(frozen=True, slots=True)
class Finish:
    """What an asset's pictures get once they are drawn: words in the file, a logo to be seen; and
    what is seen of sound.
    """

    words: PictureWords
    logo: Logo | None = None
    cover: Cover = BARE


def finishes(coverage: Coverage, assets: Iterable[Asset]) -> dict[int, Finish]:
    """The finish of each asset (by id), as release and office want it now. Call it inside a
    connection.
    """
    texts, office = texts_of(coverage), read_office() or Office("")
    logo, assets = logo_of(office.logo), list(assets)
    first = next((asset.sha256 for asset in assets if asset.kind is Kind.PHOTO), "")
    cover = Cover(first, legible(office.unit or office.name))
    byline = coverage.reporter.name if coverage.reporter else ""
    return {
        asset.id: Finish(
            picture_words(
                caption=texts.get(caption_of(asset.id), ""),
                alt_text=texts.get(alt_of(asset.id), ""),
                title=texts.get(Part.TITLE, ""),
                byline=byline,
                event_date=coverage.event_date,
                office=office,
            ),
            logo,
            cover,
        )
        for asset in assets
    }


def same_pixels(asset: int, recipe: Recipe) -> list[Rendition]:
    """What was made of the asset last that differs from `recipe` in its words alone, by page.
    Call it inside a connection.
    """
    alike = (Rendition.asset == asset) & Rendition.recipe.startswith(recipe.pixels)
    rows = [
        row
        for row in Rendition.select().where(alike).order_by(Rendition.id.desc())
        if without_words(row.recipe) == recipe.pixels
    ]
    newest = [row for row in rows if row.recipe == rows[0].recipe]
    return sorted(newest, key=lambda row: row.place)


def copies(home: Home, rows: Iterable[Rendition], folder: Path) -> list[Path]:
    """Copies in `folder` of the files of `rows`; nothing where one is not what it was."""
    from soptui.media.sha import file_sha256

    made = []
    for row in rows:
        path = folder / f"again-{row.place}.jpg"
        try:
            shutil.copyfile(home.rendition(row.sha256), path)
        except FileNotFoundError:
            return []
        if file_sha256(path) != row.sha256:
            return []
        made.append(path)
    return made
