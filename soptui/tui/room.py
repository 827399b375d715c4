"""What every screen has: a top line, an answer line, a command bar, and a way to the desk."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Concatenate, ParamSpec, TypeVar

from textual import getters, on
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.worker import active_worker

from soptui.errors import SoptuiError, Unseated
from soptui.paths import styles_dir
from soptui.tui.commands import EVERYWHERE, Command
from soptui.tui.cursor import steady_cursor
from soptui.tui.messages import StoreChanged, Tick
from soptui.tui.widgets.command_bar import CommandBar
from soptui.tui.widgets.notice import Notice
from soptui.tui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from soptui.desk.context import Desk
    from soptui.tui.host import Host

T = TypeVar("T")
P = ParamSpec("P")


class Room(Screen[Any]):
    """A screen. Subclasses name their `KEYS`, compose their `body`, and `reload` what they
    show; `styles/<module name>.tcss` is theirs.
    """

    KEYS: ClassVar[tuple[Command, ...]] = ()

    def __init_subclass__(cls, **options: Any) -> None:
        commands = _without_repeats((*cls.KEYS, *EVERYWHERE))
        bindings: list[BindingType] = [command.binding() for command in commands]
        cls.BINDINGS = bindings
        sheet = styles_dir() / f"{Path(str(sys.modules[cls.__module__].__file__)).stem}.tcss"
        if sheet.is_file():
            cls.CSS_PATH = sheet
        super().__init_subclass__(**options)

    if TYPE_CHECKING:
        app: getters.app[Host]
    top_line = getters.query_one(TopLine)
    notice = getters.query_one(Notice)
    command_bar = getters.query_one(CommandBar)

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Vertical(id="body"):
            yield from self.body()
        with Vertical(id="foot"):
            yield Notice()
            yield CommandBar()

    def body(self) -> Iterable[Any]:
        """The screen's own widgets."""
        return ()

    arrived = False
    """Whether the screen's widgets are there. (Textual's `is_mounted` is still false in `on_mount`,
    where the commands are shown for the first time.)
    """

    async def on_mount(self) -> None:
        self.arrived = True
        self.notice.display = False
        steady_cursor(self)
        try:
            await self.reload()
        except Unseated:
            return  # the entrance is on its way
        except SoptuiError as error:
            self.notice.trouble(error)
        else:
            self.settle_in()
        self.show_time()
        self.show_commands()

    # What subclasses say

    def settle_in(self) -> None:
        """Put the focus where work begins. (Textual calls every class's `on_mount`, so subclasses
        must not have one that calls this one again.)
        """

    def heading(self) -> str:
        """What the top line names."""
        return self.app.office_name

    async def reload(self) -> None:
        """Read what is shown from the desk and show it."""

    def allowed(self, action: str) -> bool:
        """Whether this person may do `action` here and now; what they may not is not offered."""
        del action
        return True

    # What all of them do

    @property
    def desk(self) -> Desk:
        """The desk with the signed-in person at it."""
        return self.app.desk

    async def at_desk(
        self, act: Callable[Concatenate[Desk, P], T], *args: P.args, **options: P.kwargs
    ) -> T:
        """Do `act` at the desk, in the database's own thread."""
        try:
            outcome = await self.app.backstage.run(act, self.desk, *args, **options)
        except Unseated as error:
            self.app.turn_out(error)
            if active_worker.get(None) is not None:
                raise asyncio.CancelledError from error  # nothing is left to go on with
            raise
        if not self.is_attached:
            raise asyncio.CancelledError  # the screen was left meanwhile: nothing to show it on
        return outcome

    async def attempt(self, act: Awaitable[T]) -> T | None:
        """The outcome of `act`, or None after its failure has been told in the answer line."""
        try:
            return await act
        except SoptuiError as error:
            self.notice.trouble(error)
            return None

    async def succeeds(self, act: Awaitable[object]) -> bool:
        """Whether `act` worked; its failure has been told in the answer line."""
        try:
            await act
        except SoptuiError as error:
            self.notice.trouble(error)
            return False
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Textual's question whether a key works; a command that is not allowed does not."""
        del parameters
        own = {command.name for command in self.KEYS}
        return self.allowed(action) if action in own else True

    def commands(self) -> tuple[Command, ...]:
        """The commands that work here and now."""
        known = _without_repeats((*self.KEYS, *EVERYWHERE))
        return tuple(command for command in known if self.check_action(command.name, ()))

    def show_commands(self) -> None:
        """Bring the command bar up to date."""
        self.command_bar.tell([command for command in self.commands() if command.barred])

    def show_time(self) -> None:
        """Bring the top line up to date."""
        self.top_line.tell(self.heading(), self.app.clock.now(), self.app.person_name)

    async def action_run_command(self, action: str) -> None:
        """A click in the command bar: the same as its key."""
        if self.check_action(action.partition("(")[0], ()):
            await self.run_action(f"screen.{action}")

    async def action_back(self) -> None:
        """Leave the screen."""
        self.dismiss()

    def action_help(self) -> None:
        """Open the help of this screen."""
        from soptui.tui.dialogs.help import Help

        self.app.push_screen(Help(self.commands(), self.title or ""))

    async def action_switch_language(self) -> None:
        """Speak the other language, here and for this person from now on."""
        await self.app.switch_language()

    @on(StoreChanged)
    async def _on_store_changed(self, event: StoreChanged) -> None:
        event.stop()
        await self.attempt(self.reload())
        self.show_commands()

    @on(Tick)
    def _on_tick(self, event: Tick) -> None:
        event.stop()
        self.show_time()
        self.tick(event)

    def tick(self, event: Tick) -> None:
        """A second has passed: update what counts down, and only that."""


def _without_repeats(commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """The screen's own word for a key outranks the general one."""
    return tuple({command.keys: command for command in reversed(commands)}.values())[::-1]
