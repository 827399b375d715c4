"""The inbox at the desk: what a page holds, and who may act on a file in trouble."""

from __future__ import annotations

from pathlib import Path

import pytest

from soptui.desk.inbox import coming_with, discard_arrival, read_inbox, retry_arrival
from soptui.errors import NotAllowed, WrongStep
from soptui.sop.arrival import ArrivalState
from soptui.store.tables import Arrival, Asset
from tests.office import Office


def arrival(
    office: Office, path: str, state: ArrivalState, batch: str = "", **values: object
) -> int:
    now = office.clock.now()
    row = Arrival.create(path=path.encode(), batch=batch, state=state, first_seen_at=now,
                         changed_at=now, **values)  # fmt: skip
    return int(row.id)


def test_a_page_shows_what_belongs_to_no_coverage(office: Office) -> None:
    office.gathered()
    loose = office.asset("IMG_0002.JPG")
    stuck = arrival(office, "IMG_0003.JPG", ArrivalState.QUARANTINED, reason="truncated")
    page = read_inbox(office.head)
    assert [offer.asset_ids for offer in page.offers] == [(loose,)]
    assert set(page.assets) == {loose}
    assert [row.id for row in page.arrivals] == [stuck]
    assert page.summary.in_trouble == 1


def test_files_of_the_same_card_that_are_not_here_yet(office: Office) -> None:
    item = office.gathered()
    Asset.update(batch="DCIM_0411").where(Asset.coverage == item.id).execute()
    coming = arrival(office, "DCIM_0411/a.mp4", ArrivalState.SETTLING, "DCIM_0411")
    arrival(office, "DCIM_0412/b.mp4", ArrivalState.SETTLING, "DCIM_0412")
    arrival(office, "DCIM_0411/c.jpg", ArrivalState.DUPLICATE, "DCIM_0411")
    assert [row.id for row in coming_with(office.reporter, item.id)] == [coming]


def test_loose_files_are_nobody_s_companions(office: Office) -> None:
    item = office.gathered()
    arrival(office, "a.mp4", ArrivalState.SETTLING)
    assert coming_with(office.reporter, item.id) == ()


def test_a_file_in_trouble_is_looked_at_again(office: Office) -> None:
    stuck = arrival(office, "a.jpg", ArrivalState.QUARANTINED, reason="truncated", attempts=3)
    retry_arrival(office.reporter, stuck)
    assert Arrival.get_by_id(stuck).state is ArrivalState.CLAIMED
    with pytest.raises(WrongStep):
        retry_arrival(office.reporter, stuck)


def test_what_is_discarded_lies_in_the_trash(office: Office, tmp_path: Path) -> None:
    (office.home.quarantine / "aa.jpg").write_bytes(b"half a picture")
    stuck = arrival(office, "a.jpg", ArrivalState.QUARANTINED, reason="truncated",
                    work_name="aa.jpg")  # fmt: skip
    discard_arrival(office.reporter, tmp_path, stuck)
    assert (office.home.trash / "aa.jpg").read_bytes() == b"half a picture"
    assert read_inbox(office.reporter).arrivals == ()


@pytest.mark.parametrize("who", ["head", "station"])
def test_only_those_who_gather_may_act(office: Office, tmp_path: Path, who: str) -> None:
    desk = getattr(office, who)
    stuck = arrival(office, "a.jpg", ArrivalState.QUARANTINED, reason="truncated")
    with pytest.raises(NotAllowed):
        retry_arrival(desk, stuck)
    with pytest.raises(NotAllowed):
        discard_arrival(desk, tmp_path, stuck)


def test_names_of_files_cannot_steer_the_terminal(office: Office) -> None:
    asset = office.asset("a\x1b[2J\n\u202egpj.exe")
    name = read_inbox(office.reporter).assets[asset].name
    assert name == "a<U+001B>[2J<U+000A><U+202E>gpj.exe"
