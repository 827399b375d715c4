"""Why a notice did not go out: short stable codes in the database, sentences on the screen."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from soptui.errors import SoptuiError
from soptui.i18n import N_, _


class Trouble(StrEnum):
    """What hindered a letter."""

    UNREACHABLE = "unreachable"
    NO_ENCRYPTION = "no_encryption"
    CERTIFICATE = "certificate"
    LOGIN = "login"
    FORGOTTEN = "forgotten"
    SENDER = "sender"
    LATER = "later"
    RECIPIENT = "recipient"
    CONTENT = "content"
    UNSURE = "unsure"
    NOT_INSTALLED = "not_installed"
    MESSENGER = "messenger"


OF_SERVER: Final = frozenset({
    Trouble.UNREACHABLE, Trouble.NO_ENCRYPTION, Trouble.CERTIFICATE, Trouble.LOGIN,
    Trouble.FORGOTTEN, Trouble.SENDER, Trouble.NOT_INSTALLED,
})  # fmt: skip
"""No other letter would go out either: the rest is not even tried."""
FOR_GOOD: Final = frozenset({Trouble.RECIPIENT, Trouble.CONTENT})
"""Trying the same letter again changes nothing."""

WORDS: Final = {
    Trouble.UNREACHABLE: (
        N_("The mail server cannot be reached; nothing was sent."),
        N_("Check its name, the port and the network; it is tried again by itself."),
    ),
    Trouble.NO_ENCRYPTION: (
        N_("The mail server offers no encryption here; nothing was sent."),
        N_("Choose the other kind of encryption or another port."),
    ),
    Trouble.CERTIFICATE: (
        N_("The mail server's certificate is not trusted; nothing was sent."),
        N_("Check the server's name, or ask whoever runs it for a valid certificate."),
    ),
    Trouble.LOGIN: (
        N_("The mail server does not accept this user and password; nothing was sent."),
        N_("Enter them anew; some servers want a password made for programs."),
    ),
    Trouble.FORGOTTEN: (
        N_("The password of the mail server is not in the keyring; nothing was sent."),
        N_("Enter the mail server's settings anew."),
    ),
    Trouble.SENDER: (
        N_("The mail server does not let this sender write; nothing was sent."),
        N_("Use the address that belongs to the user."),
    ),
    Trouble.LATER: (
        N_("The mail server asks to come back later."),
        N_("Nothing to do; it is tried again by itself."),
    ),
    Trouble.RECIPIENT: (
        N_("The mail server refuses the recipient's address."),
        N_("Check the address on the screen People."),
    ),
    Trouble.CONTENT: (
        N_("The mail server refuses the letter."),
        N_("Ask whoever runs it why; it may take it for spam."),
    ),
    Trouble.UNSURE: (
        N_("The connection broke before the mail server answered; the letter may have arrived."),
        N_("Look whether it is there; it is sent once more by itself."),
    ),
    Trouble.NOT_INSTALLED: (
        N_("Apprise is not installed, so nothing goes to messengers."),
        N_("Install soptui[apprise], or use an e-mail address instead."),
    ),
    Trouble.MESSENGER: (
        N_("The messenger did not take the message, or cannot be reached."),
        N_("Check the address for it; it is tried again by itself."),
    ),
}
"""What happened and what was kept, then what to do."""


class Undelivered(SoptuiError):
    """A notice did not go out, or nobody knows whether it did."""

    exit_code = 69  # EX_UNAVAILABLE

    def __init__(self, trouble: Trouble) -> None:
        happened, remedy = WORDS[trouble]
        super().__init__(_(happened), remedy=_(remedy))
        self.trouble = trouble
