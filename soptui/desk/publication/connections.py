"""Connecting the office's accounts: tried out first, then kept, the secret in the keyring alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from soptui.channels.connecting import NOBODY, Asking, Connected, Expiring, connect, plugins
from soptui.channels.registry import by_hand, channels
from soptui.channels.tokens import Renewing
from soptui.channels.website.address import base_of
from soptui.desk.context import Desk, person_of
from soptui.desk.office import read_office
from soptui.desk.publication.keeper import SERVICE, SecretKeeper
from soptui.desk.publication.tokens import keep_answer, require_working, resume, token_of
from soptui.errors import InvalidInput, NotFound, Refused, SoptuiError, TokenRefused
from soptui.i18n import _
from soptui.sop.office import Office
from soptui.sop.roles import Permission
from soptui.sop.token_health import Token, TokenState
from soptui.store.tables import Connection
from soptui.store.trail import record

if TYPE_CHECKING:
    import httpx

    from soptui.channels.contract import Channel


@dataclass(frozen=True, slots=True)
class ConnectionView:
    """A connected account. `settings` is what was typed, but for the secret."""

    channel: str
    account: str
    connected_at: datetime
    token: Token
    settings: Mapping[str, str]
    hindered: bool = False
    """Posted to by hand all the same: it takes its files from a website that has no address."""


def read_connections(desk: Desk) -> tuple[ConnectionView, ...]:
    """The accounts that the program posts to by itself."""
    with desk.look():
        return tuple(ConnectionView(row.channel, row.account, row.connected_at, token_of(row),
                                    row.settings, lacks_website(row.channel))
                     for row in Connection.select().order_by(Connection.id))  # fmt: skip


def lacks_website(channel: str) -> bool:
    """Whether the network takes its files from the office's website, and that has no public
    address. Call it inside a connection.
    """
    plugin, office = plugins().get(channel), read_office() or Office("")
    return plugin is not None and plugin.fetches and not base_of(office.website)


def connect_channel(
    desk: Desk,
    channel: str,
    settings: Mapping[str, str],
    secret: str,
    *,
    asking: Asking = NOBODY,
    transport: httpx.BaseTransport | None = None,
) -> str:
    """Ask the network whose account it is, then keep it; the account's name. Slow: a thread.

    `asking` is the person who says yes on the network's own page, where that is needed.
    Raises InvalidInput for what is missing, and as channels do when the network says no.
    """
    desk.actor.require(Permission.MANAGE_OFFICE)
    if channel not in plugins():
        raise InvalidInput(_("The program cannot post to this channel by itself."))
    for question in plugins()[channel].questions:
        if not (secret if question.secret else settings.get(question.key, "")).strip():
            raise InvalidInput(
                _("“{field}” is still empty.").format(field=_(question.label)),
                remedy=_("Fill it in, then try again."),
            )
    with desk.store.connection():
        hindered = lacks_website(channel)
    if hindered:
        raise InvalidInput(
            _("This network takes its files from the office's website, which has no public "
              "address yet."),
            remedy=_("Enter it in Channels with A beside the website, then try again."),
        )  # fmt: skip
    tidy = {key: text.strip() for key, text in settings.items()}
    secret = secret.strip()
    if (authorise := plugins()[channel].authorise) is not None:
        secret = authorise(tidy, secret, asking, transport)
    made = connect(channel, tidy, secret, transport=transport)
    account = cast("Connected", made).check()
    with desk.act(Permission.MANAGE_OFFICE) as now:
        desk.secrets().set_password(SERVICE, channel, secret)  # with the row: nobody renews it now
        Connection.insert(channel=channel, settings=tidy, account=account, asked_at=now,
                          expires_at=_end(made), connected_by=person_of(desk.actor),
                          connected_at=now).on_conflict_replace().execute()  # fmt: skip
        record(desk.actor, now, "connect_channel", channel, account=account)
        resume(channel, now)
    return account


def disconnect_channel(desk: Desk, channel: str) -> None:
    """Post there by hand again; the secret is forgotten."""
    with desk.act(Permission.MANAGE_OFFICE) as now:
        if not Connection.delete().where(Connection.channel == channel).execute():
            raise NotFound(_("This channel is not connected."))
        record(desk.actor, now, "disconnect_channel", channel)
        resume(channel, now)
    store = desk.secrets()
    if store.get_password(SERVICE, channel) is not None:
        store.delete_password(SERVICE, channel)


class OfficeChannels(Mapping[str, "Channel"]):
    """Every channel by its name, as the office has connected it at this moment: a station sees what
    an administrator changes without being started anew.
    """

    def __init__(self, desk: Desk, *, transport: httpx.BaseTransport | None = None) -> None:
        self._desk, self._transport = desk, transport
        self._by_hand = channels(desk.home)

    def __getitem__(self, name: str) -> Channel:
        row: Connection | None = Connection.get_or_none(Connection.channel == name)
        if row is None or lacks_website(name):
            return self.of_a_person(name)
        require_working(row, self._desk.now())
        return connected(self._desk, row, transport=self._transport)

    def of_a_person(self, name: str) -> Channel:
        """The channel as somebody posts to it by hand, whether it is connected or not."""
        channel = self._by_hand.get(name) or by_hand(self._desk.home, name)
        if channel is None:
            raise KeyError(name)
        return channel

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_hand)

    def __len__(self) -> int:
        return len(self._by_hand)


def posts_by_itself(channel: str) -> bool:
    """Whether the program posts to `channel`. Call it inside a connection."""
    connected = Connection.select().where(Connection.channel == channel).exists()
    return bool(connected) and not lacks_website(channel)


def ask_connection(
    desk: Desk, channel: str, *, transport: httpx.BaseTransport | None = None
) -> str:
    """The account's name, after the network was asked. Slow: a thread. Raises as channels do."""
    desk.actor.require(Permission.MANAGE_OFFICE)
    return ask(desk, channel, Permission.MANAGE_OFFICE, transport=transport)


def ask(
    desk: Desk, channel: str, by: Permission, *, transport: httpx.BaseTransport | None = None
) -> str:
    """The account's name; whether the token works, and until when, is kept. Raises as channels do,
    NotFound where it is not connected.
    """
    with desk.store.connection():
        row: Connection | None = Connection.get_or_none(Connection.channel == channel)
    if row is None:
        raise NotFound(_("This channel is not connected."))
    try:
        made = connected(desk, row, transport=transport)
        account = cast("Connected", made).check()
    except (TokenRefused, Refused):
        keep_answer(desk, channel, TokenState.REFUSED, None, by)
        raise
    except SoptuiError:
        keep_answer(desk, channel, TokenState.UNASKED, None, by)
        raise
    keep_answer(desk, channel, TokenState.OK, _end(made), by)
    return account


def connected(
    desk: Desk, row: Connection, *, transport: httpx.BaseTransport | None = None
) -> Channel:
    """The channel of a connection. Raises TokenRefused where its secret is gone."""
    keeper = SecretKeeper(desk, row.channel)
    made = connect(row.channel, row.settings, keeper.read(), transport=transport)
    if isinstance(made, Renewing):
        made.keep_with(keeper)
    return made


def _end(channel: Channel) -> datetime | None:
    return channel.expires() if isinstance(channel, Expiring) else None
