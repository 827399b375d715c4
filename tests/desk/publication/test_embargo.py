"""An embargo: signed with the release, kept by the station, begun with by the clock."""

from __future__ import annotations

from datetime import timedelta

import pytest

from soptui.desk import step2_selection, step3_approval
from soptui.desk.publication.renditions import prepare
from soptui.errors import InvalidInput, WrongStep
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.station.outbox import due
from soptui.store.tables import Coverage
from tests.attacks.conftest import refusal
from tests.office import MONDAY, Office
from tests.renderer import FakeRenderer

LATER = MONDAY + timedelta(hours=3)


def approved_until(office: Office) -> int:
    item = office.selected()
    step2_selection.set_embargo(office.manager, item.id, LATER)
    prepare(office.manager, item.id, renderer=FakeRenderer())
    step2_selection.submit(office.manager, item.id, office.fresh(item).version)
    view = step3_approval.open_submission(office.head, item.id)
    assert view.manifest.embargo == "2026-11-23T05:00:00.000Z"
    step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    return item.id


def test_nothing_goes_out_before_it_and_its_clock_begins_with_it(office: Office) -> None:
    number = approved_until(office)
    waiting = (DeliveryState.WAITING,)
    assert list(due(LATER - timedelta(seconds=1), *waiting)) == []
    assert len(list(due(LATER, *waiting))) == 1
    cycle = office.item(number).open_cycle
    assert cycle is not None
    assert cycle.started == LATER


def test_moved_by_hand_after_the_approval_nothing_goes_out(office: Office) -> None:
    number = approved_until(office)
    Coverage.update(embargo_at=MONDAY).where(Coverage.id == number).execute()
    assert "embargo" in refusal(office)


def test_a_moment_that_has_passed_is_none_and_it_can_be_taken_away(office: Office) -> None:
    item = office.selected()
    with pytest.raises(InvalidInput, match="has passed"):
        step2_selection.set_embargo(office.manager, item.id, MONDAY)
    step2_selection.set_embargo(office.manager, item.id, LATER)
    step2_selection.set_embargo(office.manager, item.id, None)
    assert office.fresh(item).embargo_at is None
    step2_selection.submit(office.manager, item.id, office.fresh(item).version)
    with pytest.raises(WrongStep):
        step2_selection.set_embargo(office.manager, item.id, LATER)
