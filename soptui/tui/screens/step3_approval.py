"""Persetujuan: the Head reads the release as it will appear, and decides; others read along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from textual import getters, on, work
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from soptui.desk.approval.head_key import has_key
from soptui.desk.board import BoardFilter, read_board
from soptui.desk.item import read_item
from soptui.desk.step3_approval import open_submission, unlock
from soptui.errors import WrongStep
from soptui.i18n import N_, _
from soptui.sop.roles import Permission
from soptui.sop.workflow import State
from soptui.tui.commands import Command
from soptui.tui.dialogs.box import Box
from soptui.tui.head_lock import HeadLock, lock_words
from soptui.tui.messages import Tick
from soptui.tui.screens.approval_acts import DecisionActs
from soptui.tui.screens.approval_keys import KeyActs
from soptui.tui.screens.reading import ReadingRoom
from soptui.tui.widgets.approval_queue import ApprovalQueue
from soptui.tui.widgets.unlock_form import UnlockForm

WAITING = BoardFilter(states=(State.APPROVAL,))
HEADS = {"approve", "send_back", "reject", "harm_test", "mark", "channel", "more", "lock", "other"}


class ApprovalScreen(DecisionActs, KeyActs):
    """For the Head a room behind a passphrase, with everything that waits; for everybody else one
    submission to read. What is shown is always what was submitted, never a live text.
    """

    KEYS: ClassVar[tuple[Command, ...]] = (
        *DecisionActs.DECISION_KEYS,
        Command("c", "channel", N_("Channel"), N_("As the readers of one channel will see it.")),
        Command("right", "other(1)", N_("Next"), N_("The next release that waits.")),
        Command("left", "other(-1)", N_("Previous"), N_("The release before it."), barred=False),
        *KeyActs.KEY_KEYS,
        Command("k", "lock", N_("Lock"), N_("Lock the room now.")),
        *ReadingRoom.KEYS,
    )

    lock_line = getters.query_one("#lock", Static)

    def __init__(self, coverage_id: int) -> None:
        super().__init__(coverage_id)
        self._watch: Timer | None = None

    def body(self) -> Iterable[Any]:
        yield UnlockForm()
        yield Static(id="lock")
        yield from super().body()

    def beside(self) -> Iterable[Any]:
        yield ApprovalQueue()

    async def on_mount(self) -> None:
        if self._watch is None and self.may(Permission.DECIDE):
            item = await self.attempt(self.at_desk(read_item, self.shown_id))
            if item is not None and item.state is State.APPROVAL:
                self.head_lock = HeadLock(
                    self.app.settings.head_lock_minutes, self.app.settings.head_open_minutes
                )
                self.keyless = await self.attempt(self.at_desk(has_key)) is False
                # Not by ticks alone: while a dialog is open, those go to it.
                self._watch = self.set_interval(1.0, self._keep_watch)
        await super().on_mount()
        (self.paper if self._is_readable else self.form.passphrase).focus()

    def on_unmount(self) -> None:
        if self.head_lock is not None:
            self.head_lock.close()

    # What is shown

    def heading(self) -> str:
        return _("Head's room") if self.head_lock is not None else super().heading()

    @property
    def _is_readable(self) -> bool:
        return self.head_lock is None or self.head_lock.is_open

    async def reload(self) -> None:
        self.form.display = not self._is_readable
        self.query_one("#room").display = self._is_readable
        self.queue.display = self.head_lock is not None
        self.lock_line.display = self.head_lock is not None and self.head_lock.is_open
        if self.head_lock is None:
            await super().reload()
        elif self.head_lock.is_open:
            await self._read_as_head()
        else:
            waiting = len((await self.at_desk(read_board, WAITING)).rows)
            self.form.tell(waiting, keyless=self.keyless)
        self.show_commands()

    async def _read_as_head(self) -> None:
        board = await self.at_desk(read_board, WAITING)
        waiting = [row.id for row in board.rows]
        if waiting and self.shown_id not in waiting:
            self.shown_id = waiting[0]
        self.queue.tell(board, self.shown_id, self.app.clock.now())
        if not waiting:
            await self.show_nothing()
            return
        try:
            view = await self.at_desk(open_submission, self.shown_id)
            item = await self.at_desk(read_item, self.shown_id)
        except WrongStep as error:  # taken back between the two readings
            await self.show_nothing()
            self.notice.trouble(error)
            return
        if not self._is_readable:  # it locked meanwhile
            return
        if self.view and self.view.coverage_id == view.coverage_id and self.view.id != view.id:
            self.notice.good(_("It was submitted anew: this is round {n}.").format(n=view.round))
        self.view, self.item = view, item
        parked = _("= In the harm test; U takes it back") if self.is_parked else ""
        await self.show_submission(parked)
        self._keep_watch()

    def tick(self, event: Tick) -> None:
        super().tick(event)
        self._keep_watch(event.now)
        self.queue.tick(event.now)

    # The lock

    def _keep_watch(self, at: datetime | None = None) -> None:
        """Count down, and lock when nobody has pressed a key for too long."""
        if self.head_lock is None or not self.head_lock.is_open:
            return
        now = at or self.app.clock.now()
        left = self.head_lock.left(self.app.last_key, now)
        if left.total_seconds() <= 0:
            told = (
                _("It was open for as long as it may be; give the passphrase again.")
                if self.head_lock.is_over(now)
                else _("No key was pressed; the room has locked itself.")
            )
            self.head_lock.close()
            self.run_worker(self.close_room(told), exclusive=True, group="lock")
            return
        words = Content(self.queue.summary + lock_words(left))
        if words != self.lock_line.content:
            self.lock_line.update(words)

    async def close_room(self, told: str) -> None:
        """Forget the key, and leave nothing of the release on the screen."""
        if self.head_lock is None:
            return
        self.head_lock.close()
        self.marked.clear()
        if isinstance(self.app.screen, Box):
            self.app.screen.dismiss(None)
        await self.show_nothing()
        self.queue.tell(None, None, self.app.clock.now())
        self.queue.mark(set(), self.app.clock.now())
        await self.reload()
        self.form.passphrase.focus()
        self.notice.good(told)

    @on(Input.Submitted, "#passphrase")
    @work(exclusive=True, group="unlock")
    async def _open_room(self) -> None:
        """Takes no event: a worker's arguments are written down, and this one holds a secret."""
        if self.head_lock is None or not self.form.passphrase.value:
            return
        self.notice.clear()
        self.form.try_it(busy=True)
        trying = self.app.backstage.run_aside(unlock, self.desk, self.form.take())
        signer = await self.attempt(trying)
        self.form.try_it(busy=False)
        if signer is not None:
            self.head_lock.open(signer, self.app.clock.now())
            await self.attempt(self.reload())
            self.paper.focus()

    # What may be done

    def allowed(self, action: str) -> bool:
        if self.app.person is None:
            return False
        if action == "page" or (action == "changes" and not self._is_readable):
            return self._is_readable
        if action in {"recover", "own_key"}:
            locked = self.head_lock is not None and not self.head_lock.is_open
            return locked and self.keyless is (action == "own_key")
        if action not in HEADS:
            return super().allowed(action)
        if not self.is_open:
            return False
        if action in {"approve", "send_back", "reject"}:
            return self.view is not None and not self.is_parked
        if action in {"other", "mark"}:
            return len(self.queue.rows) > 1
        return action in {"lock", "more"} or self.view is not None

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        await self._turn_to(int(str(event.option_id)))

    async def action_other(self, step: int) -> None:
        """The next release that waits, or the one before."""
        if (other := self.queue.beside(self.shown_id, step)) is not None:
            await self._turn_to(other)

    async def _turn_to(self, coverage_id: int) -> None:
        self.shown_id = coverage_id
        self.notice.clear()
        await self.attempt(self.reload())
        self.paper.focus()

    async def action_channel(self) -> None:
        """Show the release as the readers of the next channel will see it, then whole again."""
        await self.paper.next_channel()

    async def action_lock(self) -> None:
        """Lock the room now."""
        await self.close_room(_("The room is locked."))
