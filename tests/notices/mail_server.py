"""A real SMTP server (aiosmtpd) on this machine: encryption, a password, and faults."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from soptui.notices.server import MailServer, Security

USER, PASSWORD = "soptui", "rahasia-surel-123"
SENDER = "soptui@dinas.example"


@cache
def authority() -> trustme.CA:
    """Who vouches for the certificates of the tests, and for nothing else."""
    return trustme.CA()


def trusting() -> ssl.SSLContext:
    """What a machine knows that trusts the tests' authority."""
    context = ssl.create_default_context()
    authority().configure_trust(context)
    return context


@dataclass
class Mailbox:
    """What came in, and how the server misbehaves next: answers, one a letter."""

    letters: list[EmailMessage] = field(default_factory=list)
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    """Answers instead of taking a letter; `drop` takes it and loses the answer."""
    logins: int = 0
    meanwhile: Callable[[str], None] = lambda _command: None
    """Called with each command for a letter before it is answered."""
    server: MailServer = field(
        default_factory=lambda: MailServer("127.0.0.1", 0, Security.NONE, SENDER)
    )

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.meanwhile("RCPT")
        answer = self.rcpt.pop(0) if self.rcpt else "250 ok"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        answer = self.data.pop(0) if self.data else "250 ok"
        if answer[0] in "2d":
            assert isinstance(envelope.content, bytes)
            message = message_from_bytes(envelope.content, policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.letters.append(message)
        self.meanwhile("DATA")
        if answer == "drop":
            assert server.transport is not None
            server.transport.abort()
        return answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        self.logins += 1
        right = LoginPassword(USER.encode(), PASSWORD.encode())
        return AuthResult(success=given == right, handled=False)


@contextmanager
def mail_server(security: Security = Security.STARTTLS, *, name: str = "localhost",
                port: int = 0) -> Iterator[Mailbox]:  # fmt: skip
    """A server that wants encryption and a password unless `security` is NONE; its certificate is
    for `name`.
    """
    box = Mailbox()
    options: dict[str, Any] = {}
    if security is not Security.NONE:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority().issue_cert(name).configure_cert(context)
        options = {"authenticator": box.authenticate, "auth_required": True}
        if security is Security.TLS:
            options |= {"ssl_context": context, "auth_require_tls": False}
        else:
            options |= {"tls_context": context, "require_starttls": True}
    control = Controller(box, hostname="127.0.0.1", port=port or free_port(), **options)
    control.start()
    user = "" if security is Security.NONE else USER
    box.server = MailServer("localhost", control.port, security, SENDER, user)
    try:
        yield box
    finally:
        control.stop()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
