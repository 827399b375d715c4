"""Persetujuan: the Head reads the release as it will appear, and decides; others read along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from textual import events, getters, on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from soptui.desk.board import BoardFilter, read_board
from soptui.desk.item import Item, read_item
from soptui.desk.step2_selection import withdraw
from soptui.desk.step3_approval import SubmissionView, open_submission, read_decision, unlock
from soptui.errors import WrongStep
from soptui.i18n import N_, _
from soptui.sop.inert import visible
from soptui.sop.roles import Permission
from soptui.sop.step3_approval import Outcome
from soptui.sop.workflow import STATE_NAMES, Action, State, actions_in
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.box import Box
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.head_lock import HeadLock, lock_words
from soptui.tui.messages import Tick
from soptui.tui.room import Room
from soptui.tui.screens.deciding import DONE, decided
from soptui.tui.widgets.approval_queue import ApprovalQueue
from soptui.tui.widgets.release_paper import ReleasePaper
from soptui.tui.widgets.submission_facts import Facts, SubmissionFacts
from soptui.tui.widgets.unlock_form import UnlockForm

WAITING = BoardFilter(states=(State.APPROVAL,))
HEAD_ONLY = {"approve", "send_back", "reject", "lock", "other"}


class ApprovalScreen(Room):
    """For the Head a room behind a passphrase with everything that waits; for everybody else one
    submission to read. What is shown is always what was submitted, never a live text.
    """

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("s", "approve", N_("Approve"), N_("Sign the release as it is shown.")),
        Command("b", "send_back", N_("Return"), N_("Give it back with a note.")),
        Command("t", "reject", N_("Reject"), N_("Reject it for good, with a note.")),
        Command("right", "other(1)", N_("Next"), N_("The next release that waits.")),
        Command("left", "other(-1)", N_("Previous"), N_("The release before."), barred=False),
        Command("w,f4", "withdraw", N_("Withdraw"),
                N_("Take it back to selection, with a note.")),
        Command("k", "lock", N_("Lock"), N_("Lock the room now.")),
        Command("pagedown", "page(1)", N_("Page"), N_("Read on; arrows go line by line."),
                priority=True),
        Command("pageup", "page(-1)", N_("Page up"), N_("Read back."), barred=False,
                priority=True),
        Command("escape", "back", N_("Back"), N_("To the board; the room locks.")),
    )  # fmt: skip

    form = getters.query_one(UnlockForm)
    queue = getters.query_one(ApprovalQueue)
    facts = getters.query_one(SubmissionFacts)
    paper = getters.query_one(ReleasePaper)

    def __init__(self, coverage_id: int) -> None:
        super().__init__()
        self._shown = coverage_id
        self._item: Item | None = None
        self._view: SubmissionView | None = None
        self._facts: Facts | None = None
        self._lock: HeadLock | None = None
        """The Head's room; None where somebody only reads."""
        self._watch: Timer | None = None

    def body(self) -> Iterable[Any]:
        yield UnlockForm()
        with Vertical(id="room"):
            yield Static(id="lock")
            with Horizontal():
                with Vertical(id="aside"):
                    yield ApprovalQueue()
                    with VerticalScroll(can_focus=False):
                        yield SubmissionFacts()
                yield ReleasePaper()

    async def on_mount(self) -> None:
        if self._item is None:
            self._item = await self.at_desk(read_item, self._shown)
            if self._may(Permission.DECIDE) and self._item.state is State.APPROVAL:
                self._lock = HeadLock(self.app.settings.head_lock_minutes)
                # Not by ticks alone: those go to the dialog while one is open.
                self._watch = self.set_interval(1.0, self._keep_watch)
        await super().on_mount()
        (self.paper if self._is_readable else self.form.passphrase).focus()

    def on_unmount(self) -> None:
        if self._lock is not None:
            self._lock.close()

    # What is shown

    def heading(self) -> str:
        if self._lock is not None:
            return _("Head's room")
        return f"{self._item.code} {visible(self._item.title)}" if self._item else ""

    @property
    def _is_readable(self) -> bool:
        return self._lock is None or self._lock.is_open

    async def reload(self) -> None:
        self.form.display = not self._is_readable
        self.query_one("#room").display = self._is_readable
        self.query_one("#lock").display = self.queue.display = self._lock is not None
        if self._lock is None:
            await self._read_along()
        elif self._lock.is_open:
            await self._read_as_head()
        else:
            board = await self.at_desk(read_board, WAITING)
            self.form.tell(len(board.rows))
        self.show_commands()

    async def _read_along(self) -> None:
        self._item = item = await self.at_desk(read_item, self._shown)
        self._view = item.submission
        decision = await self.at_desk(read_decision, item.id)
        waits = item.state is State.APPROVAL
        standing = _("Waits for the Head's decision") if waits else _(STATE_NAMES[item.state])
        await self._show(standing, None if waits else decision, _thumbnails(self.desk.home, item))

    async def _read_as_head(self) -> None:
        now = self.app.clock.now()
        board = await self.at_desk(read_board, WAITING)
        waiting = [row.id for row in board.rows]
        if waiting and self._shown not in waiting:
            self._shown = waiting[0]
        self.queue.tell(board, self._shown, now)
        if not waiting:
            await self._show_nothing()
            return
        try:
            view = await self.at_desk(open_submission, self._shown)
        except WrongStep as error:  # taken back between the two readings; the next one tells
            self.notice.trouble(error)
            return
        if self._view and self._view.coverage_id == view.coverage_id and self._view.id != view.id:
            self.notice.good(_("It was submitted anew: this is round {n}.").format(n=view.round))
        self._view = view
        item = await self.at_desk(read_item, self._shown)
        await self._show(f"{item.code} {visible(item.title)}", None,
                         _thumbnails(self.desk.home, item))  # fmt: skip
        self._keep_watch()

    async def _show(self, standing: str, decision: Any, pictures: Mapping[str, Path]) -> None:
        if self._view is None or not self._is_readable:
            await self._show_nothing()
            return
        self._facts = Facts(self._view, standing, decision)
        self.facts.tell(self._facts, self.app.clock.now())
        await self.paper.tell(self._view.manifest, pictures)

    async def _show_nothing(self) -> None:
        self._view = self._facts = None
        self.facts.tell(None, self.app.clock.now())
        await self.paper.clear()

    def tick(self, event: Tick) -> None:
        self._keep_watch(event.now)
        self.facts.tell(self._facts, event.now)
        self.queue.tick(event.now)

    @on(events.Resize)
    def _on_resized(self) -> None:
        self.call_after_refresh(lambda: self.queue.tick(self.app.clock.now()))

    # The lock

    def _keep_watch(self, now: datetime | None = None) -> None:
        """Count down, and lock when nobody pressed a key for too long."""
        if self._lock is None or not self._lock.is_open:
            return
        left = self._lock.left(self.app.last_key, now or self.app.clock.now())
        if not left.total_seconds() > 0:
            self.run_worker(self._close_room(_("No key was pressed; the room locked itself.")),
                            exclusive=True, group="lock")  # fmt: skip
            return
        line = self.query_one("#lock", Static)
        words = Content(f" {_('Waiting: {n}').format(n=len(self.queue.rows))} · {lock_words(left)}")
        if words != line.content:
            line.update(words)

    async def _close_room(self, told: str) -> None:
        """Forget the key, and leave nothing of the release on the screen."""
        if self._lock is None:
            return
        self._lock.close()
        await self._show_nothing()
        self.queue.tell(None, None, self.app.clock.now())
        if isinstance(self.app.screen, Box):
            self.app.screen.dismiss(None)
        await self.reload()
        self.form.passphrase.focus()
        self.notice.good(told)

    @on(Input.Submitted, "#passphrase")
    @work(exclusive=True, group="unlock")
    async def _open_room(self) -> None:
        """Takes no event: a worker's arguments are written down, and this one would be secret."""
        if self._lock is None or not self.form.passphrase.value:
            return
        self.notice.clear()
        typed = self.form.take()
        self.form.try_it(busy=True)
        signer = await self.attempt(self.app.backstage.run_aside(unlock, self.desk, typed))
        self.form.try_it(busy=False)
        if signer is None:
            return
        self._lock.open(signer, self.app.clock.now())
        await self.attempt(self.reload())
        self.paper.focus()

    # What may be done

    def _may(self, permission: Permission) -> bool:
        return self.app.person is not None and self.app.person.actor.may(permission)

    def allowed(self, action: str) -> bool:
        if not self.is_mounted or self.app.person is None:
            return False
        if action in {"lock", "page"}:
            return self._is_readable and (action == "page" or self._lock is not None)
        if action == "other":
            return self._is_readable and self._lock is not None and len(self.queue.rows) > 1
        if action == "withdraw":
            return (
                self._item is not None
                and Action.WITHDRAW in actions_in(self._item.state)
                and self._may(Permission.WITHDRAW)
            )
        if action in HEAD_ONLY:
            return self._is_readable and self._lock is not None and self._view is not None
        return True

    # Doing it

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        await self._turn_to(int(str(event.option_id)))

    async def action_other(self, step: int) -> None:
        """The next release that waits, or the one before."""
        other = self.queue.beside(self._shown, step)
        if other is not None:
            await self._turn_to(other)

    async def _turn_to(self, coverage_id: int) -> None:
        self._shown = coverage_id
        self.notice.clear()
        await self.attempt(self.reload())
        self.paper.focus()

    def action_page(self, step: int) -> None:
        """Read on, or back."""
        (self.paper.scroll_page_down if step > 0 else self.paper.scroll_page_up)(animate=False)

    async def action_lock(self) -> None:
        """Lock the room now."""
        await self._close_room(_("The room is locked."))

    @work(exclusive=True, group="act")
    async def action_approve(self) -> None:
        """Sign what is shown, after asking."""
        view = self._view
        if view is None:
            return
        question = _("Approve “{title}” as it is shown? Publication begins at once.").format(
            title=visible(view.manifest.title)
        )
        if await self.app.push_screen_wait(Confirm(question)):
            await self._decide(view, Outcome.APPROVED)

    @work(exclusive=True, group="act")
    async def action_send_back(self) -> None:
        """Give it back, saying why."""
        await self._decide_with_note(Outcome.RETURNED, _("What has to be changed?"))

    @work(exclusive=True, group="act")
    async def action_reject(self) -> None:
        """Reject it, saying why."""
        await self._decide_with_note(Outcome.REJECTED, _("Why is it rejected for good?"))

    async def _decide_with_note(self, outcome: Outcome, question: str) -> None:
        view = self._view
        if view is None:
            return
        note = await self.app.push_screen_wait(Ask(f"{visible(view.manifest.title)}\n{question}"))
        if note:
            await self._decide(view, outcome, note)

    async def _decide(self, view: SubmissionView, outcome: Outcome, note: str = "") -> None:
        """Decide about `view`, which was shown when the key was pressed; then the room locks."""
        signer = self._lock.signer if self._lock else None
        if signer is None:  # it locked while the question stood open
            return
        done = await self.attempt(
            self.at_desk(decided, view.id, view.digest, outcome, signer, note)
        )
        if done:
            told = _(DONE[outcome]).format(title=visible(view.manifest.title))
            await self._close_room(told + " " + _("The room is locked again."))
        else:
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_withdraw(self) -> None:
        """Take it back to selection, saying why."""
        item = self._item
        note = await self.app.push_screen_wait(Ask(_("Why is it taken back?")))
        if item is None or not note:
            return
        if await self.attempt(self.at_desk(_withdrawn, item.id, item.version, note)):
            self.dismiss()
        else:
            await self.attempt(self.reload())


def _withdrawn(desk: Any, coverage_id: int, version: int, note: str) -> bool:
    withdraw(desk, coverage_id, version, note)
    return True


def _thumbnails(home: Any, item: Item) -> dict[str, Path]:
    return {asset.sha256: home.thumbnail(asset.sha256)
            for asset in item.assets if asset.has_thumbnail}  # fmt: skip
