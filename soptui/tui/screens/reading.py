"""One submission to read: what was laid before the Head, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import getters, work
from textual.containers import Horizontal, Vertical, VerticalScroll

from soptui.desk.item import Item, read_item
from soptui.desk.publication.faces import read_faces
from soptui.desk.step3_approval import DecisionView, SubmissionView, read_decision
from soptui.i18n import N_, _
from soptui.sop.inert import visible
from soptui.sop.roles import Permission
from soptui.sop.workflow import STATE_NAMES, Action, State, actions_in
from soptui.tui.commands import Command
from soptui.tui.describe import thumbnails
from soptui.tui.messages import Tick
from soptui.tui.post import Look
from soptui.tui.room import Room
from soptui.tui.taking_back import take_back
from soptui.tui.widgets.release_paper import ReleasePaper
from soptui.tui.widgets.submission_facts import Facts, SubmissionFacts


class ReadingRoom(Room):
    """The paper and the facts beside it; whoever submitted may take it back from here."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("w,f4", "withdraw", N_("Withdraw"), N_("Take it back to selection, with a note.")),
        Command("pagedown", "page(1)", N_("Read on"), N_("A page on; arrows go line by line."),
                priority=True),
        Command("pageup", "page(-1)", N_("Read back"), N_("A page back."), barred=False,
                priority=True),
        Command("d", "changes", N_("Changes"),
                N_("What changed since the round before, word by word; again: the whole.")),
        Command("escape", "back", N_("Back"), N_("To the board.")),
    )  # fmt: skip

    facts = getters.query_one(SubmissionFacts)
    paper = getters.query_one(ReleasePaper)

    def __init__(self, coverage_id: int) -> None:
        super().__init__()
        self.shown_id = coverage_id
        self.item: Item | None = None
        self.view: SubmissionView | None = None
        self._facts: Facts | None = None

    def body(self) -> Iterable[Any]:
        with Horizontal(id="room"):
            with Vertical(id="aside"):
                yield from self.beside()
                with VerticalScroll():
                    yield SubmissionFacts()
            yield ReleasePaper()

    def beside(self) -> Iterable[Any]:
        """What stands over the facts."""
        return ()

    def heading(self) -> str:
        return f"{self.item.code} {visible(self.item.title)}" if self.item else ""

    async def reload(self) -> None:
        self.item = item = await self.at_desk(read_item, self.shown_id)
        self.view = item.submission
        decision = await self.at_desk(read_decision, item.id)
        waits = item.state is State.APPROVAL
        standing = _("Waits for the Head's decision") if waits else _(STATE_NAMES[item.state])
        await self.show_submission(standing, None if waits else decision)
        self.show_time()
        self.show_commands()

    async def show_submission(
        self, standing: str = "", decision: DecisionView | None = None
    ) -> None:
        """Show what was submitted; nothing where nothing was."""
        if self.view is None or self.item is None:
            await self.show_nothing()
            return
        self._facts = Facts(self.view, standing, decision)
        self.facts.tell(self._facts, self.app.clock.now())
        home, view = self.desk.home, self.view
        pictures = thumbnails(home, self.item.assets)
        faces = await self.at_desk(read_faces)
        look = Look(self.app.office_name, faces, home.rendition, pictures)
        await self.paper.tell(view.manifest, pictures, view.previous, look=look)

    async def show_nothing(self) -> None:
        """Leave nothing of a release on the screen."""
        self.item = self.view = self._facts = None
        self.facts.tell(None, self.app.clock.now())
        await self.paper.clear()

    def tick(self, event: Tick) -> None:
        self.facts.tell(self._facts, event.now)

    def may(self, permission: Permission) -> bool:
        """Whether whoever sits here may do that at all."""
        return self.app.person is not None and self.app.person.actor.may(permission)

    def allowed(self, action: str) -> bool:
        if action == "changes":
            return self.view is not None and self.view.previous is not None
        if action != "withdraw":
            return True
        item = self.item
        possible = item is not None and Action.WITHDRAW in actions_in(item.state, item.purpose)
        return possible and self.may(Permission.WITHDRAW)

    def action_page(self, step: int) -> None:
        """Read on, or back."""
        (self.paper.scroll_page_down if step > 0 else self.paper.scroll_page_up)(animate=False)

    async def action_changes(self) -> None:
        """Show what changed since the round before, or the whole again."""
        await self.paper.toggle_changes()

    @work(exclusive=True, group="act")
    async def action_withdraw(self) -> None:
        """Take it back to selection, saying why."""
        await take_back(self, self.item)
