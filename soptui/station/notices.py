"""Telling people that something waits for them: one turn, and the thread that takes turns."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from soptui.desk.context import Desk
from soptui.desk.notices.addresses import MESSENGER_END, messenger_url
from soptui.desk.notices.health import kept_server
from soptui.desk.notices.mail import open_line
from soptui.desk.notices.occasions import read_occasions
from soptui.errors import SoptuiError
from soptui.notices.message import Notice
from soptui.notices.messenger import tell_messenger
from soptui.notices.trouble import OF_SERVER, Trouble, Undelivered
from soptui.sop.letter import write_letter
from soptui.station.notice_box import (
    Told,
    bring_up_to_date,
    due_letters,
    intend,
    mail_rests,
    put_off,
    recover,
    settle,
    told_to,
)
from soptui.store.tables import NoticeRow, Person

if TYPE_CHECKING:
    from soptui.notices.mail import MailLine
    from soptui.notices.server import MailServer

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 15.0
"""Between turns: the shortest step of the procedure has five minutes."""
PATIENCE_SECONDS: Final = 2.0
"""How long the end of the station waits for a letter under way; its outcome is then unsure."""

OpenLine = Callable[[Desk, "MailServer"], AbstractContextManager["MailLine"]]
Tell = Callable[[Notice, str], None]


class Notices:
    """Sees what needs somebody, and tells them. Blocks for as long as a mail server does."""

    def __init__(
        self, desk: Desk, open_line: OpenLine = open_line, tell: Tell = tell_messenger
    ) -> None:
        self._desk, self._open_line, self._tell = desk, open_line, tell

    def turn(self, stopping: Callable[[], bool] = lambda: False) -> int:
        """Tell what is due; how many letters went out. Raises SoptuiError for the database only."""
        recover(self._desk)
        with self._desk.store.connection():
            server = kept_server()
            people = _reachable(mail=server is not None)
            wanted = told_to(read_occasions(self._desk), people) if people else {}
            bring_up_to_date(self._desk, wanted)
            now = self._desk.now()
            letters, rests = due_letters(now), mail_rests(now)
        by_mail = [rows for rows in letters if not _is_messenger(rows[0].person)]
        others = [rows for rows in letters if _is_messenger(rows[0].person)]
        sent = sum(self._by_messenger(rows, wanted) for rows in others if not stopping())
        if by_mail and server is not None and not rests and not stopping():
            sent += self._by_mail(server, by_mail, wanted, stopping)
        return sent

    def _by_mail(
        self, server: MailServer, letters: Sequence[Sequence[NoticeRow]], wanted: Told,
        stopping: Callable[[], bool],
    ) -> int:  # fmt: skip
        """All of them over one line; where the server itself does not work the rest waits."""
        sent = 0
        left = list(letters)
        try:
            with ExitStack() as stack:
                line = stack.enter_context(self._open_line(self._desk, server))
                while left and not stopping():
                    rows = left.pop(0)
                    sent += self._send(rows, wanted, line.send)
        except Undelivered as error:
            self._put_off(left, error.trouble)
        return sent

    def _by_messenger(self, rows: Sequence[NoticeRow], wanted: Told) -> bool:
        url = messenger_url(self._desk, rows[0].person)
        try:
            return self._send(rows, wanted, lambda notice: self._tell(notice, url))
        except Undelivered:
            return False

    def _send(
        self, rows: Sequence[NoticeRow], wanted: Told, send: Callable[[Notice], None]
    ) -> bool:
        """Whether the letter went out. Raises Undelivered where no other would go out either."""
        occasions = [wanted[row.key] for row in rows]
        token = intend(self._desk, rows)
        notice = Notice(rows[0].person.address, write_letter(occasions), token,
                        self._desk.now())  # fmt: skip
        try:
            send(notice)
        except Undelivered as error:
            log.warning("notice: %s", error.trouble)
            settle(self._desk, rows, error.trouble)
            if error.trouble in OF_SERVER:
                raise
            return False
        except Exception as error:  # a fault in the program: nobody knows how far it came
            log.exception("notice: %s", type(error).__name__)
            settle(self._desk, rows, Trouble.UNSURE)
            return False
        settle(self._desk, rows, None)
        return True

    def _put_off(self, letters: Sequence[Sequence[NoticeRow]], trouble: Trouble) -> None:
        with self._desk.store.transaction():
            for rows in letters:
                put_off(rows, trouble, self._desk.now())


class NoticeWatch:
    """Takes turns beside the deliveries, in a thread: a mail server that hangs holds nobody up."""

    def __init__(self, notices: Notices, look_seconds: float = LOOK_SECONDS) -> None:
        self._notices, self._look_seconds = notices, look_seconds
        self._stop = Event()
        self._thread = Thread(target=self._run, name="notices", daemon=True)

    def start(self) -> None:
        """Begin to tell."""
        self._thread.start()

    def close(self) -> None:
        """Tell no more."""
        self._stop.set()
        self._thread.join(PATIENCE_SECONDS)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._notices.turn(self._stop.is_set)
            except SoptuiError as error:  # a busy database or full disk now: again in a moment
                log.warning("notices: %s", type(error).__name__)
            except Exception:  # a fault in the program must not leave everybody untold
                log.exception("notices")
            self._stop.wait(self._look_seconds)


def _reachable(*, mail: bool) -> set[int]:
    """Who wants notices and can be told. Call it inside a connection."""
    rows = Person.select().where(Person.active & Person.told & (Person.address != ""))
    return {row.id for row in rows if mail or _is_messenger(row)}


def _is_messenger(person: Person) -> bool:
    return bool(person.address.endswith(MESSENGER_END))
