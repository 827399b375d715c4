"""What was approved goes out once; channels are stand-ins, the office and its database are real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from soptui.channels.contract import (
    Absent,
    ByHand,
    ByProgram,
    CannotSay,
    Job,
    Progress,
    Receipt,
    Reconciled,
    quiet,
)
from soptui.desk import step3_approval
from soptui.desk.context import Desk
from soptui.errors import NotByProgram, Refused, StorageError, Unknown, Unreachable
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState as State
from soptui.sop.workflow import State as Step
from soptui.station.deliver import ASK_AGAIN, Deliveries
from soptui.station.outbox import LONGEST_PAUSE, pause_after
from soptui.store.tables import Coverage, Decision, Delivery, EventRow, Submission
from tests.office import Office
from tests.tampering import without_triggers

RECEIPT = Receipt("https://office.example/2026/11/las", "las")


class Web(ByProgram):
    """A website that does as it is told; `states` is what the database said while it was called."""

    name, label = "website", "Website"

    def __init__(self, outcome: Receipt | Exception = RECEIPT) -> None:
        self.outcome: Receipt | Exception = outcome
        self.answers: list[Reconciled] = []
        self.jobs: list[Job] = []
        self.states: list[State] = []

    def problems(self, _job: Job) -> list[str]:
        return []

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        self.jobs.append(job)
        self.states.append(Delivery.get(Delivery.key == job.key).state)
        progress(2, 2)
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def reconcile(self, _job: Job) -> Reconciled:
        return self.answers.pop(0)


class Hand(ByHand):
    """A network that people post to."""

    name, label = "instagram", "Instagram"

    def __init__(self, kit: Path) -> None:
        self.kit, self.error, self.calls = kit, None, 0
        self.error: Exception | None

    def problems(self, _job: Job) -> list[str]:
        return []

    def prepare(self, _job: Job, progress: Progress = quiet) -> Path:
        self.calls += 1
        if self.error:
            raise self.error
        progress(3, 3)
        return self.kit

    def accept_url(self, _job: Job, url: str) -> Receipt:
        return Receipt(url, url)


class Room:
    """An office whose release is approved, and the deliveries to bring out."""

    def __init__(self, root: Path) -> None:
        self.office = Office.open(root)
        self.web, self.hand = Web(), Hand(root / "kit")
        self.told: list[int] = []
        self.out = self.restarted()

    def restarted(self) -> Deliveries:
        channels = {"website": self.web, "instagram": self.hand}
        self.out = Deliveries(self.office.station, channels, self._complete)
        return self.out

    def _complete(self, _desk: Desk, coverage_id: int) -> bool:
        self.told.append(coverage_id)
        return False

    def approve(self) -> None:
        item = self.office.submitted()
        view = step3_approval.open_submission(self.office.head, item.id)
        step3_approval.decide(
            self.office.head, view.id, view.digest, Outcome.APPROVED, self.office.signer
        )

    def row(self, channel: str = "website") -> Delivery:
        found: Delivery = Delivery.get(Delivery.channel == channel)
        return found

    def later(self, step: timedelta) -> None:
        self.office.clock.advance(step)
        self.out.turn()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    with room.office.store.connection():
        room.approve()
        yield room


def test_the_intent_is_on_disk_before_the_call_and_the_outcome_after(room: Room) -> None:
    assert room.out.pending()
    assert room.out.turn() == 2
    row = room.row()
    assert room.web.states == [State.SENDING]
    assert (row.state, row.url, row.handle) == (State.PUBLISHED, RECEIPT.url, RECEIPT.handle)
    assert (row.done, row.total, row.attempts) == (2, 2, 1)
    assert room.told == [row.coverage.id] * 2
    sent = EventRow.select().where(EventRow.action.in_(["send", "publish", "prepare"]))
    assert [(event.actor, event.action) for event in sent] == [
        ("station", "send"), ("station", "publish"), ("station", "prepare"),
    ]  # fmt: skip
    assert not room.out.pending()


class Begun(Web):
    """A channel that keeps what it has begun before it commits it."""

    def __init__(self, outcome: Receipt | Exception) -> None:
        super().__init__(outcome)
        self.on_disk: list[str] = []

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        job.keep("container-1")
        self.on_disk.append(Delivery.get(Delivery.key == job.key).handle)
        return super().deliver(job, progress)

    def reconcile(self, job: Job) -> Reconciled:
        self.jobs.append(job)
        return super().reconcile(job)


def test_what_a_channel_has_begun_is_on_disk_before_it_commits_it(room: Room) -> None:
    room.web = web = Begun(Unknown("lost"))
    web.answers = [RECEIPT]
    room.restarted().turn()
    assert web.on_disk == ["container-1"]
    assert room.row().state is State.UNKNOWN
    room.restarted().turn()  # by whoever comes next
    assert [job.handle for job in web.jobs] == ["", "container-1"]
    assert (room.row().state, room.row().handle) == (State.PUBLISHED, RECEIPT.handle)
    kept = EventRow.get(EventRow.action == "keep_handle")
    assert kept.actor == "station"


def test_what_the_program_cannot_post_a_person_does(room: Room) -> None:
    choosy = Web(NotByProgram("a film"))
    room.out.channels = {"website": room.web, "instagram": choosy}
    Delivery.update(state=State.WAITING).where(Delivery.channel == "instagram").execute()
    room.out.turn()
    assert (room.row("instagram").state, len(choosy.jobs)) == (State.ASSISTED, 1)
    room.out.turn()
    row = room.row("instagram")
    assert (row.state, Path(row.kit).is_dir(), row.error) == (State.ASSISTED, True, "")
    room.out.turn()
    assert len(choosy.jobs) == 1


def test_nothing_is_sent_twice(room: Room) -> None:
    for _round in range(3):
        room.out.turn()
        room.restarted().recover()
    assert (len(room.web.jobs), room.hand.calls) == (1, 1)


def test_a_kit_is_made_once_and_stays_a_persons(room: Room) -> None:
    room.out.turn()
    row = room.row("instagram")
    assert (row.state, row.kit, row.done) == (State.ASSISTED, str(room.hand.kit), 3)


def altered_text(_room: Room) -> None:
    changed = Submission.get().manifest.replace("las", "lain")
    Submission.update(manifest=changed).execute()


def unreadable_text(_room: Room) -> None:
    Submission.update(manifest="{}").execute()


def returned_instead(_room: Room) -> None:
    Decision.update(outcome=Outcome.RETURNED).execute()


def forged_signature(_room: Room) -> None:
    Decision.update(signature="-").execute()


def no_decision(_room: Room) -> None:
    Decision.delete().execute()


def another_digest(_room: Room) -> None:
    Delivery.update(digest="0" * 64).execute()


@pytest.mark.parametrize(
    "tamper",
    [altered_text, unreadable_text, returned_instead, forged_signature, no_decision,
     another_digest],
)  # fmt: skip
def test_only_what_the_head_approved_goes_out(room: Room, tamper: Callable[[Room], None]) -> None:
    without_triggers()
    tamper(room)
    room.out.turn()
    assert room.web.jobs == []
    assert room.hand.calls == 0
    assert (room.row().state, bool(room.row().error)) == (State.FAILED, True)


def test_a_recalled_release_stays_where_it_is(room: Room) -> None:
    Coverage.update(state=Step.SELECTION).execute()
    assert room.out.turn() == 0
    assert not room.out.pending()
    assert room.web.jobs == []


def test_a_refusal_is_final_and_touches_no_other_channel(room: Room) -> None:
    room.web.outcome = Refused("Too long.", remedy="Shorten it.")
    room.out.turn()
    room.later(LONGEST_PAUSE)
    assert (room.row().state, room.row().error) == (State.FAILED, "Too long. Shorten it.")
    assert len(room.web.jobs) == 1
    assert room.row("instagram").kit


@pytest.mark.parametrize("error", [Unreachable("No network."), StorageError("Disk full.")])
def test_what_never_went_out_is_tried_again_later_with_the_same_moment(
    room: Room, error: Exception
) -> None:
    room.web.outcome = error
    room.out.turn()
    room.out.turn()
    assert (room.row().state, len(room.web.jobs)) == (State.WAITING, 1)
    assert room.out.pending()
    room.web.outcome = RECEIPT
    room.later(pause_after(1))
    assert (room.row().state, room.row().error) == (State.PUBLISHED, "")
    first, second = room.web.jobs
    assert (first.key, first.published_at) == (second.key, second.published_at)


def test_the_pauses_double_up_to_ten_minutes() -> None:
    assert [pause_after(n).total_seconds() for n in (1, 2, 3, 9, 1000)] == [5, 10, 20, 600, 600]


@pytest.mark.parametrize("error", [Unknown("No answer."), ZeroDivisionError()])
def test_after_an_unknown_outcome_it_is_sent_again_only_when_it_is_absent_twice(
    room: Room, error: Exception
) -> None:
    room.web.outcome, room.web.answers = error, [Absent(), Absent()]
    room.out.turn()
    assert room.row().state is State.UNKNOWN
    room.out.turn()
    room.out.turn()
    assert (room.row().state, len(room.web.answers)) == (State.UNKNOWN, 1)
    room.web.outcome = RECEIPT
    room.later(ASK_AGAIN)
    assert (room.row().state, len(room.web.jobs)) == (State.WAITING, 1)
    room.out.turn()
    assert (room.row().state, len(room.web.jobs)) == (State.PUBLISHED, 2)


def killed_while_sending(room: Room) -> None:
    Delivery.update(state=State.SENDING, attempts=1).where(Delivery.channel == "website").execute()
    room.restarted().recover()


def test_after_a_crash_what_stands_there_is_not_sent_again(room: Room) -> None:
    killed_while_sending(room)
    assert room.row().state is State.UNKNOWN
    room.web.answers = [RECEIPT]
    room.out.turn()
    assert (room.row().state, room.row().url) == (State.PUBLISHED, RECEIPT.url)
    assert room.web.jobs == []


def test_where_the_channel_cannot_say_a_person_decides(room: Room) -> None:
    killed_while_sending(room)
    room.web.answers = [CannotSay()]
    room.out.turn()
    room.later(LONGEST_PAUSE)
    assert (room.row().state, room.row().next_at) == (State.UNKNOWN, None)
    assert room.web.jobs == []
    assert not room.out.pending()


def test_a_kit_that_cannot_be_written_is_tried_again(room: Room) -> None:
    room.hand.error = StorageError("Disk full.")
    room.out.turn()
    assert (room.row("instagram").state, room.row("instagram").kit) == (State.ASSISTED, "")
    room.hand.error = None
    room.later(LONGEST_PAUSE)
    assert (room.row("instagram").kit, room.row("instagram").error) == (str(room.hand.kit), "")


def test_a_kit_that_can_never_be_made_is_not_tried_for_ever(room: Room) -> None:
    room.hand.error = Refused("Nothing to post.")
    room.out.turn()
    room.later(LONGEST_PAUSE)
    assert room.hand.calls == 1
    assert room.row("instagram").state is State.ASSISTED
    assert not room.out.pending()


def test_a_channel_that_nobody_knows_fails_alone(room: Room) -> None:
    Delivery.update(channel="gazette").where(Delivery.channel == "website").execute()
    room.out.turn()
    assert room.row("gazette").state is State.FAILED
    assert room.row("instagram").kit
