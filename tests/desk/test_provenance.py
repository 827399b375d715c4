from __future__ import annotations

import pytest

from soptui.desk.provenance import provenance, use_again
from soptui.errors import NotAllowed, WrongStep
from soptui.sop.arrival import ArrivalState
from soptui.sop.material import Verdict
from soptui.sop.step2_selection import may_be_used_again
from soptui.sop.workflow import State
from soptui.store.tables import Arrival, Asset, Coverage, EventRow
from tests.office import MONDAY, Office


def test_17_every_copy_says_where_it_came_from(office: Office) -> None:
    number = office.asset()
    with office.store.transaction():
        for path, state in ((b"card1/A.JPG", ArrivalState.READY),
                            (b"card2/B[red].JPG", ArrivalState.DUPLICATE)):  # fmt: skip
            Arrival.create(path=path, batch=path[:5].decode(), state=state, asset=number,
                           first_seen_at=MONDAY, changed_at=MONDAY)  # fmt: skip
    found = provenance(office.reporter, number)
    assert [(origin.label, origin.batch, origin.repeated) for origin in found] == [
        ("card1/A.JPG", "card1", False), ("card2/B[red].JPG", "card2", True)
    ]  # fmt: skip


def test_18_what_was_rejected_can_be_used_again_on_purpose(office: Office) -> None:
    item = office.handed_over()
    (asset,) = item.assets
    with pytest.raises(WrongStep, match="at work in coverage"):
        use_again(office.reporter, asset.id)
    with office.store.transaction():
        Asset.update(verdict=Verdict.REJECTED, reason="blurred").execute()
    with pytest.raises(NotAllowed):
        use_again(office.head, asset.id)
    use_again(office.reporter, asset.id)
    with office.store.connection():
        row = Asset.get_by_id(asset.id)
        assert (row.coverage, row.verdict, row.reason) == (None, Verdict.UNDECIDED, "")
        assert EventRow.select().where(EventRow.action == "use_again").count() == 1
    with pytest.raises(WrongStep, match="free already"):
        use_again(office.reporter, asset.id)


def test_18_what_belonged_to_a_cancelled_coverage_is_free_too(office: Office) -> None:
    item = office.gathered()
    with office.store.transaction():
        Coverage.update(state=State.CANCELLED).execute()
    use_again(office.reporter, item.assets[0].id)
    with office.store.connection():
        assert Asset.get().coverage is None


@pytest.mark.parametrize("state", list(State))
def test_nothing_is_taken_from_under_the_heads_eyes(state: State) -> None:
    waiting = state in {State.APPROVAL, State.PUBLICATION}
    over = state in {State.CANCELLED, State.REJECTED}
    assert may_be_used_again(Verdict.REJECTED, state) is not waiting
    assert may_be_used_again(Verdict.PUBLISHABLE, state) is over
