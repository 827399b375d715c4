"""Where a person is told: an e-mail address, or an Apprise address of a messenger."""

from __future__ import annotations

import re
from typing import Final

from soptui.errors import InvalidInput
from soptui.i18n import _

LONGEST: Final = 254
"""Characters of an address that every mail server takes (RFC 5321, 4.5.3.1.3)."""
_LOCAL: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL: Final = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAIL: Final = re.compile(rf"{_LOCAL}@{_LABEL}(\.{_LABEL})+")
_MESSENGER: Final = re.compile(r"([a-z][a-z0-9]{1,19})://[\x21-\x7e]+")


def tidy_mail(typed: str) -> str:
    """An e-mail address without blanks around it; nothing stays nothing.

    Raises InvalidInput for what cannot be one; the message does not repeat what was typed.
    """
    address = typed.strip()
    if address and (len(address) > LONGEST or not _MAIL.fullmatch(address)):
        raise InvalidInput(
            _("This is not an e-mail address."),
            remedy=_("Write it as siti@dinas.go.id, or leave it empty."),
        )
    return address


def messenger_of(typed: str) -> str:
    """The kind of messenger that an Apprise address is for (`tgram`), "" for anything else."""
    found = _MESSENGER.fullmatch(typed.strip())
    return found[1] if found else ""
