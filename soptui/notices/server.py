"""The office's mail server: what is kept of it; its password is in the keyring."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final

from soptui.errors import InvalidInput
from soptui.i18n import N_, _
from soptui.notices.address import tidy_mail


class Security(StrEnum):
    """How the line to the server is kept private."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


SECURITY_NAMES: Final = {
    Security.TLS: N_("TLS from the start (usually port 465)"),
    Security.STARTTLS: N_("STARTTLS (usually port 587)"),
    Security.NONE: N_("none: a server on this machine only"),
}
PORTS: Final = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}
THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in. `user` is empty where the server asks for none."""

    host: str
    port: int
    security: Security
    sender: str
    user: str = ""

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine."""
        return self.host.lower() in THIS_MACHINE

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> MailServer:
        return cls(**{**kept, "security": Security(kept["security"])})


def mail_server(
    host: str, port: str, security: Security, sender: str, user: str, password: str
) -> MailServer:
    """What was typed, checked. Raises InvalidInput, naming the field."""
    name, login = host.strip(), user.strip()
    if not _HOST.fullmatch(name):
        raise InvalidInput(
            _("This is not the name of a mail server."), remedy=_("Write it as mail.dinas.go.id.")
        )
    if security is Security.NONE and name.lower() not in THIS_MACHINE:
        raise InvalidInput(
            _("Without encryption only a server on this machine is used."),
            remedy=_("Choose TLS or STARTTLS."),
        )
    number = port.strip() or str(PORTS[security])
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 65536):
        raise InvalidInput(_("A port is a number from 1 to 65535."))
    address = tidy_mail(sender)
    if not address:
        raise InvalidInput(_("The sender's address is still empty."), remedy=_("Fill it in."))
    if not (login + password).isascii() or not (login + password).isprintable():
        raise InvalidInput(
            _("Mail servers take users and passwords of plain letters, digits and signs only.")
        )
    if bool(login) != bool(password):
        raise InvalidInput(
            _("User and password belong together."), remedy=_("Fill in both, or neither.")
        )
    return MailServer(name, int(number), security, address, login)
