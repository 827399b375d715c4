"""How notices go: what hinders them, for the board and the doctor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from peewee import fn

from soptui.desk.context import Desk
from soptui.i18n import _
from soptui.notices.server import MailServer
from soptui.notices.trouble import WORDS, Trouble
from soptui.sop.finding import Finding, Level
from soptui.sop.notice import NoticeState
from soptui.sop.roles import Permission
from soptui.store.tables import MailRow, NoticeRow, Person

TOPIC: Final = "notices"
WHOM: Final = (Permission.MANAGE_OFFICE, Permission.PUBLISH)
"""Whoever may do one of these hears of it: the administrator, the web manager."""
PATIENT_TRIES: Final = 4
"""So often a server may ask to come back later before anybody hears of it."""


def kept_server() -> MailServer | None:
    """The server that was entered last. Call it inside a connection."""
    row = MailRow.select().order_by(MailRow.id.desc()).first()
    return None if row is None else MailServer.from_json(row.settings)


def notice_trouble() -> Trouble | None:
    """Why the notice that waits longest did not go out, if one was tried in vain; being asked to
    come back later is no trouble at first. Call it inside a connection.
    """
    in_vain = (NoticeRow.error != "") & (
        (NoticeRow.error != Trouble.LATER) | (NoticeRow.attempts > PATIENT_TRIES)
    )
    row = (
        NoticeRow.select()
        .where((NoticeRow.state == NoticeState.WAITING) & in_vain)
        .order_by(NoticeRow.id)
        .first()
    )
    return None if row is None else Trouble(row.error)


def stuck_notices(desk: Desk) -> Trouble | None:
    """Why notices wait, for whoever sits here and may do something about it."""
    if not any(map(desk.actor.may, WHOM)):
        return None
    with desk.look():
        return notice_trouble()


def notice_findings() -> Iterator[Finding]:
    """How notices go; nothing where none are sent. Call it inside a connection."""
    trouble = notice_trouble()
    if trouble is not None:
        happened, remedy = WORDS[trouble]
        yield Finding(Level.WARNING, TOPIC, _(happened), _(remedy))
    elif kept_server() is not None:
        yield Finding(Level.OK, TOPIC, _("Notices go out by e-mail."))
    for name in refused_people():
        yield Finding(
            Level.WARNING,
            TOPIC,
            _("The last notice to {name} was refused for good.").format(name=name),
            _(WORDS[Trouble.RECIPIENT][1]),
        )


def refused_people() -> list[str]:
    """Whose last notice was refused. Call it inside a connection."""
    newest = NoticeRow.select(fn.MAX(NoticeRow.id)).group_by(NoticeRow.person)
    rows = (
        NoticeRow.select(NoticeRow, Person)
        .join(Person)
        .where(NoticeRow.id.in_(newest) & (NoticeRow.state == NoticeState.REFUSED))
        .order_by(Person.name)
    )
    return [str(row.person.name) for row in rows if row.person.address]
