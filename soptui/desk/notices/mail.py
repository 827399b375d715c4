"""The office's mail server: tried first, then kept, its password in the keyring alone."""

from __future__ import annotations

import secrets
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from soptui.desk.context import Desk, person_of
from soptui.desk.notices.health import kept_server, notice_trouble
from soptui.desk.office import read_office
from soptui.errors import InvalidInput, NotFound
from soptui.i18n import _
from soptui.notices.address import tidy_mail
from soptui.notices.mail import MailLine, mail_line
from soptui.notices.message import Notice
from soptui.notices.server import MailServer
from soptui.notices.trouble import Trouble, Undelivered
from soptui.sop.letter import trial_letter
from soptui.sop.notice import NoticeState
from soptui.sop.roles import Permission
from soptui.store.tables import MailRow, NoticeRow, Person
from soptui.store.trail import record

if TYPE_CHECKING:
    import ssl

SERVICE: Final = "soptui-notices"
MAIL: Final = "mail"


@dataclass(frozen=True, slots=True)
class MailView:
    """How notices go: the server, None before it was entered; how many people may sign in, of how
    many an address is known, how many turned it off; how many notices wait, and why.
    """

    server: MailServer | None
    people: int = 0
    known: int = 0
    left_alone: int = 0
    waiting: int = 0
    trouble: Trouble | None = None
    last_sent_at: datetime | None = None


def read_mail(desk: Desk) -> MailView:
    """The server and how it does."""
    with desk.look():
        waiting = NoticeRow.select().where(NoticeRow.state == NoticeState.WAITING).count()
        last = (
            NoticeRow.select(NoticeRow.done_at)
            .where(NoticeRow.state == NoticeState.SENT)
            .order_by(NoticeRow.done_at.desc())
            .first()
        )
        people = list(Person.select().where(Person.active))
        return MailView(
            server=kept_server(),
            people=len(people),
            known=sum(bool(row.address) for row in people),
            left_alone=sum(bool(row.address) and not row.told for row in people),
            waiting=waiting,
            trouble=notice_trouble(),
            last_sent_at=last.done_at if last else None,
        )


def set_mail(
    desk: Desk, server: MailServer, password: str, *, tls: ssl.SSLContext | None = None
) -> None:
    """Sign in there, then keep it. Slow: a thread. Raises Undelivered where it does not work."""
    desk.actor.require(Permission.MANAGE_OFFICE)
    with mail_line(server, password, _office_name(desk), tls=tls):
        pass
    if password:
        desk.secrets().set_password(SERVICE, MAIL, password)
    else:
        _forget_password(desk)
    with desk.act(Permission.MANAGE_OFFICE) as now:
        MailRow.delete().execute()
        MailRow.create(settings=server.to_json(), set_by=person_of(desk.actor), set_at=now)
        NoticeRow.update(next_at=now).where(NoticeRow.state == NoticeState.WAITING).execute()
        record(desk.actor, now, "set_mail", server.host, port=server.port,
               security=server.security.value)  # fmt: skip


def forget_mail(desk: Desk) -> None:
    """Tell nobody by e-mail any more; the password is forgotten."""
    with desk.act(Permission.MANAGE_OFFICE) as now:
        if not MailRow.delete().execute():
            raise NotFound(_("No mail server was entered."))
        record(desk.actor, now, "forget_mail")
    _forget_password(desk)


def send_trial(desk: Desk, to: str, *, tls: ssl.SSLContext | None = None) -> None:
    """A letter that says that letters arrive. Slow: a thread. Raises Undelivered, InvalidInput."""
    desk.actor.require(Permission.MANAGE_OFFICE)
    address = tidy_mail(to)
    if not address:
        raise InvalidInput(_("The address is still empty."), remedy=_("Fill it in."))
    with desk.store.connection():
        server = kept_server()
    if server is None:
        raise NotFound(_("No mail server was entered."))
    token = f"soptui-{secrets.token_hex(12)}"
    with open_line(desk, server, tls=tls) as line:
        line.send(Notice(address, trial_letter(), token, desk.now()))


def open_line(
    desk: Desk, server: MailServer, *, tls: ssl.SSLContext | None = None
) -> AbstractContextManager[MailLine]:
    """A line to `server` with the password from the keyring. Raises Undelivered."""
    password = desk.secrets().get_password(SERVICE, MAIL) or ""
    if server.user and not password:
        raise Undelivered(Trouble.FORGOTTEN)
    return mail_line(server, password, _office_name(desk), tls=tls)


def _office_name(desk: Desk) -> str:
    with desk.store.connection():
        office = read_office()
    return office.name if office else ""


def _forget_password(desk: Desk) -> None:
    store = desk.secrets()
    if store.get_password(SERVICE, MAIL) is not None:
        store.delete_password(SERVICE, MAIL)
