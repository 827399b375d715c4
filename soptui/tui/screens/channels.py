"""Kanal: where the program posts by itself, and where a person does. For administrators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from textual import getters, on, work
from textual.content import Content
from textual.widgets import OptionList, Rule, Static

from soptui.channels.connecting import Asking, plugins
from soptui.channels.known import OTHER, is_website
from soptui.channels.templates import template_of
from soptui.desk.office import read_website, set_website
from soptui.desk.publication.connections import (
    ConnectionView,
    ask_connection,
    connect_channel,
    disconnect_channel,
    read_connections,
)
from soptui.desk.publication.offered import drop_channel, name_channel, read_offered
from soptui.desk.publication.wording import Wording, compose_after, read_wording, set_hashtags
from soptui.i18n import N_, _
from soptui.sop.hashtags import shown
from soptui.sop.release import Part
from soptui.sop.roles import Permission
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.token_health import Token, TokenState, phrase, warnings
from soptui.tui.channel_words import channel_name, token_mark
from soptui.tui.commands import Command
from soptui.tui.dialogs.ask import Ask
from soptui.tui.dialogs.confirm import Confirm
from soptui.tui.dialogs.connection import ConnectionBox
from soptui.tui.dialogs.template import TemplateBox
from soptui.tui.format import full, near
from soptui.tui.inert_text import inert
from soptui.tui.option_rows import show_rows
from soptui.tui.screens.channels_logo import LogoActs

NAME = 12
EXAMPLE: Mapping[str, str] = {
    Part.TITLE: "Pelatihan las angkatan IV dibuka di BLK Bantul",
    Part.LEAD: "Bantul – Dua puluh pencari kerja mulai berlatih mengelas selama tiga puluh hari.",
    Part.BODY: "Peserta diuji di akhir pelatihan.",
}
"""A release that nobody wrote, to show what a template makes: Indonesian, as the public reads."""


class ChannelsScreen(LogoActs):
    """One row a channel; a network that can be connected is, or is posted to by hand."""

    KEYS: ClassVar[tuple[Command, ...]] = (
        Command("c", "connect", N_("Connect"),
                N_("Let the program post there by itself; it asks for the account first.")),
        Command("t", "test", N_("Test"), N_("Ask the network whose account it is.")),
        Command("x", "disconnect", N_("Disconnect"),
                N_("Post there by hand again; the token is forgotten.")),
        Command("a", "address", N_("Address"),
                N_("Say where the public finds the website; some networks take files there.")),
        Command("n", "name", N_("Another"),
                N_("Name a channel that the program does not know; people post there by hand.")),
        Command("w", "wording", N_("Template"),
                N_("Say how the first text of the channel is composed, in every release.")),
        Command("h", "hashtags", N_("Hashtags"), N_("Write the hashtags of every release.")),
        Command("l", "logo", N_("Logo"), N_("Draw the office's logo on pictures, or not.")),
        Command("delete", "drop", N_("Drop"), N_("Offer a channel of the office's no more.")),
        Command("escape", "back", N_("Back"), N_("Back to the board.")),
    )  # fmt: skip

    rows = getters.query_one(OptionList)

    def __init__(self) -> None:
        super().__init__()
        self._connected: Mapping[str, ConnectionView] = {}
        self._wording = Wording({}, ())
        self._width = NAME
        self._address = ""

    def body(self) -> Iterable[Any]:
        yield Static(Content(_("Where the program posts by itself")), classes="title")
        yield OptionList()
        yield Rule(line_style="solid")
        yield Static(id="about")

    def heading(self) -> str:
        return _("Channels · {office}").format(office=self.app.office_name)

    def settle_in(self) -> None:
        self.rows.focus()

    async def reload(self) -> None:
        views = await self.at_desk(read_connections)
        self._connected = {view.channel: view for view in views}
        self._wording = await self.at_desk(read_wording)
        self._address = await self.at_desk(read_website)
        offered = await self.at_desk(read_offered)
        self._width = max(NAME, *(len(channel_name(name)) for name in offered))
        show_rows(self.rows, [(name, self._row(name)) for name in offered])
        self._tell_about()

    def _row(self, name: str) -> Content:
        label = f"{channel_name(name):<{self._width}} "
        if name == WEBSITE:
            return Content(label + _("● by itself: pages in the home folder"))
        if (view := self._connected.get(name)) is not None:
            return Content.assemble(label, self._state(view), inert(view.account))
        if name in plugins():
            return Content(label + _("= by hand; C connects it"))
        return Content(label + _("= by hand"))

    def _state(self, view: ConnectionView) -> Content:
        """`● by itself: `, or what is wrong with the token before the account's name."""
        now = self.app.clock.now()
        if view.hindered:
            return Content(_("= by hand: the website has no address;") + " ")
        for warning in warnings([view.token], now):
            return Content.assemble(token_mark(warning), " ", phrase(warning, now), " · ")
        return Content(_("● by itself:") + " ")

    @property
    def _chosen(self) -> str:
        option = self.rows.highlighted_option
        return str(option.id) if option else ""

    @property
    def _is_worded(self) -> bool:
        """Whether the channel has texts of its own."""
        return bool(self._chosen) and not is_website(self._chosen)

    @on(OptionList.OptionHighlighted)
    def _tell_about(self) -> None:
        words = ""
        if self._chosen in plugins():
            words = _("The token is kept in the keyring and shown nowhere.")
            if (view := self._connected.get(self._chosen)) is not None:
                words = "\n".join([words, *_token_lines(view.token, self.app.clock.now())])
        elif self._chosen == WEBSITE:
            words = self._address or _("It has no public address yet; A says which.")
        elif self._chosen:
            words = _(
                "The program does not post there by itself; it prepares a folder for whoever does."
            )
        content = Content(words)
        if self._is_worded:
            lines = template_of(self._chosen, self._wording.templates).splitlines()
            template = " / ".join(line for line in lines if line)
            head = _("Its texts are composed after (W: change):")
            content += Content.assemble("\n\n", (head, "$muted"), "\n", inert(template))
        self.query_one("#about", Static).update(content)
        self.show_commands()

    def allowed(self, action: str) -> bool:
        if action == "back":
            return True
        person = self.app.person
        if person is None or not person.actor.may(Permission.MANAGE_OFFICE) or not self.arrived:
            return False
        if action in {"name", "hashtags", "logo"}:
            return True
        if action == "drop":
            return self._chosen.startswith(OTHER)
        if action == "wording":
            return self._is_worded
        if action == "connect":
            return self._chosen in plugins()
        if action == "address":
            return self._chosen == WEBSITE
        return self._chosen in self._connected

    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        if self.allowed("connect"):
            self.action_connect()

    @work(exclusive=True, group="act")
    async def action_connect(self) -> None:
        """Ask for what the network has to know, try it, keep it."""
        channel, accounts = self._chosen, []

        async def accept(settings: Mapping[str, str], secret: str, asking: Asking) -> None:
            accounts.append(await self.app.backstage.run_aside(
                connect_channel, self.desk, channel, settings, secret, asking=asking))  # fmt: skip

        view = self._connected.get(channel)
        box = ConnectionBox(channel, accept, view.settings if view else None)
        if await self.app.push_screen_wait(box):
            self.notice.good(_("Connected to {account}; approved releases go there by themselves.")
                             .format(account=accounts[-1]))  # fmt: skip
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_test(self) -> None:
        """Ask the network whose account it is."""
        asking = self.app.backstage.run_aside(ask_connection, self.desk, self._chosen)
        account = await self.attempt(asking)
        if account is not None:
            self.notice.good(_("It answers: {account}.").format(account=account))
        await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_name(self) -> None:
        """Ask what the office calls a channel that the program does not know."""
        typed: str | None = await self.app.push_screen_wait(
            Ask(_("What is the channel called? People post there by hand."))
        )
        if typed and await self.succeeds(self.at_desk(name_channel, typed)):
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_wording(self) -> None:
        """Say how the first text of the channel is composed; an example shows what comes of it."""
        channel, example = self._chosen, EXAMPLE

        def tried(template: str) -> str:
            return compose_after(template, channel, self._wording, example).text

        if await self.app.push_screen_wait(TemplateBox(channel, self._wording, tried)):
            self.notice.good(_("Texts for {channel} are composed after it from now on.").format(
                channel=channel_name(channel)))  # fmt: skip
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_hashtags(self) -> None:
        """Ask for the hashtags of every release."""
        question = _("Which hashtags has every release? Blanks part them; none: leave it empty.")
        typed: str | None = await self.app.push_screen_wait(
            Ask(question, value=shown(self._wording.hashtags), may_be_empty=True)
        )
        if typed is None:
            return
        tags = await self.attempt(self.at_desk(set_hashtags, typed))
        if tags is not None:
            told = _("Every release has: {tags}").format(tags=shown(tags) or _("none yet"))
            self.notice.good(told)
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_address(self) -> None:
        """Ask where the public finds the website."""
        typed: str | None = await self.app.push_screen_wait(
            Ask(_("Where does the public find the website? Empty: nowhere yet."),
                value=self._address, may_be_empty=True)
        )  # fmt: skip
        if typed is not None and await self.succeeds(self.at_desk(set_website, typed)):
            await self.attempt(self.reload())

    async def action_drop(self) -> None:
        """Offer it no more; what was chosen for it stays."""
        if await self.succeeds(self.at_desk(drop_channel, self._chosen)):
            await self.attempt(self.reload())

    @work(exclusive=True, group="act")
    async def action_disconnect(self) -> None:
        """Forget the token."""
        channel = self._chosen
        question = _("Disconnect {channel}? It is posted to by hand from then on.")
        asked = question.format(channel=channel_name(channel))
        if await self.app.push_screen_wait(Confirm(asked)):
            if await self.succeeds(self.at_desk(disconnect_channel, channel)):
                self.notice.good(_("{channel} is disconnected.").format(
                    channel=channel_name(channel)))  # fmt: skip
            await self.attempt(self.reload())


def _token_lines(token: Token, now: datetime) -> Iterator[str]:
    """When the network was asked, and until when the token works."""
    if token.asked_at is not None:
        asked = near(token.asked_at, now)
        yield (
            _("It could not be asked: {time}.").format(time=asked)
            if token.state is TokenState.UNASKED
            else _("Asked last: {time}; it is asked once a day.").format(time=asked)
        )
    if token.expires_at is not None:
        yield _("The token works until {time}.").format(time=full(token.expires_at))
