from __future__ import annotations

import pytest

from soptui.errors import NotAllowed, NotFound, WrongStep
from soptui.inbox import status
from soptui.inbox.actions import discard, retry, stop_reading, take_anyway
from soptui.sop.arrival import IN_HAND, ArrivalState
from soptui.sop.roles import Actor, Role
from soptui.store.tables import Arrival, Asset, EventRow
from tests import samples
from tests.inbox.bench import MORNING, Bench

REPORTER = Actor(1, "siti", Role.REPORTER)


def arrival(state: ArrivalState, reason: str = "", **values: object) -> int:
    row = Arrival.create(path=b"a.jpg", state=state, reason=reason, first_seen_at=MORNING,
                         changed_at=MORNING, **values)  # fmt: skip
    return int(row.id)


def throw_away(bench: Bench) -> None:
    row = bench.only().id
    bench.elsewhere(discard, bench.store, REPORTER, MORNING, bench.home, bench.inbox, row)


def test_what_was_set_aside_is_read_again(bench: Bench) -> None:
    (bench.inbox / "a.jpg").touch()
    bench.settled()
    aside = bench.home.quarantine / bench.only().work_name
    samples.jpeg(aside)  # an administrator mended it
    bench.elsewhere(retry, bench.store, REPORTER, MORNING, bench.only().id)
    bench.turn()
    assert bench.only().state is ArrivalState.READY
    assert EventRow.select().where(EventRow.action == "retry_arrival").count() == 1


def hollow(bench: Bench) -> bytes:
    content = samples.wav(bench.root / "a").read_bytes()
    content = content[:-8192] + bytes(8192)
    (bench.inbox / "a.wav").write_bytes(content)
    bench.settled()
    bench.turn(600)
    return content


def test_somebody_can_vouch_for_a_recording_that_ends_in_silence(bench: Bench) -> None:
    content = hollow(bench)
    assert bench.only().reason == "hollow"
    bench.elsewhere(retry, bench.store, REPORTER, MORNING, bench.only().id)
    bench.turn(1)
    assert bench.stored() == {}  # to look again is not to vouch
    bench.turn(600)
    bench.elsewhere(take_anyway, bench.store, REPORTER, MORNING, bench.only().id)
    bench.turn(1)
    (sha256,) = bench.stored()
    assert bench.home.original(sha256).read_bytes() == content
    assert EventRow.select().where(EventRow.action == "take_anyway").count() == 1


@pytest.mark.parametrize(
    ("state", "reason", "then"),
    [
        (ArrivalState.INCOMPLETE, "incomplete", ArrivalState.SEEN),
        (ArrivalState.INCOMPLETE, "hollow", ArrivalState.SEEN),
        (ArrivalState.QUARANTINED, "truncated", ArrivalState.CLAIMED),
        (ArrivalState.QUARANTINED, "damaged", ArrivalState.CLAIMED),
    ],
)
def test_what_can_be_taken_as_it_is(
    bench: Bench, state: ArrivalState, reason: str, then: ArrivalState
) -> None:
    number = arrival(state, reason, attempts=3, owner="a", held=True, done=5)
    take_anyway(bench.store, REPORTER, MORNING, number)
    row = bench.only()
    assert (row.state, row.reason, row.attempts, row.owner) == (then, "vouched", 0, "")
    assert (row.held, row.done) == (False, 0)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (ArrivalState.INCOMPLETE, "unplugged"),
        (ArrivalState.BLOCKED, "permission"),
        (ArrivalState.QUARANTINED, "empty"),
        (ArrivalState.QUARANTINED, "unsupported"),
        (ArrivalState.POISON, "decoder"),
        (ArrivalState.SETTLING, ""),
        (ArrivalState.READY, ""),
    ],
)
def test_what_cannot(bench: Bench, state: ArrivalState, reason: str) -> None:
    number = arrival(state, reason)
    with pytest.raises(WrongStep):
        take_anyway(bench.store, REPORTER, MORNING, number)
    assert (bench.only().state, bench.only().reason) == (state, reason)
    assert EventRow.select().count() == 0


def test_a_cut_off_picture_is_read_as_far_as_it_goes(bench: Bench) -> None:
    whole = bench.photo("a.jpg", size=(640, 480)).read_bytes()
    (bench.inbox / "a.jpg").write_bytes(whole[: len(whole) * 2 // 3])
    bench.settled()
    bench.turn(600)
    assert bench.only().reason == "incomplete"
    bench.elsewhere(take_anyway, bench.store, REPORTER, MORNING, bench.only().id)
    bench.turn(1)
    assert bench.only().state is ArrivalState.READY
    assert Asset.get().has_thumbnail


@pytest.mark.parametrize("state", sorted(IN_HAND))
def test_reading_is_stopped(bench: Bench, state: ArrivalState) -> None:
    number = arrival(state)
    stop_reading(bench.store, REPORTER, MORNING, number)
    assert bench.only().held
    assert EventRow.get().action == "stop_reading"


def test_what_is_not_being_read_cannot_be_stopped(bench: Bench) -> None:
    number = arrival(ArrivalState.SETTLING)
    with pytest.raises(WrongStep):
        stop_reading(bench.store, REPORTER, MORNING, number)
    assert not bench.only().held
    assert EventRow.select().count() == 0


def test_what_was_stopped_is_read_again(bench: Bench) -> None:
    samples.jpeg(bench.home.quarantine / "aa")
    number = arrival(ArrivalState.QUARANTINED, "held", work_name="aa", held=True)
    bench.elsewhere(retry, bench.store, REPORTER, MORNING, number)
    bench.turn(1)
    assert bench.only().state is ArrivalState.READY


def test_discarding_keeps_the_bytes_and_shows_them_no_more(bench: Bench) -> None:
    content = hollow(bench)
    throw_away(bench)
    assert status.rows() == ()
    assert [path.read_bytes() for path in bench.home.trash.iterdir()] == [content]
    assert list(bench.inbox.iterdir()) == []
    bench.settled()
    assert len(bench.states()) == 1
    with pytest.raises(NotFound):
        throw_away(bench)


def test_discarding_what_was_set_aside(bench: Bench) -> None:
    (bench.inbox / "a.txt").write_bytes(b"words")
    bench.settled()
    throw_away(bench)
    assert [path.read_bytes() for path in bench.home.trash.iterdir()] == [b"words"]
    assert list(bench.home.quarantine.iterdir()) == []


def test_discarding_a_link_moves_the_link_not_what_it_leads_to(bench: Bench) -> None:
    target = samples.jpeg(bench.root / "target.jpg")
    (bench.inbox / "link").symlink_to(target)
    bench.turn()
    throw_away(bench)
    assert target.is_file()
    assert [path.is_symlink() for path in bench.home.trash.iterdir()] == [True]


def test_a_discarded_duplicate_leaves_its_asset_alone(bench: Bench) -> None:
    bench.photo("a.jpg")
    bench.settled()
    bench.photo("b.jpg")
    bench.settled()
    (double,) = [row for row in status.rows() if row.state is ArrivalState.DUPLICATE]
    discard(bench.store, REPORTER, MORNING, bench.home, bench.inbox, double.id)
    assert [row.label for row in status.rows()] == ["a.jpg"]
    assert list(bench.stored().values()) == [True]
    assert Asset.select().count() == 1


def test_a_healthy_file_is_left_alone(bench: Bench) -> None:
    bench.photo()
    bench.settled()
    with pytest.raises(WrongStep):
        retry(bench.store, REPORTER, MORNING, bench.only().id)
    with pytest.raises(WrongStep):
        throw_away(bench)
    assert list(bench.stored().values()) == [True]


def test_the_head_does_not_tidy_the_inbox(bench: Bench) -> None:
    head = Actor(2, "head", Role.HEAD)
    for act in (retry, take_anyway, stop_reading):
        with pytest.raises(NotAllowed):
            act(bench.store, head, MORNING, 1)
    with pytest.raises(NotAllowed):
        discard(bench.store, head, MORNING, bench.home, bench.inbox, 1)
