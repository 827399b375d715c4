"""A letter as a mail program reads it. Nothing that was typed can end a header."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from soptui.clock import local
from soptui.sop.inert import in_one_line
from soptui.sop.letter import Letter


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter to one address. `token` is the same at every try, so that whoever gets it twice
    sees it once: mail programs fold what has the same Message-ID.
    """

    to: str
    letter: Letter
    token: str
    written_at: datetime


def message_bytes(notice: Notice, sender: str, office: str) -> bytes:
    """The message with CRLF line ends, in 7 bits."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(in_one_line(office), addr_spec=sender)
    message["To"] = Address(addr_spec=notice.to)
    message["Subject"] = in_one_line(notice.letter.subject)
    message["Date"] = local(notice.written_at)
    message["Message-ID"] = f"<{notice.token}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(notice.letter.body, cte="quoted-printable")
    return message.as_bytes()
