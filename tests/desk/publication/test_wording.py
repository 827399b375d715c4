"""What the office says of all its posts, and that it cannot touch what was submitted."""

from __future__ import annotations

import pytest

from soptui.desk import texts
from soptui.desk.approval.approved import require_approved
from soptui.desk.office import set_office
from soptui.desk.privacy import findings
from soptui.desk.publication.channel_check import ChannelView, read_channels
from soptui.desk.publication.offered import name_channel
from soptui.desk.publication.wording import read_wording, set_hashtags, set_template
from soptui.errors import InvalidInput, NotAllowed, NotFound, Refused
from soptui.sop.office import Office as OfficeProfile
from soptui.sop.roles import Role
from soptui.store.tables import Coverage, Text
from tests.office import Office


@pytest.fixture
def office(office: Office) -> Office:
    profile = OfficeProfile("Dinas", place="Bantul", website="https://dinas.example/")
    set_office(office.desks[Role.ADMIN], profile)
    return office


def view_of(office: Office, coverage_id: int, channel: str = "instagram") -> ChannelView:
    views = read_channels(office.manager, office.item(coverage_id))
    return next(view for view in views if view.name == channel)


def test_a_text_has_title_lead_link_and_hashtags(office: Office) -> None:
    set_hashtags(office.manager, "#DinasBantul")
    item = office.selected()
    texts.save_text(office.manager, item.id, texts.HASHTAGS, "las, dinasbantul", 0)
    said = view_of(office, item.id).text
    assert said.startswith("Pelatihan las angkatan IV\n\n")
    assert "Selengkapnya: https://dinas.example/b/001/" in said
    assert said.endswith("#las #dinasbantul")


def test_without_a_public_address_there_is_no_link(office: Office) -> None:
    profile = OfficeProfile("Dinas", place="Bantul")
    set_office(office.desks[Role.ADMIN], profile)
    item = office.selected()
    assert read_wording(office.manager).link == ""
    assert "Selengkapnya" not in view_of(office, item.id).text


def test_an_own_text_outranks_the_template(office: Office) -> None:
    item = office.selected()
    texts.save_text(office.manager, item.id, texts.channel_of("instagram"), "Kata kami", 0)
    view = view_of(office, item.id)
    assert (view.text, view.own) == ("Kata kami", True)
    assert view.composed.text != "Kata kami"


def test_a_template_says_how_and_an_empty_one_is_the_program_s(office: Office) -> None:
    item = office.selected()
    before = view_of(office, item.id).text
    set_template(office.manager, "instagram", "Kabar: {judul}")
    assert view_of(office, item.id).text == "Kabar: Pelatihan las angkatan IV"
    assert view_of(office, item.id, "facebook").text.startswith("Pelatihan")
    set_template(office.desks[Role.ADMIN], "instagram", " ")
    assert view_of(office, item.id).text == before


def test_what_was_submitted_outlasts_another_template(office: Office) -> None:
    item = office.approved()
    said = office.submitted_manifest(item).channels
    set_template(office.manager, "instagram", "Kabar: {judul}")
    set_hashtags(office.manager, "#Baru")
    with office.store.connection():
        assert require_approved(
            office.station, Coverage.get_by_id(item.id), 1
        ).content.channels == (said)


def test_a_text_put_beside_the_template_by_hand_is_named(office: Office) -> None:
    item = office.approved()
    with office.store.connection():
        Text.create(coverage=item.id, field="channel:instagram", body="Lain",
                    edited_at=office.clock.now())  # fmt: skip
        with pytest.raises(Refused, match="text for Instagram"):
            require_approved(office.station, Coverage.get_by_id(item.id), 1)


def test_a_template_that_cannot_be_one_changes_nothing(office: Office) -> None:
    for channel, template in (("instagram", "{judl}"), ("x", "{judul} NIK 3402011203900001")):
        with pytest.raises(InvalidInput):
            set_template(office.manager, channel, template)
    with pytest.raises(NotFound):
        set_template(office.manager, "website", "{judul}")
    assert read_wording(office.manager).templates == {}


@pytest.mark.parametrize("role", [Role.REPORTER, Role.HEAD])
def test_others_do_not_word_for_the_office(office: Office, role: Role) -> None:
    with pytest.raises(NotAllowed):
        set_template(office.desks[role], "x", "{judul}")
    with pytest.raises(NotAllowed):
        set_hashtags(office.desks[role], "#x")


def test_naming_a_channel_keeps_the_wording(office: Office) -> None:
    set_hashtags(office.manager, "#Dinas")
    set_template(office.manager, "x", "{judul}")
    name_channel(office.desks[Role.ADMIN], "Radio Bantul")
    wording = read_wording(office.manager)
    assert (wording.hashtags, wording.templates) == (("Dinas",), {"x": "{judul}"})


def test_a_number_among_the_hashtags_is_found(office: Office) -> None:
    item = office.selected()
    texts.save_text(office.manager, item.id, texts.HASHTAGS, "#a 3402011203900001", 0)
    with office.store.connection():
        (found,) = findings(Coverage.get_by_id(item.id))
    assert found.field == texts.HASHTAGS
