"""Renditions: everything that goes out of an asset, made before the Head is asked, kept by content.

What is signed lists them by their SHA-256, and what is published are these very bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from soptui.channels.recipes import Known, Recipe, going, limit, recipes
from soptui.desk.assets import focus_of
from soptui.desk.context import Desk, coverage_of
from soptui.desk.publication.fitting import require_possible
from soptui.desk.publication.inscribing import Finish, finishes
from soptui.desk.publication.making import Wanted, make
from soptui.errors import Incomplete
from soptui.i18n import _
from soptui.media.renderer import MediaRenderer, Renderer
from soptui.paths import Home
from soptui.sop.manifest import Manifest, RenditionEntry
from soptui.sop.material import Verdict
from soptui.sop.missing import Missing
from soptui.store.tables import Asset, Coverage, Rendition

Progress = Callable[[float, int], None]
"""Told how many files are done, the one at hand in part, of how many."""


class _Stopped(Exception):
    """Somebody does not want to wait for it."""


def prepare(
    desk: Desk,
    coverage_id: int,
    *,
    renderer: Renderer | None = None,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Make what the chosen channels still lack of the selected assets; False when it was cancelled,
    which ends a film in its middle. What was made whole stays. Slow: call it in a thread. Doing so
    again, or twice at once, is safe.

    Raises Incomplete where a channel takes nothing of the kind, MediaError naming the asset,
    StorageError.
    """
    with desk.look():
        coverage = coverage_of(coverage_id)
        require_possible(coverage.channels, selected(coverage))
        wanted = missing_renditions(desk.home, coverage)

    def tell(done: int, part: float) -> None:
        if cancelled():
            raise _Stopped
        progress(done + part, len(wanted))

    try:
        for done, one in enumerate(wanted):
            tell(done, 0.0)
            make(desk, one, renderer or MediaRenderer(desk.home.logo), partial(tell, done))
    except _Stopped:
        return False
    progress(len(wanted), len(wanted))
    return True


def count_missing(desk: Desk, coverage_id: int) -> int:
    """How many recipes are still to be followed before the coverage can be submitted."""
    with desk.look():
        return len(missing_renditions(desk.home, coverage_of(coverage_id)))


def missing_renditions(home: Home, coverage: Coverage) -> list[Wanted]:
    """What the chosen channels lack, each once. Call it inside a connection."""
    found: dict[tuple[int, str], Wanted] = {}
    assets = selected(coverage)
    finish = finishes(coverage, assets)
    places = {channel: _going(channel, assets) for channel in coverage.channels}
    for row in assets:
        there = _recipes_there(home, row)
        for channel in (name for name in coverage.channels if row.id in places[name]):
            for recipe in recipes_of(channel, row, finish[row.id]):
                if recipe.name not in there:
                    found[row.id, recipe.name] = Wanted(row.id, row.sha256, row.label, recipe)
    return list(found.values())


def recipes_of(channel: str, row: Asset, finish: Finish) -> tuple[Recipe, ...]:
    """How `channel` wants this asset, the smallest first."""
    known = Known(
        size=(row.width, row.height) if row.width and row.height else None,
        focus=focus_of(row),
        seconds=row.duration_ms / 1000 if row.duration_ms else None,
        weight=row.size,
        words=finish.words,
        logo=finish.logo,
        cover=finish.cover,
    )
    return recipes(channel, row.kind, known)


def require_rendered(home: Home, coverage: Coverage) -> None:
    """Raise Incomplete while something that is to go out was not made."""
    lacking = missing_renditions(home, coverage)
    if lacking:
        sentence = _("The files for publication are not made yet; press F2 again.")
        raise Incomplete(sentence, [Missing("assets", sentence)])


def selected(coverage: Coverage) -> list[Asset]:
    """The assets that go out, in the order in which the public sees them."""
    query = Asset.select().where(
        (Asset.coverage == coverage) & (Asset.verdict == Verdict.PUBLISHABLE)
    )
    return list(query.order_by(Asset.position, Asset.id))


def renditions_for(
    channels: Iterable[str], assets: list[Asset], finish: Mapping[int, Finish]
) -> dict[int, list[RenditionEntry]]:
    """What each channel gets of each asset (by id), as the manifest lists it."""
    rows = list(Rendition.select().where(Rendition.asset.in_([row.id for row in assets])))
    found: dict[int, list[RenditionEntry]] = {row.id: [] for row in assets}
    for channel in channels:
        left, places = limit(channel), _going(channel, assets)
        for asset in (row for row in assets if row.id in places):
            made = [_entry(channel, row) for row in rows if row.asset_id == asset.id]
            files = list(listed(recipes_of(channel, asset, finish[asset.id]), made))
            files = files if left is None else files[:left]
            left = None if left is None else left - len(files)
            found[asset.id] += files
    return found


def renditions_as_submitted(
    submitted: Manifest, assets: list[Asset]
) -> dict[int, list[RenditionEntry]]:
    """What lies there today under the recipes of what was submitted: an office that is renamed, or
    a newer version of this program, makes files anew for what comes, not for what was signed.
    """
    rows = Rendition.select().where(Rendition.asset.in_([row.id for row in assets]))
    there = {(row.asset_id, row.recipe, row.place): row for row in rows}
    named = {entry.sha256: entry.renditions for entry in submitted.media}
    return {
        asset.id: [
            _entry(one.channel, row)
            for one in named.get(asset.sha256, ())
            if (row := there.get((asset.id, one.recipe, one.place))) is not None
        ]
        for asset in assets
    }


def listed(order: Sequence[Recipe], made: Iterable[RenditionEntry]) -> Iterator[RenditionEntry]:
    """Of what was made, what goes out after the recipes `order`: by page, then by size; a size that
    is no larger than the one before it is left out.
    """
    places = {recipe.name: place for place, recipe in enumerate(order)}
    ours = [one for one in made if one.recipe in places]
    last: tuple[int, int, int] | None = None
    for one in sorted(ours, key=lambda one: (one.place, places[one.recipe])):
        shape = (one.place, one.width, one.height)
        if shape != last or not one.width:
            yield one
        last = shape


def _going(channel: str, assets: Sequence[Asset]) -> set[int]:
    """The assets (by id) that go into one post of `channel`."""
    kinds = [row.kind for row in assets]
    return {row.id for row, goes in zip(assets, going(channel, kinds), strict=True) if goes}


def _entry(channel: str, row: Rendition) -> RenditionEntry:
    return RenditionEntry(channel, row.recipe, row.place, row.sha256, row.media_type, row.width,
                          row.height)  # fmt: skip


def _recipes_there(home: Home, asset: Asset) -> set[str]:
    rows = list(Rendition.select().where(Rendition.asset == asset))
    gone = {row.recipe for row in rows if not home.rendition(row.sha256).is_file()}
    return {row.recipe for row in rows} - gone
