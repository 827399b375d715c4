from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from soptui.desk.camera_clock import correct_clock, preview_correction
from soptui.errors import InvalidInput, NotAllowed, WrongStep
from soptui.inbox.camera_clock import shift_for
from soptui.sop.material import Doubt
from soptui.store.tables import Asset, Coverage, EventRow
from tests.office import MONDAY, Office

YEARS = timedelta(days=3650)


def taken(office: Office, name: str, said: datetime | None, **facts: object) -> int:
    """An asset of one card whose camera said so."""
    number = office.asset(name)
    known = {"batch": "card", "camera": "Canon", "said_at": said, "captured_at": said}
    with office.store.transaction():
        Asset.update(**{**known, **facts}).where(Asset.id == number).execute()
    return number


def captured(office: Office, number: int) -> datetime | None:
    with office.store.connection():
        moment: datetime | None = Asset.get_by_id(number).captured_at
        return moment


def test_22_23_one_true_time_mends_the_whole_card(office: Office) -> None:
    wrong = MONDAY - YEARS
    first = taken(office, "1", wrong, captured_at=None, captured_doubt=Doubt.ANCIENT)
    second = taken(office, "2", wrong + timedelta(minutes=5))
    other_camera = taken(office, "3", wrong, camera="Nikon")
    other_card = taken(office, "4", wrong, batch="card2")
    silent = taken(office, "5", None)
    assert preview_correction(office.reporter, first, MONDAY).files == 2
    assert correct_clock(office.reporter, first, MONDAY) == 2
    assert captured(office, first) == MONDAY
    assert captured(office, second) == MONDAY + timedelta(minutes=5)
    assert captured(office, other_camera) == captured(office, other_card) == wrong
    assert captured(office, silent) is None
    with office.store.connection():
        assert Asset.get_by_id(first).captured_doubt is Doubt.NONE
        assert EventRow.select().where(EventRow.action == "correct_clock").count() == 1


def test_again_counts_from_what_the_camera_said(office: Office) -> None:
    said = MONDAY - timedelta(hours=7)
    number = taken(office, "1", said)
    correct_clock(office.reporter, number, MONDAY)
    correct_clock(office.reporter, number, said + timedelta(hours=1))
    assert captured(office, number) == said + timedelta(hours=1)
    correct_clock(office.reporter, number, said)
    assert captured(office, number) == said


def test_what_comes_later_from_the_card_is_corrected_too(office: Office) -> None:
    number = taken(office, "1", MONDAY - timedelta(hours=7))
    correct_clock(office.reporter, number, MONDAY)
    with office.store.connection():
        later = MONDAY + timedelta(hours=1)
        assert shift_for("card", "Canon", later) == timedelta(hours=7)
        assert shift_for("card", "Canon", MONDAY + timedelta(hours=13)) == timedelta()
        assert shift_for("card", "Nikon", later) == timedelta()


def test_the_coverages_date_follows_but_what_is_submitted_is_fixed(office: Office) -> None:
    item = office.gathered()
    (asset,) = item.assets
    wrong = MONDAY - timedelta(days=2)
    with office.store.transaction():
        Asset.update(said_at=wrong, captured_at=wrong, batch="card", camera="Canon").execute()
    correct_clock(office.reporter, asset.id, MONDAY - timedelta(days=1))
    with office.store.connection():
        assert Coverage.get_by_id(item.id).event_date == "2026-11-22"
    with office.store.transaction():
        Coverage.update(state="approval").execute()
    assert correct_clock(office.reporter, asset.id, MONDAY) == 0
    assert captured(office, asset.id) == MONDAY - timedelta(days=1)


def test_what_cannot_be_is_refused(office: Office) -> None:
    number = taken(office, "1", MONDAY)
    silent = taken(office, "2", None)
    with pytest.raises(InvalidInput, match="not come yet"):
        correct_clock(office.reporter, number, MONDAY + timedelta(days=2))
    with pytest.raises(InvalidInput, match="60 years"):
        correct_clock(office.reporter, number, MONDAY - 7 * YEARS)
    with pytest.raises(WrongStep, match="does not say"):
        correct_clock(office.reporter, silent, MONDAY)
    with pytest.raises(NotAllowed):
        correct_clock(office.head, number, MONDAY)
    assert captured(office, number) == MONDAY
