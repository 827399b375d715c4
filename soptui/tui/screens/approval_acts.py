"""Deciding: approve, return, reject, send to the harm test; one release, or several once read."""

from __future__ import annotations

from typing import ClassVar

from textual import work

from soptui.desk.approval.harm_test import park, take_back
from soptui.desk.step3_approval import SubmissionView, decide
from soptui.errors import SoptuiError
from soptui.i18n import N_, _, ngettext
from soptui.sop.cycle import PauseReason
from soptui.sop.inert import visible
from soptui.sop.step3_approval import Outcome
from soptui.tui.commands import Command
from soptui.tui.decision_words import DONE, question
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.purpose_words import purpose_mark
from soptui.tui.screens.approval_room import ApprovalRoom

NAMED = 8
"""Releases that a question about several names."""


class DecisionActs(ApprovalRoom):
    """What is decided is what was shown when the key was pressed."""

    DECISION_KEYS: ClassVar[tuple[Command, ...]] = (
        Command("s", "approve", N_("Approve"),
                N_("Sign the release as it is shown, or all that are marked.")),
        Command("b", "send_back", N_("Return"), N_("Give it back with a note.")),
        Command("t", "reject", N_("Reject"), N_("Reject it for good, with a note.")),
        Command("u", "harm_test", N_("Harm test"),
                N_("Park it for the PPID, or take it back from there; with a note.")),
        Command("space", "mark", N_("Mark"),
                N_("Mark the release that is shown, to approve several at once.")),
    )  # fmt: skip

    def __init__(self, coverage_id: int) -> None:
        super().__init__(coverage_id)
        self.marked: dict[int, SubmissionView] = {}
        """Releases to approve together, each as it was shown; by coverage."""

    def action_mark(self) -> None:
        """Mark what is shown, or take the mark away."""
        if (view := self.view) is None:
            return
        if self.marked.pop(view.coverage_id, None) is None:
            self.marked[view.coverage_id] = view
        self.queue.mark(set(self.marked), self.app.clock.now())

    @property
    def is_parked(self) -> bool:
        """Whether what is shown is in the harm test."""
        cycle, now = self.item.open_cycle if self.item else None, self.app.clock.now()
        return cycle is not None and any(
            pause.reason is PauseReason.HARM_TEST and pause.holds(now) for pause in cycle.pauses
        )

    @work(exclusive=True, group="act")
    async def action_approve(self) -> None:
        """Sign what is shown, or everything that is marked, after asking."""
        views = list(self.marked.values()) or ([self.view] if self.view else [])
        if not views or not await self.app.push_screen_wait(Confirm(_asked(views))):
            return
        if len(views) == 1:
            await self._decide(views[0], Outcome.APPROVED)
        else:
            await self._approve_all(views)

    async def _approve_all(self, views: list[SubmissionView]) -> None:
        failed: SoptuiError | None = None
        done = 0
        for view in views:
            if (signer := self.signer) is None:  # it locked meanwhile
                return
            try:
                await self.at_desk(decide, view.id, view.digest, Outcome.APPROVED, signer)
            except SoptuiError as error:
                failed = error
            else:
                done += 1
                self.marked.pop(view.coverage_id, None)
        words = ngettext("{n} release is approved.", "{n} releases are approved.", done)
        await self._after(words.format(n=done))
        if failed is not None:
            self.notice.trouble(failed)

    @work(exclusive=True, group="act")
    async def action_send_back(self) -> None:
        """Give it back, saying why."""
        await self._decide_with_note(Outcome.RETURNED)

    @work(exclusive=True, group="act")
    async def action_reject(self) -> None:
        """Reject it, saying why."""
        await self._decide_with_note(Outcome.REJECTED)

    @work(exclusive=True, group="act")
    async def action_harm_test(self) -> None:
        """Park it for the PPID, or take it back with what came of it."""
        if (view := self.view) is None:
            return
        parked = self.is_parked
        asked = (
            _("What came of the harm test?")
            if parked
            else _("What in it is in doubt? The clock stands until it comes back from the PPID.")
        )
        note = await self.app.push_screen_wait(Ask(asked))
        if not note or self.signer is None:
            return
        act = take_back if parked else park
        if await self.succeeds(self.at_desk(act, view.coverage_id, note)):
            self.notice.good(_("It is back from the harm test; decide now.") if parked else
                             _("It waits in the harm test; its clock stands."))  # fmt: skip
        await self.attempt(self.reload())

    async def _decide_with_note(self, outcome: Outcome) -> None:
        if (view := self.view) is not None:
            words = _(question(outcome, view.manifest.purpose))
            asked = words.format(title=visible(view.manifest.title))
            if note := await self.app.push_screen_wait(Ask(asked)):
                await self._decide(view, outcome, note)

    async def _decide(self, view: SubmissionView, outcome: Outcome, note: str = "") -> None:
        """Decide about `view`, as it was shown when the key was pressed."""
        if (signer := self.signer) is None:  # it locked while the question stood open
            return
        act = self.at_desk(decide, view.id, view.digest, outcome, signer, note)
        if not await self.succeeds(act):
            await self.attempt(self.reload())
            return
        self.marked.pop(view.coverage_id, None)
        await self._after(_(DONE[outcome]).format(title=visible(view.manifest.title)))

    async def _after(self, told: str) -> None:
        """The next release, or the door shut where none waits."""
        self.notice.good(told)
        await self.attempt(self.reload())
        if not self.queue.rows and self.is_open:
            locked = _("Nothing else waits; the room is locked.")
            await self.close_room(f"{told} {locked}")


def _asked(views: list[SubmissionView]) -> str:
    if len(views) == 1:
        words = _(question(Outcome.APPROVED, views[0].manifest.purpose))
        return words.format(title=visible(views[0].manifest.title))
    names = [" ".join(filter(None, (view.manifest.item, visible(view.manifest.title),
                                    purpose_mark(view.manifest.purpose))))
             for view in views[:NAMED]]  # fmt: skip
    if len(views) > NAMED:
        names.append("…")
    head = _("Approve these {n} releases, each as it was shown? Publication begins at once.")
    return "\n".join([head.format(n=len(views)), "", *names])
