"""Each channel as its readers see it: while it is written, and before the Head."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from textual.pilot import Pilot
from textual.widgets import Static

from soptui.channels.known import networks
from soptui.desk import step2_selection, texts
from soptui.desk.assets import read_assets
from soptui.desk.item import Item
from soptui.desk.publication.faces import Faces, read_faces
from soptui.desk.publication.wording import set_hashtags
from soptui.media.cells import half_cells
from soptui.sop.manifest import ChannelText, Manifest, MediaEntry, RenditionEntry
from soptui.sop.material import Kind
from soptui.sop.roles import Role
from soptui.store.tables import Asset, Connection
from soptui.tui.dialogs.post import PostBox
from soptui.tui.dialogs.write import Write
from soptui.tui.post import Look, post_of
from soptui.tui.screens.step2_selection import SelectionScreen
from soptui.tui.screens.step3_approval import ApprovalScreen
from soptui.tui.widgets.picture import Picture
from soptui.tui.widgets.post_preview import PostPreview, said
from soptui.tui.widgets.release_paper import ReleasePaper
from tests import samples
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle, until

SIZES = [((80, 24), "soptui"), ((120, 36), "soptui"), ((80, 24), "console")]
INSTAGRAM, X = 1, 3
"""Their rows among the channels."""


def with_pictures(office: Office) -> Item:
    """A coverage in selection with two photos, one of them too wide for Instagram."""
    item = office.selected()
    wide = office.asset("IMG_WIDE.JPG")
    with office.store.transaction():
        first = item.assets[0].id
        for number, (width, height) in ((first, (1200, 900)), (wide, (3000, 1000))):
            row = Asset.get_by_id(number)
            Asset.update(width=width, height=height, has_thumbnail=True, coverage=item.id,
                         position=number).where(Asset.id == number).execute()  # fmt: skip
            place = office.home.thumbnail(row.sha256)
            place.parent.mkdir(parents=True, exist_ok=True)
            samples.jpeg(place, (width // 8, height // 8), colour=(40, 90 + 60 * number, 120))
    for asset in office.fresh(item).assets:
        step2_selection.judge(
            office.manager, asset.id, asset.version, step2_selection.Verdict.PUBLISHABLE
        )
    set_hashtags(office.manager, "#DisnakertransBantul")
    Connection.create(channel="x", settings={}, account="@disnakerbantul",
                      connected_at=office.clock.now())  # fmt: skip
    return office.fresh(item)


async def at_channel(
    pilot: Pilot[int], office: Office, item: Item, place: int, language: str = "en"
) -> SelectionScreen:
    await seat(pilot, office, Role.WEB_MANAGER, language)
    screen = SelectionScreen(item.id)
    pilot.app.push_screen(screen)
    await settle(pilot)
    await pilot.press("f7", *["down"] * place)
    await settle(pilot)
    return screen


async def drawn(pilot: Pilot[int]) -> None:
    """Wait for the pictures; the dialog's own worker goes on until it is answered."""
    for _turn in range(4):
        await pilot.pause()
        busy = [worker for worker in pilot.app.workers if worker.group == "picture"]
        if busy:  # all there are would be waited for
            await pilot.app.workers.wait_for_complete(busy)


@pytest.mark.parametrize(("size", "theme"), SIZES)
@pytest.mark.parametrize("seen", [False, True])
def test_writing_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str,
    seen: bool,
) -> None:  # fmt: skip
    item = with_pictures(office)

    async def run_before(pilot: Pilot[int]) -> None:
        await at_channel(pilot, office, item, X, "id")
        await pilot.press("enter")
        await until(pilot, Write)
        dialog = pilot.app.screen
        assert isinstance(dialog, Write)
        await pilot.press("f3")
        dialog.field.area.insert(" Selengkapnya menyusul." * 4)
        while str(dialog.query_one("Static.text", Static).content).count("menyusul") < 4:
            await pilot.pause()
        if seen:
            await pilot.press("f4")
        await drawn(pilot)

    app = app_for(theme=theme, pictures="words" if theme == "console" else "cells")
    assert snap_compare(app, terminal_size=size, run_before=run_before)  # type: ignore[operator]


@pytest.mark.parametrize(("size", "theme"), SIZES)
def test_seen_snapshot(
    office: Office, app_for: AppFor, snap_compare: object, size: tuple[int, int], theme: str
) -> None:
    item = with_pictures(office)

    async def run_before(pilot: Pilot[int]) -> None:
        await at_channel(pilot, office, item, INSTAGRAM, "id")
        await pilot.press("v")
        await until(pilot, PostBox)
        await settle(pilot)

    app = app_for(theme=theme, pictures="words" if theme == "console" else "cells")
    assert snap_compare(app, terminal_size=size, run_before=run_before)  # type: ignore[operator]


async def test_the_preview_follows_what_is_typed(office: Office, app_for: AppFor) -> None:
    item = with_pictures(office)
    async with app_for().run_test(size=(80, 24)) as pilot:
        await at_channel(pilot, office, item, X)
        await pilot.press("enter")
        await until(pilot, Write)
        dialog = pilot.app.screen
        assert isinstance(dialog, Write)
        await pilot.pause()
        preview = dialog.query_one(PostPreview)
        text = preview.query_one("Static.text", Static)
        assert str(text.content).startswith("Pelatihan las angkatan IV")  # what the template makes
        assert not preview.display
        await pilot.press(*"Halo", "f4")
        assert preview.display
        assert preview.has_focus  # the arrows read on
        while str(text.content) != "Halo":
            await pilot.pause()
        await pilot.press("f4", "f2")
        await settle(pilot)
        assert office.fresh(item).text(texts.channel_of("x")).body == "Halo"


async def test_the_head_sees_what_its_writer_saw(office: Office, app_for: AppFor) -> None:
    item = office.submitted()
    async with app_for().run_test(size=(120, 36)) as pilot:
        await seat(pilot, office, Role.WEB_MANAGER, "en")
        screen = ApprovalScreen(item.id)
        pilot.app.push_screen(screen)
        await settle(pilot)
        paper = screen.query_one(ReleasePaper)
        await paper.show_channel("instagram")
        await settle(pilot)
        shown = [str(part.content) for part in paper.query(Static)]
        assert "Disnakertrans Bantul" in shown
        assert "ALT Peserta mengelas" in shown
        assert len(paper.query(Picture)) == 1
        assert shown.index("ALT Peserta mengelas") < next(
            place for place, text in enumerate(shown) if text.startswith("Pelatihan las")
        )  # Instagram shows the pictures first


def look_at(tmp_path: Path, **accounts: str) -> Look:
    return Look("Dinas", Faces(accounts, "dinas.example"), lambda sha: tmp_path / sha, {})


def release(*media: MediaEntry, text: str = "Halo") -> Manifest:
    said = ChannelText("x", text)
    return Manifest("001", 1, "Judul", "Ringkasan", "Isi", "", "", tuple(media), (said,))


def photo(**changes: object) -> MediaEntry:
    made = RenditionEntry("x", "picture-2048", 1, "f" * 64, "image/jpeg", 2048, 1536)
    entry = MediaEntry("a" * 64, Kind.PHOTO, "image/jpeg", "Pembukaan", "Alat las", (made,))
    return replace(entry, **changes)  # type: ignore[arg-type]


def test_a_link_has_a_card_only_without_pictures(tmp_path: Path) -> None:
    text = "Baca https://dinas.example/b/001/"
    card = post_of(release(text=text), "x", look_at(tmp_path)).card
    assert card is not None
    assert (card.host, card.title) == ("dinas.example", "Judul")
    assert post_of(release(photo(), text=text), "x", look_at(tmp_path)).card is None
    assert post_of(release(), "x", look_at(tmp_path)).card is None


def test_the_file_itself_is_shown_where_it_is_made(tmp_path: Path) -> None:
    (shot,) = post_of(release(photo()), "x", look_at(tmp_path, x="@dinas")).shots
    assert (shot.path, shot.size, shot.part) == (tmp_path / ("f" * 64), (2048, 1536), None)


def test_what_a_post_has_no_room_for_is_not_shown(office: Office, tmp_path: Path) -> None:
    """On Mastodon a film stands alone; nothing is made yet."""
    asset = read_assets(Asset.id == office.asset())[0]
    look = replace(look_at(tmp_path), assets={"a" * 64: asset, "b" * 64: asset})
    film = photo(sha256="b" * 64, kind=Kind.VIDEO, renditions=())
    picture = photo(renditions=())
    for media, shown in {
        (picture, film): [Kind.PHOTO], (film, picture): [Kind.VIDEO], (film, film): [Kind.VIDEO],
    }.items():  # fmt: skip
        shots = post_of(release(*media), "mastodon", look).shots
        assert [shot.kind for shot in shots] == shown
        assert len(post_of(release(*media), "telegram", look).shots) == 2


def test_links_hashtags_and_names_stand_out_and_what_hides_is_shown(tmp_path: Path) -> None:
    text = "#Las @blk@contoh.example https://dinas.example/b/1/ \u202e"
    content = said(post_of(release(text=text), "x", look_at(tmp_path)))
    marked = {content.plain[span.start : span.end] for span in content.spans}
    assert {"#Las", "@blk@contoh.example", "https://dinas.example/b/1/", "<U+202E>"} <= marked


def test_what_is_too_much_is_marked(tmp_path: Path) -> None:
    post = post_of(release(text="a" * 290), "x", look_at(tmp_path))
    assert post.over == 280
    over = [span for span in said(post).spans if "reverse" in str(span.style)]
    assert [(span.start, span.end) for span in over] == [(280, 290)]


def test_every_network_can_be_shown(tmp_path: Path) -> None:
    for name in networks():
        assert post_of(release(photo()), name, look_at(tmp_path)).channel == name


def test_of_a_picture_only_its_part_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    image = Image.new("RGB", (100, 50), (255, 0, 0))
    image.paste((0, 0, 255), (50, 0, 100, 50))
    image.save(path)
    cells = half_cells(path, 10, 5, part=(0.5, 0.0, 1.0, 1.0))
    colours = {half for row in cells for cell in row for half in cell if half is not None}
    assert colours == {(0, 0, 255)}


def test_whose_posts_they_are_is_read(office: Office) -> None:
    with_pictures(office)
    for channel, settings, account in (
        ("mastodon", {"server": "mastodon.example"}, "@dinas"),
        ("bluesky", {"server": "https://bsky.social"}, "@dinas.bsky.social"),
        ("telegram", {"chat": "@dinas"}, "@dinas"),
    ):
        Connection.create(channel=channel, settings=settings, account=account,
                          connected_at=office.clock.now())  # fmt: skip
    faces = read_faces(office.manager)
    assert faces.accounts["x"] == "@disnakerbantul"
    assert faces.pages == {
        "x": "",
        "mastodon": "https://mastodon.example/@dinas",
        "bluesky": "https://bsky.app/profile/dinas.bsky.social",
        "telegram": "https://t.me/s/dinas",
    }
    assert faces.host == "disnakertrans.bantulkab.go.id"
