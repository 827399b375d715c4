"""The office's logo: chosen by an administrator, and drawn before the Head is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from soptui.desk.context import Desk
from soptui.desk.office import set_office
from soptui.desk.publication.jobs import job_for
from soptui.desk.publication.logos import drop_logo, read_logo, set_logo
from soptui.desk.publication.renditions import count_missing, prepare
from soptui.desk.release import build_manifest
from soptui.errors import InvalidInput, MediaError, NotAllowed
from soptui.sop.logo import Corner
from soptui.sop.office import Office as Profile
from soptui.sop.roles import Role
from soptui.store.tables import Coverage, Delivery, EventRow
from tests.office import Office
from tests.renderer import FakeRenderer


@pytest.fixture
def admin(office: Office) -> Desk:
    desk = office.desks[Role.ADMIN]
    set_office(desk, Profile("Dinas Contoh"))
    return desk


@pytest.fixture
def png(tmp_path: Path) -> str:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (40, 20), (20, 120, 60, 255)).save(path)
    return str(path)


def files(item: int) -> dict[str, list[str]]:
    """By channel."""
    (entry,) = build_manifest(Coverage.get_by_id(item)).media
    found: dict[str, list[str]] = {}
    for one in entry.renditions:
        found.setdefault(one.channel, []).append(one.sha256)
    return found


def made(office: Office, item: int) -> dict[str, list[str]]:
    prepare(office.manager, item, renderer=FakeRenderer())
    return files(item)


def test_it_is_kept_by_its_content(office: Office, admin: Desk, png: str) -> None:
    assert read_logo(admin) is None
    logo = set_logo(admin, f" {png} ", Corner.UPPER_LEFT, 20)
    Path(png).unlink()
    assert read_logo(admin) == logo
    assert office.home.logo(logo.sha256).is_file()
    moved = set_logo(admin, "", Corner.LOWER_LEFT, 10, website=True)
    assert (moved.sha256, moved.corner, moved.website) == (logo.sha256, Corner.LOWER_LEFT, True)
    drop_logo(admin)
    assert read_logo(admin) is None
    events = EventRow.select().where(EventRow.action == "set_logo").order_by(EventRow.id)
    assert [row.detail.get("corner") for row in events] == ["ul", "ll", None]


def test_only_pictures_for_social_networks_show_it(office: Office, admin: Desk, png: str) -> None:
    item = office.selected().id
    plain = files(item)
    set_logo(admin, png, Corner.LOWER_RIGHT, 15)
    assert count_missing(office.manager, item) == 1
    with_logo = made(office, item)
    assert with_logo["website"] == plain["website"]
    assert with_logo["instagram"] != plain["instagram"]
    set_logo(admin, "", Corner.LOWER_RIGHT, 15, website=True)
    assert count_missing(office.manager, item) == 3
    assert made(office, item)["website"] != plain["website"]
    drop_logo(admin)
    assert files(item) == plain


def test_another_corner_or_size_is_another_file(office: Office, admin: Desk, png: str) -> None:
    item = office.selected().id
    seen = []
    left, right = Corner.LOWER_LEFT, Corner.LOWER_RIGHT
    for corner, size in ((right, 15), (left, 15), (left, 16)):
        set_logo(admin, png, corner, size)
        seen += made(office, item)["instagram"]
    assert len(set(seen)) == 3


def test_what_was_approved_goes_out_without_it(office: Office, admin: Desk, png: str) -> None:
    office.approved()
    set_logo(admin, png, Corner.LOWER_RIGHT, 15)
    assert job_for(office.station, Delivery.get(Delivery.channel == "instagram"))


def test_who_may_not_and_what_cannot(office: Office, admin: Desk, png: str, tmp_path: Path) -> None:
    for desk in (office.manager, office.reporter, office.head):
        with pytest.raises(NotAllowed):
            set_logo(desk, png, Corner.LOWER_RIGHT, 15)
        with pytest.raises(NotAllowed):
            drop_logo(desk)
    assert list(office.home.logos.iterdir()) == []
    with pytest.raises(InvalidInput, match="no logo yet"):
        set_logo(admin, "", Corner.LOWER_RIGHT, 15)
    for path in (tmp_path, tmp_path / "none.png"):
        with pytest.raises(InvalidInput, match="no file"):
            set_logo(admin, str(path), Corner.LOWER_RIGHT, 15)
    (tmp_path / "a.png").write_text("text")
    with pytest.raises(MediaError):
        set_logo(admin, str(tmp_path / "a.png"), Corner.LOWER_RIGHT, 15)
    assert read_logo(admin) is None
