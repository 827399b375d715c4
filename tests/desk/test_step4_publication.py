"""Step 4 at the desk: addresses pasted by hand, tries again, and the kit read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from soptui.desk import step3_approval
from soptui.desk.item import DeliveryView, Item
from soptui.desk.publication.kits import read_kit
from soptui.desk.step4_publication import accept_url, retry
from soptui.errors import InvalidInput, NotAllowed, NotFound, Refused, WrongStep
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.store.tables import Delivery, Submission
from tests.office import Office

POST = "https://www.instagram.com/p/DRx1abcD2Ef/?igsh=track"


def approved(office: Office) -> Item:
    item = office.submitted()
    view = step3_approval.open_submission(office.head, item.id)
    step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    return office.fresh(item)


def delivery(item: Item, channel: str) -> DeliveryView:
    return next(row for row in item.deliveries if row.channel == channel)


def website_stands(item: Item) -> None:
    Delivery.update(state=DeliveryState.PUBLISHED, url="https://dinas.example/a/").where(
        Delivery.id == delivery(item, "website").id
    ).execute()


def test_the_address_is_kept_without_what_tracks_readers(office: Office) -> None:
    item = approved(office)
    row = delivery(item, "instagram")
    kept = accept_url(office.manager, row.id, POST)
    assert kept == "https://instagram.com/p/DRx1abcD2Ef"
    now = delivery(office.fresh(item), "instagram")
    assert (now.state, now.url) == (DeliveryState.PUBLISHED, kept)
    assert office.fresh(item).state is State.PUBLICATION


def test_website_and_one_network_close_the_procedure(office: Office) -> None:
    item = approved(office)
    website_stands(item)
    row = delivery(item, "instagram")
    accept_url(office.manager, row.id, POST)
    assert office.fresh(item).state is State.PUBLISHED


@pytest.mark.parametrize("url", ["https://facebook.com/a/posts/1", "bukan tautan", ""])
def test_what_cannot_be_that_post_s_address_is_refused(office: Office, url: str) -> None:
    row = delivery(approved(office), "instagram")
    with pytest.raises(InvalidInput):
        accept_url(office.manager, row.id, url)


def test_the_website_takes_no_address(office: Office) -> None:
    row = delivery(approved(office), "website")
    with pytest.raises(InvalidInput):
        accept_url(office.manager, row.id, POST)


def test_a_second_session_s_address_is_not_overwritten(office: Office) -> None:
    item = approved(office)
    row = delivery(item, "instagram")
    accept_url(office.manager, row.id, POST)
    with pytest.raises(WrongStep):
        accept_url(office.manager, row.id, POST.replace("DRx", "DRy"))


def test_only_the_web_manager_notes_addresses(office: Office) -> None:
    row = delivery(approved(office), "instagram")
    with pytest.raises(NotAllowed):
        accept_url(office.reporter, row.id, POST)


def test_nothing_is_noted_for_what_the_head_did_not_approve(office: Office) -> None:
    item = approved(office)
    row = delivery(item, "instagram")
    changed = Submission.get(Submission.coverage == item.id)
    changed.manifest = changed.manifest.replace("Pelatihan", "Penutupan")
    changed.save()
    with pytest.raises(Refused):
        accept_url(office.manager, row.id, POST)


@pytest.mark.parametrize(
    ("channel", "state"),
    [("website", DeliveryState.WAITING), ("instagram", DeliveryState.ASSISTED)],
)
def test_a_failed_delivery_starts_where_it_began(
    office: Office, channel: str, state: DeliveryState
) -> None:
    item = approved(office)
    row = delivery(item, channel)
    Delivery.update(state=DeliveryState.FAILED, error="disk").where(Delivery.id == row.id).execute()
    retry(office.manager, row.id, row.version)
    now = delivery(office.fresh(item), channel)
    assert (now.state, now.error) == (state, "")


def test_only_what_failed_is_tried_again(office: Office) -> None:
    row = delivery(approved(office), "website")
    with pytest.raises(WrongStep):
        retry(office.manager, row.id, row.version)


def test_a_kit_is_read_in_the_order_of_posting(tmp_path: Path) -> None:
    for name in ("02-foto.jpg", "01-foto.jpg", ".lock"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "teks.txt").write_text("Halo\nBantul\n", "utf-8")
    (tmp_path / "DAFTAR-PERIKSA.txt").write_text("[ ] 1. Buka", "utf-8")
    kit = read_kit(tmp_path)
    assert kit.files == ("01-foto.jpg", "02-foto.jpg")
    assert (kit.text, kit.alt_texts, kit.checklist) == ("Halo\nBantul", "", "[ ] 1. Buka")


def test_a_kit_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_kit(tmp_path / "kits" / "001")
