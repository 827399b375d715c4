"""SMTP as notices need it: one try a call, and known for certain after it what became of it.

Until the letter's last byte is out nothing was sent, whatever happens; from then on until the
server's answer nobody knows (`Trouble.UNSURE`).
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from soptui.notices.message import Notice, message_bytes
from soptui.notices.server import MailServer, Security
from soptui.notices.trouble import Trouble, Undelivered

TIMEOUT_S: Final = 20.0
_DOT: Final = re.compile(rb"(?m)^\.")
_OURSELVES: Final = "[127.0.0.1]"
"""How we greet: the machine's name is nobody's business, and looking it up may take long."""


class MailLine:
    """An open line to the office's mail server."""

    def __init__(self, smtp: smtplib.SMTP, sender: str, office: str) -> None:
        self._smtp, self._sender, self._office = smtp, sender, office

    def send(self, notice: Notice) -> None:
        """Hand one letter in. Raises Undelivered."""
        content = message_bytes(notice, self._sender, self._office)
        with _plainly():
            self._expect(self._smtp.mail(self._sender), Trouble.SENDER)
            self._expect(self._smtp.rcpt(notice.to), Trouble.RECIPIENT)
            self._expect(self._smtp.docmd("DATA"), Trouble.CONTENT, wanted=3)
            self._smtp.send(_DOT.sub(b"..", content) + b".\r\n")
        try:
            answer = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as problem:
            raise Undelivered(Trouble.UNSURE) from problem
        self._expect(answer, Trouble.CONTENT)

    def _expect(self, answer: tuple[int, bytes], no: Trouble, wanted: int = 2) -> None:
        """Raise Undelivered unless the answer begins with `wanted`; with 4 it is a no for now, with
        5 it is `no` for good (RFC 5321, 4.2.1), and with anything else nobody understands it.
        """
        kind = answer[0] // 100
        if kind == wanted:
            return
        with suppress(OSError, smtplib.SMTPException):
            self._smtp.rset()  # the next letter begins anew
        raise Undelivered({4: Trouble.LATER, 5: no}.get(kind, Trouble.UNSURE))


@contextmanager
def mail_line(
    server: MailServer, password: str, office: str, *, tls: ssl.SSLContext | None = None
) -> Iterator[MailLine]:
    """A line to `server`, private and signed in. Raises Undelivered. Slow: a thread."""
    if server.security is Security.NONE and not server.is_here:  # whoever wrote that down
        raise Undelivered(Trouble.NO_ENCRYPTION)
    context = tls or ssl.create_default_context()
    with _plainly():
        smtp = _dial(server, context)
    try:
        with _plainly():
            _prepare(smtp, server, password, context)
        yield MailLine(smtp, server.sender, office)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _dial(server: MailServer, tls: ssl.SSLContext) -> smtplib.SMTP:
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(server.host, server.port, local_hostname=_OURSELVES,
                                timeout=TIMEOUT_S, context=tls)  # fmt: skip
    return smtplib.SMTP(server.host, server.port, local_hostname=_OURSELVES, timeout=TIMEOUT_S)


def _prepare(smtp: smtplib.SMTP, server: MailServer, password: str, tls: ssl.SSLContext) -> None:
    """Greet, make the line private, sign in: never in another order."""
    smtp.ehlo_or_helo_if_needed()
    if server.security is Security.STARTTLS:
        if not smtp.has_extn("starttls") or smtp.starttls(context=tls)[0] != 220:
            raise Undelivered(Trouble.NO_ENCRYPTION)
        smtp.ehlo()
    if server.user:
        smtp.login(server.user, password)


@contextmanager
def _plainly() -> Iterator[None]:
    """What the libraries raise before anything is out, as it is told to people."""
    try:
        yield
    except ssl.SSLCertVerificationError as problem:
        raise Undelivered(Trouble.CERTIFICATE) from problem
    except ssl.SSLError as problem:
        raise Undelivered(Trouble.NO_ENCRYPTION) from problem
    except smtplib.SMTPAuthenticationError as problem:
        final = problem.smtp_code >= 500
        raise Undelivered(Trouble.LOGIN if final else Trouble.UNREACHABLE) from problem
    except smtplib.SMTPNotSupportedError as problem:  # it lets nobody sign in
        raise Undelivered(Trouble.LOGIN) from problem
    except (OSError, smtplib.SMTPException) as problem:
        raise Undelivered(Trouble.UNREACHABLE) from problem
