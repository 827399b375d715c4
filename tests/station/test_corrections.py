"""*Ralat* and *cabut tayang*, from what stands in public to what the channels are asked to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from soptui.channels.contract import ByHand, ByProgram, Job, Progress, Receipt, Reconciled, quiet
from soptui.desk import corrections, step2_selection, step3_approval, step4_publication, texts
from soptui.desk.item import Item
from soptui.desk.publication.renditions import prepare
from soptui.desk.verify.whole import verify
from soptui.errors import (
    Conflict,
    InvalidInput,
    NotAllowed,
    StorageError,
    Unknown,
    Unreachable,
    WrongStep,
)
from soptui.sop.finding import Level
from soptui.sop.purpose import Purpose
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState as State
from soptui.sop.workflow import State as Step
from soptui.station.deliver import Deliveries
from soptui.store.tables import Coverage, Delivery, Submission
from tests.office import Office
from tests.renderer import FakeRenderer
from tests.tampering import without_triggers

PAGE = Receipt("https://dinas.example/2026/11/las/", "2026/11/las")
POST = "https://instagram.com/p/DRx1abcD2Ef"
WHY = "Jumlah peserta keliru"


class Web(ByProgram):
    """A website that can change what stands there; `calls` is what it was asked to do."""

    name, label = "website", "Website"
    corrects = withdraws = True  # type: ignore[assignment]

    def __init__(self) -> None:
        self.calls: list[tuple[str, str, Receipt | None]] = []
        self.troubles: list[Exception] = []

    def problems(self, _job: Job) -> list[str]:
        return []

    def deliver(self, job: Job, _progress: Progress = quiet) -> Receipt:
        self._called("deliver", job, None)
        return PAGE

    def reconcile(self, _job: Job) -> Reconciled:
        raise AssertionError("what is changed is changed again, not asked for")

    def correct(self, job: Job, earlier: Receipt, _progress: Progress = quiet) -> Receipt:
        self._called("correct", job, earlier)
        return PAGE

    def withdraw(self, job: Job, earlier: Receipt) -> None:
        self._called("withdraw", job, earlier)

    def _called(self, what: str, job: Job, earlier: Receipt | None) -> None:
        self.calls.append((what, job.manifest.lead, earlier))
        if self.troubles:
            raise self.troubles.pop(0)


class Hand(ByHand):
    """A network that people post to."""

    name, label = "instagram", "Instagram"

    def __init__(self, kit: Path) -> None:
        self.kit = kit
        self.jobs: list[Job] = []

    def problems(self, _job: Job) -> list[str]:
        return []

    def prepare(self, job: Job, _progress: Progress = quiet) -> Path:
        self.jobs.append(job)
        return self.kit

    def accept_url(self, _job: Job, url: str) -> Receipt:
        return Receipt(url, url)


class Public:
    """An office with a release that stands in public, and the station that brought it out."""

    def __init__(self, root: Path) -> None:
        self.office = Office.open(root)
        self.web, self.hand = Web(), Hand(root / "kit")
        self.out = Deliveries(
            self.office.station,
            {"website": self.web, "instagram": self.hand},
            step4_publication.complete_if_done,
        )

    def publish(self) -> Item:
        item = self.approve(self.office.submitted())
        self.out.turn()
        step4_publication.record_url(self.office.manager, self.row(item, "instagram").id, POST)
        self.web.calls.clear()
        self.hand.jobs.clear()
        return self.office.fresh(item)

    def approve(self, item: Item, outcome: Outcome = Outcome.APPROVED) -> Item:
        head = self.office.head
        view = step3_approval.open_submission(head, item.id)
        note = "" if outcome is Outcome.APPROVED else "Belum perlu"
        step3_approval.decide(head, view.id, view.digest, outcome, self.office.signer, note)
        return self.office.fresh(item)

    def correct(self, item: Item, lead: str = "Teras yang benar") -> Item:
        """Take it back, change its lead, and submit it."""
        manager = self.office.manager
        corrections.correct(manager, item.id, item.version, WHY)
        old = self.office.fresh(item).text("lead")
        texts.save_text(manager, item.id, "lead", lead, old.version)
        step2_selection.submit(manager, item.id, self.office.fresh(item).version)
        return self.office.fresh(item)

    def take_down(self, item: Item) -> Item:
        corrections.take_down(self.office.manager, item.id, item.version, WHY)
        return self.office.fresh(item)

    def row(self, item: Item, channel: str) -> Delivery:
        """The newest delivery on that channel."""
        rows = Delivery.select().where((Delivery.channel == channel)
                                       & (Delivery.coverage == item.id))  # fmt: skip
        found: Delivery = rows.order_by(Delivery.revision.desc()).first()
        return found

    def errors(self) -> list[str]:
        found = verify(self.office.manager, files=False)
        return [one.message for one in found if one.level is Level.ERROR]


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Public]:
    public = Public(tmp_path)
    with public.office.store.connection():
        yield public


def test_a_correction_is_approved_and_changes_every_post(public: Public) -> None:
    item = public.publish()
    item = public.correct(item)
    assert (item.state, item.purpose, item.round) == (Step.APPROVAL, Purpose.CORRECTION, 2)
    assert item.submission is not None
    shown = item.submission
    assert (shown.manifest.reason, shown.manifest.earlier) == (WHY, shown.previous.digest)  # type: ignore[union-attr]
    public.out.turn()
    assert public.web.calls == []  # nothing moves before the Head has decided
    public.approve(item)
    public.out.turn()
    assert public.web.calls == [("correct", "Teras yang benar", PAGE)]
    assert [job.earlier for job in public.hand.jobs] == [Receipt(POST, "")]
    assert public.office.fresh(item).state is Step.PUBLICATION
    step4_publication.done_by_hand(public.office.manager, public.row(item, "instagram").id)
    item = public.office.fresh(item)
    assert item.state is Step.PUBLISHED
    assert {row.channel: row.url for row in item.deliveries} == {
        "website": PAGE.url, "instagram": POST,
    }  # fmt: skip
    assert Coverage.get_by_id(item.id).standing == 2
    assert public.errors() == []


def test_a_takedown_goes_before_the_head_at_once_and_takes_every_post_down(public: Public) -> None:
    item = public.take_down(public.publish())
    assert (item.state, item.purpose) == (Step.APPROVAL, Purpose.TAKEDOWN)
    public.approve(item)
    public.out.turn()
    assert [call[0] for call in public.web.calls] == ["withdraw"]
    row = public.row(item, "instagram")
    assert (row.state, public.hand.jobs[0].earlier) == (State.ASSISTED, Receipt(POST, ""))
    step4_publication.done_by_hand(public.office.manager, row.id)
    item = public.office.fresh(item)
    assert item.state is Step.TAKEN_DOWN
    assert {row.state for row in item.deliveries} == {State.TAKEN_DOWN}
    assert public.errors() == []


def test_a_takedown_needs_no_file_any_more(public: Public) -> None:
    item = public.take_down(public.publish())
    for path in (public.office.home.original(item.assets[0].sha256).parent).iterdir():
        path.unlink()
    public.approve(item)
    public.out.turn()
    assert public.row(item, "website").state is State.TAKEN_DOWN


@pytest.mark.parametrize("outcome", [Outcome.RETURNED, Outcome.REJECTED])
def test_a_takedown_that_is_refused_leaves_what_stands(public: Public, outcome: Outcome) -> None:
    item = public.approve(public.take_down(public.publish()), outcome)
    assert item.state is Step.PUBLISHED
    assert {row.url for row in item.deliveries} == {PAGE.url, POST}
    assert public.out.turn() == 0
    assert public.errors() == []


def test_a_correction_that_is_refused_leaves_what_stands_and_can_be_asked_for_again(
    public: Public,
) -> None:
    item = public.approve(public.correct(public.publish()), Outcome.REJECTED)
    assert item.state is Step.PUBLISHED
    assert Coverage.get_by_id(item.id).standing == 1
    assert public.errors() == []
    item = public.correct(item, "Teras ketiga")
    assert item.round == 3
    public.approve(item)
    public.out.turn()
    assert public.web.calls == [("correct", "Teras ketiga", PAGE)]


def test_a_correction_is_given_up_in_selection(public: Public) -> None:
    from soptui.desk.coverage import cancel

    item = public.publish()
    corrections.correct(public.office.manager, item.id, item.version, WHY)
    item = public.office.fresh(item)
    cancel(public.office.manager, item.id, item.version, "Ternyata benar")
    assert public.office.fresh(item).state is Step.PUBLISHED
    assert public.errors() == []


@pytest.mark.parametrize(
    "trouble", [Unknown("hilang"), StorageError("penuh"), Unreachable("putus")]
)
def test_what_happens_on_the_way_is_tried_again(public: Public, trouble: Exception) -> None:
    item = public.approve(public.correct(public.publish()))
    public.web.troubles = [trouble]
    public.out.turn()
    row = public.row(item, "website")
    assert (row.state, row.url) == (State.WAITING, "")
    public.office.clock.set(row.next_at)
    public.out.turn()
    assert [call[0] for call in public.web.calls] == ["correct", "correct"]
    assert public.row(item, "website").url == PAGE.url


def test_a_station_killed_while_correcting_corrects_again(public: Public) -> None:
    item = public.approve(public.correct(public.publish()))
    Delivery.update(state=State.SENDING).where(
        Delivery.id == public.row(item, "website").id
    ).execute()
    public.out.recover()
    public.out.turn()
    assert [call[0] for call in public.web.calls] == ["correct"]


def test_a_channel_that_is_left_out_is_told(public: Public) -> None:
    item = public.publish()
    manager = public.office.manager
    corrections.correct(manager, item.id, item.version, WHY)
    step2_selection.choose_channels(manager, item.id, ["website", "mastodon"])
    sentences = [gap.sentence for gap in public.office.fresh(item).gaps]
    assert any("Instagram" in sentence for sentence in sentences)


@pytest.mark.parametrize("reason", ["", "   ", "NIK 3402010101900001 tercantum"])
def test_a_reason_is_due_and_names_nobody(public: Public, reason: str) -> None:
    item = public.publish()
    for act in (corrections.correct, corrections.take_down):
        with pytest.raises(InvalidInput):
            act(public.office.manager, item.id, item.version, reason)
    assert public.office.fresh(item).round == 1


def test_who_may_ask_and_when(public: Public) -> None:
    item = public.publish()
    for desk in (public.office.reporter, public.office.head):
        with pytest.raises(NotAllowed):
            corrections.take_down(desk, item.id, item.version, WHY)
    with pytest.raises(Conflict):
        corrections.correct(public.office.manager, item.id, item.version - 1, WHY)
    Delivery.update(state=State.UNKNOWN).where(Delivery.channel == "instagram").execute()
    with pytest.raises(WrongStep):
        corrections.correct(public.office.manager, item.id, item.version, WHY)


def test_a_channel_left_over_when_the_procedure_ended_still_goes_out(public: Public) -> None:
    office = public.office
    item = office.selected()
    step2_selection.choose_channels(
        office.manager, item.id, ["website", "instagram", "other:Radio"]
    )
    prepare(office.manager, item.id, renderer=FakeRenderer())
    step2_selection.submit(office.manager, item.id, office.fresh(item).version)
    public.approve(item)
    Delivery.update(state=State.WAITING).where(Delivery.channel == "other:Radio").execute()
    late = Web()
    late.troubles = [Unreachable("sibuk")]
    public.out.channels = {**public.out.channels, "other:Radio": late}
    public.out.turn()
    step4_publication.record_url(office.manager, public.row(item, "instagram").id, POST)
    assert office.fresh(item).state is Step.PUBLISHED
    row = public.row(item, "other:Radio")
    Delivery.update(state=State.WAITING, next_at=None).where(Delivery.id == row.id).execute()
    public.out.turn()
    assert public.row(item, "other:Radio").state is State.PUBLISHED


def test_a_changed_purpose_or_reason_is_named_and_nothing_is_sent(public: Public) -> None:
    item = public.approve(public.correct(public.publish()))
    without_triggers()
    Coverage.update(purpose=Purpose.TAKEDOWN).execute()
    public.out.turn()
    assert public.web.calls == []
    assert public.row(item, "website").state is State.FAILED
    assert public.errors() != []


def test_a_takedown_copied_from_another_item_takes_nothing_down(public: Public) -> None:
    item = public.take_down(public.publish())
    content = public.office.submitted_manifest(item)
    without_triggers()
    Submission.update(manifest=content.canonical().decode().replace(WHY, "Lain")).where(
        Submission.round == 2
    ).execute()
    with pytest.raises(Conflict):
        public.approve(item)
    assert any("2" in sentence for sentence in public.errors())
