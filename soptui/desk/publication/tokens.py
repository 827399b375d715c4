"""How connected channels' tokens are: what the networks answered, kept, warned of, waited for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from soptui.channels.known import network_of
from soptui.desk.context import Desk
from soptui.errors import TokenRefused
from soptui.i18n import N_, _
from soptui.sop.finding import Finding, Level
from soptui.sop.roles import Permission
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.token_health import (
    ONE_DAY,
    WAITING,
    Stage,
    Token,
    TokenState,
    TokenWarning,
    after,
    phrase,
    stage,
    warnings,
)
from soptui.store.tables import Connection, Delivery
from soptui.store.trail import record

TOPIC: Final = "channels"
CONNECT_ANEW: Final = N_("The administrator connects the channel anew; then it goes on by itself.")
WHOM: Final = (Permission.MANAGE_OFFICE, Permission.PUBLISH)
"""Whoever may do one of these is warned: the administrator, the web manager, the station."""


def token_of(row: Connection) -> Token:
    """What is known of a connection's token."""
    return Token(row.channel, row.token_state, row.asked_at, row.expires_at)


def token_warnings(desk: Desk) -> tuple[TokenWarning, ...]:
    """What whoever sits here is to be warned of, the most pressing first."""
    if not any(map(desk.actor.may, WHOM)):
        return ()
    with desk.look() as now:
        return warnings(map(token_of, Connection.select()), now)


def require_working(row: Connection, now: datetime) -> None:
    """Raise TokenRefused while the channel waits for being connected anew. Whoever connects it, or
    an answer that is well again, does not wait for the end of that day.
    """
    if stage(token_of(row), now) in WAITING:
        raise TokenRefused(
            _("The token of {channel} does not work any more; nothing was sent.").format(
                channel=label_of(row.channel)
            ),
            remedy=_(CONNECT_ANEW),
            retry_after=ONE_DAY.total_seconds(),
        )


def keep_answer(
    desk: Desk, channel: str, answer: TokenState, expires_at: datetime | None, by: Permission
) -> None:
    """Write down what the network answered; what waited goes on where it is well again."""
    with desk.act(by) as now:
        row: Connection | None = Connection.get_or_none(Connection.channel == channel)
        if row is None:
            return  # disconnected meanwhile
        waited = stage(token_of(row), now) in WAITING
        row.token_state, row.asked_at = after(row.token_state, answer), now
        row.expires_at = expires_at if answer is TokenState.OK else row.expires_at
        row.save()
        if waited and stage(token_of(row), now) not in WAITING:
            resume(channel, now)
        _warn(desk, row, now)


def note_warnings(desk: Desk) -> None:
    """Put into the trail what came nearer by time alone, each warning once."""
    with desk.store.connection():
        now = desk.now()
        news = [row.channel for row in Connection.select()
                if stage(token_of(row), now) is not row.warned]  # fmt: skip
    for channel in news:
        with desk.act(Permission.PUBLISH) as now:
            row: Connection | None = Connection.get_or_none(Connection.channel == channel)
            if row is not None:
                _warn(desk, row, now)


def token_findings(now: datetime) -> Iterator[Finding]:
    """How every connected channel's token is. Call it inside a connection."""
    for row in Connection.select().order_by(Connection.id):
        name = label_of(row.channel)
        for warning in warnings([token_of(row)], now):
            level = Level.ERROR if warning.stage in WAITING else Level.WARNING
            yield Finding(level, TOPIC, f"{name}: {phrase(warning, now)}.", _(CONNECT_ANEW))
            break
        else:
            if row.token_state is TokenState.UNASKED:
                yield Finding(Level.WARNING, TOPIC, _("{channel} could not be asked whether its "
                              "token works.").format(channel=name))  # fmt: skip
            else:
                yield Finding(Level.OK, TOPIC, _("The token of {channel} works.").format(
                    channel=name))  # fmt: skip


def label_of(channel: str) -> str:
    """What people call a network; the name where nobody knows it."""
    network = network_of(channel)
    return network.label if network else channel


def doubt(desk: Desk, channel: str) -> None:
    """A delivery was told that the token does not work: let the network be asked soon."""
    with desk.store.transaction():
        Connection.update(asked_at=None).where(
            (Connection.channel == channel) & (Connection.token_state != TokenState.REFUSED)
        ).execute()


def resume(channel: str, now: datetime) -> None:
    """Let what waits for `channel` be tried now. Call it inside the transaction of the change."""
    states = (DeliveryState.WAITING, DeliveryState.UNKNOWN, DeliveryState.ASSISTED)
    Delivery.update(next_at=now).where(
        (Delivery.channel == channel)
        & Delivery.state.in_(states)
        & Delivery.next_at.is_null(False)
        & (Delivery.next_at > now)
    ).execute()


def _warn(desk: Desk, row: Connection, now: datetime) -> None:
    """One event for each change of what is warned of. Call it inside a transaction."""
    found = stage(token_of(row), now)
    if found is row.warned:
        return
    Connection.update(warned=found).where(Connection.id == row.id).execute()
    action = "token_well" if found is Stage.WELL else "token_warning"
    until = row.expires_at.isoformat(timespec="seconds") if row.expires_at else ""
    record(desk.actor, now, action, row.channel, stage=found.value, until=until)
