"""Pictures say what the release says: other words make other files, of the same pixels."""

from __future__ import annotations

import pytest

from soptui.desk import step2_selection
from soptui.desk.office import set_office
from soptui.desk.publication.jobs import job_for
from soptui.desk.publication.renditions import count_missing, prepare
from soptui.desk.release import build_manifest
from soptui.desk.texts import alt_of, caption_of, save_text
from soptui.errors import Incomplete, Refused
from soptui.sop.material import Kind, Verdict
from soptui.sop.office import Office as Profile
from soptui.sop.roles import Role
from soptui.store.tables import Asset, Coverage, Delivery, Rendition, Text
from tests.office import Office
from tests.renderer import FakeRenderer


def caption(office: Office, item: int, asset: int, text: str) -> None:
    field = caption_of(asset)
    version = office.item(item).text(field).version
    save_text(office.manager, item, field, text, version)


def files(item: int) -> dict[tuple[str, int], str]:
    """The SHA-256 of each file, by channel and width."""
    (entry,) = build_manifest(Coverage.get_by_id(item)).media
    return {(one.channel, one.width): one.sha256 for one in entry.renditions}


def test_every_file_says_what_the_release_says(office: Office) -> None:
    set_office(office.desks[Role.ADMIN], Profile("Dinas Contoh", "DC"))
    item = office.selected()
    assert len(files(item.id)) == 4
    for sha256 in files(item.id).values():
        said = office.home.rendition(sha256).read_bytes()
        for words in ("Peserta mengelas", "© 2026 Dinas Contoh", "reporter/DC"):
            assert words.encode() in said


def test_another_caption_makes_files_of_the_same_pixels(office: Office) -> None:
    item = office.selected()
    before, asset = files(item.id), item.assets[0].id
    caption(office, item.id, asset, "Wajah-wajah baru")
    assert count_missing(office.manager, item.id) == 4
    with pytest.raises(Incomplete, match="not made yet"):
        step2_selection.submit(office.manager, item.id, office.fresh(item).version)
    office.home.original(Asset.get_by_id(asset).sha256).unlink()
    renderer = FakeRenderer()
    prepare(office.manager, item.id, renderer=renderer)
    assert renderer.calls == 0
    after = files(item.id)
    assert set(after) == set(before)
    assert not set(after.values()) & set(before.values())
    for sha256 in after.values():
        assert b"Wajah-wajah baru" in office.home.rendition(sha256).read_bytes()
    caption(office, item.id, asset, "")
    assert files(item.id) == before


def test_pixels_that_were_exchanged_are_made_anew(office: Office) -> None:
    item = office.selected()
    office.home.rendition(files(item.id)["instagram", 1440]).write_bytes(b"\xff\xd8another")
    office.home.rendition(files(item.id)["website", 480]).unlink()
    caption(office, item.id, item.assets[0].id, "Lain")
    renderer = FakeRenderer()
    prepare(office.manager, item.id, renderer=renderer)
    assert renderer.calls == 2
    for sha256 in files(item.id).values():
        assert b"another" not in office.home.rendition(sha256).read_bytes()


def test_all_pages_say_it(office: Office) -> None:
    paper = office.asset("surat.pdf", Kind.DOCUMENT)
    item = office.gathered()
    Asset.update(coverage=item.id).where(Asset.id == paper).execute()
    Asset.update(verdict=Verdict.PUBLISHABLE).execute()
    Coverage.update(channels=["x"]).execute()
    prepare(office.manager, item.id, renderer=FakeRenderer())
    Text.create(coverage=item.id, field=alt_of(paper), body="Surat edaran",
                edited_at=office.clock.now())  # fmt: skip
    renderer = FakeRenderer()
    prepare(office.manager, item.id, renderer=renderer)
    rows = Rendition.select().where(Rendition.asset == paper).order_by(Rendition.id.desc())
    assert [row.place for row in rows] == [2, 1, 2, 1]
    assert renderer.calls == 0
    first, second = (office.home.rendition(row.sha256).read_bytes() for row in rows[:2])
    assert b"Surat edaran" in first
    assert b"Surat edaran" in second
    assert b"page-2" in first
    assert b"page-1" in second


def test_a_caption_changed_after_the_approval_is_named_and_nothing_is_sent(office: Office) -> None:
    item = office.approved()
    Text.create(coverage=item.id, field=caption_of(item.assets[0].id), body="Lain",
                edited_at=office.clock.now())  # fmt: skip
    prepare(office.manager, item.id, renderer=FakeRenderer())
    with pytest.raises(Refused, match=r"Different: caption of picture 1\b"):
        job_for(office.station, Delivery.get(Delivery.channel == "website"))


def test_an_office_renamed_after_the_approval_changes_no_file(office: Office) -> None:
    office.approved()
    set_office(office.desks[Role.ADMIN], Profile("Nama Baru"))
    assert job_for(office.station, Delivery.get(Delivery.channel == "website"))
