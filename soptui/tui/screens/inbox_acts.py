"""What is done in the inbox: material becomes a coverage, files in trouble are dealt with."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from datetime import datetime
from typing import ClassVar

from textual import getters, on, work
from textual.widgets import OptionList

from soptui.desk.assets import AssetView
from soptui.desk.board import BoardFilter, read_board
from soptui.desk.camera_clock import Correction, correct_clock, preview_correction
from soptui.desk.coverage import add_assets, create_coverage
from soptui.desk.inbox import (
    InboxPage,
    Outcome,
    discard_arrivals,
    retry_arrivals,
    stop_arrival,
    take_arrivals,
)
from soptui.i18n import N_, _, ngettext
from soptui.inbox.status import ArrivalView
from soptui.sop.inert import in_one_line
from soptui.sop.workflow import State
from soptui.tui.commands import Command
from soptui.tui.describe import thumbnail
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.choose import Choose
from soptui.tui.dialogs.clock import CameraClockBox
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.room import Room
from soptui.tui.screens.routes import room_of
from soptui.tui.widgets.inbox_list import InboxList


class InboxActs(Room):
    """The room of the inbox, without anything in it."""

    INBOX_KEYS: ClassVar[tuple[Command, ...]] = (
        Command("g", "make", N_("Make coverage"),
                N_("Make a coverage of what is marked, or of the folder under the cursor.")),
        Command("space", "mark", N_("Mark"), N_("Mark a file, or all files of a folder.")),
        Command("enter", "fold", N_("Open/close"), N_("Show the files of a folder, or hide them.")),
        Command("a", "add", N_("Add to"), N_("Put what is marked into a coverage at work.")),
        Command("r", "retry", N_("Try again"), N_("Let the station look at the file again.")),
        Command("t", "take", N_("Take anyway"),
                N_("Take a file as it is, although it is cut off or damaged, or was rejected"
                   " before.")),
        Command("c", "stop", N_("Stop reading"), N_("Stop reading a file and set it aside.")),
        Command("j", "clock", N_("Camera clock"),
                N_("Correct the camera's clock for everything that came from it on this card.")),
        Command("d", "discard", N_("To the trash"), N_("Put the file away; the trash keeps it.")),
    )  # fmt: skip

    files = getters.query_one(InboxList)

    def __init__(self) -> None:
        super().__init__()
        self.page: InboxPage | None = None

    def make_list(self) -> InboxList:
        """The list of files."""
        return InboxList()

    def show_files(self) -> None:
        """Show the page as it is, with what is marked and open now."""

    def suitable(self, action: str) -> list[ArrivalView]:
        """Those of the chosen files to which `action` can be done."""
        del action
        return []

    # Marking and unfolding

    def action_mark(self) -> None:
        """Mark one file and go to the next, or mark all of a folder."""
        single = isinstance(self.files.thing, AssetView | ArrivalView)
        self.files.mark()
        if single:
            self.files.action_cursor_down()
        self.show_files()

    async def action_fold(self) -> None:
        """The other way round than it is."""
        await self.action_unfold(None)

    async def action_unfold(self, opened: bool | None) -> None:  # noqa: FBT001  an action's
        """Show the files of the folder at the cursor, or hide them."""
        self.files.unfold(opened)
        await self.attempt(self.reload())

    @on(OptionList.OptionSelected)
    async def _entered(self) -> None:
        if isinstance(self.files.thing, AssetView | ArrivalView):
            if self.check_action("mark", ()):
                self.action_mark()
        elif self.files.can_unfold:
            await self.action_fold()

    # Material

    @work(exclusive=True, group="act")
    async def action_make(self) -> None:
        """Name a coverage, make it of what is chosen, and open it."""
        chosen, offer = self.files.chosen, self.files.offer
        name = in_one_line(offer.batch) if offer is not None else ""
        title = await self.app.push_screen_wait(Ask(_("What is the coverage called?"), value=name))
        if not title:
            return
        made = await self.attempt(self.at_desk(create_coverage, title, chosen))
        if made is not None:
            self.files.unmark()
            await self.app.push_screen(room_of(State.HANDOVER, made), self._came_back)

    async def _came_back(self, _answer: object) -> None:
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_add(self) -> None:
        """Put what is chosen into a coverage in step 1 or 2."""
        chosen = self.files.chosen
        wanted = BoardFilter(states=(State.HANDOVER, State.SELECTION))
        board = await self.attempt(self.at_desk(read_board, wanted))
        rows = [(str(row.id), f"{row.code} {row.title}") for row in board.rows] if board else []
        if not rows:
            self.notice.good(_("No coverage is in step 1 or 2; G makes one."))
            return
        answer = await self.app.push_screen_wait(Choose(_("Into which coverage?"), rows))
        if answer and await self.succeeds(self.at_desk(add_assets, int(answer), chosen)):
            words = ngettext("{n} file was added to {name}.", "{n} files were added to {name}.",
                             len(chosen))  # fmt: skip
            self.notice.good(words.format(n=len(chosen), name=dict(rows)[answer]))
            self.files.unmark()
            await self.attempt(self.reload())

    @property
    def dated(self) -> AssetView | None:
        """The picture whose date can be corrected."""
        return None

    @work(exclusive=True, group="act")
    async def action_clock(self) -> None:
        """Ask when one picture was really taken, and move all of its card by the same."""
        asset = self.dated
        if asset is None or asset.said_at is None:
            return
        said, name, number = asset.said_at, asset.name, asset.id

        def preview(really_taken: datetime) -> Awaitable[Correction]:
            return self.at_desk(preview_correction, number, really_taken)

        picture = thumbnail(self.app.settings.home, asset)
        box = CameraClockBox(picture, name, said, preview)
        moment = await self.app.push_screen_wait(box)
        if moment is None:
            return
        moved = await self.attempt(self.at_desk(correct_clock, number, moment))
        if moved is not None:
            words = ngettext("The time of {n} file was corrected; J again changes it.",
                             "The times of {n} files were corrected; J again changes them.",
                             moved)  # fmt: skip
            self.notice.good(words.format(n=moved))
        await self.attempt(self.reload())

    # Files in trouble

    @work(exclusive=True, group="act")
    async def action_retry(self) -> None:
        """Look at files in trouble again."""
        files = self.suitable("retry")
        many = ngettext("The station looks at {n} file again.",
                        "The station looks at {n} files again.", len(files))  # fmt: skip
        words = _("The station looks at {name} again.") if len(files) == 1 else many
        await self._do(files, self.at_desk(retry_arrivals, _ids(files)), words)

    @work(exclusive=True, group="act")
    async def action_take(self) -> None:
        """Take files as they are."""
        files = self.suitable("take")
        many = ngettext("{n} file is taken as it is.", "{n} files are taken as they are.",
                        len(files))  # fmt: skip
        words = _("{name} is taken as it is.") if len(files) == 1 else many
        await self._do(files, self.at_desk(take_arrivals, _ids(files)), words)

    @work(exclusive=True, group="act")
    async def action_stop(self) -> None:
        """Stop the reading of a file."""
        for file in self.suitable("stop"):
            if await self.succeeds(self.at_desk(stop_arrival, file.id)):
                words = _("The station stops reading {name} and sets it aside.")
                self.notice.good(words.format(name=file.name))
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_discard(self) -> None:
        """Move files to the trash, asking once; copying a large one must not hold others up."""
        files = self.suitable("discard")
        many = ngettext("Move {n} file to the trash? The trash keeps it.",
                        "Move {n} files to the trash? The trash keeps them.",
                        len(files))  # fmt: skip
        one = _("Move {name} to the trash? The trash keeps it.")
        question = one if len(files) == 1 else many
        if not await self.app.push_screen_wait(Confirm(_named(question, files))):
            return
        many = ngettext("{n} file is in the trash.", "{n} files are in the trash.", len(files))
        words = _("{name} is in the trash.") if len(files) == 1 else many
        act = self.app.backstage.run_aside(
            discard_arrivals, self.desk, self.app.settings.inbox, _ids(files)
        )
        await self._do(files, act, words)

    async def _do(self, files: Sequence[ArrivalView], act: Awaitable[Outcome], words: str) -> None:
        """Do it, and tell what came of it; what hindered the rest is told rather than hidden."""
        outcome = await self.attempt(act)
        if outcome is not None:
            if outcome.error is not None:
                self.notice.trouble(outcome.error)
            else:
                self.notice.good(_named(words, files))
            self.files.unmark()
        await self.attempt(self.reload())


def _ids(files: Sequence[ArrivalView]) -> list[int]:
    return [file.id for file in files]


def _named(words: str, files: Sequence[ArrivalView]) -> str:
    return words.format(n=len(files), name=files[0].name if files else "")
