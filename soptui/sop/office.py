"""The office that runs the procedure: names that the office fills in, never constants."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from soptui.errors import InvalidInput
from soptui.i18n import _

NIP_DIGITS: Final = 18
"""Birth date, month of appointment, sex, sequence: 8 + 6 + 1 + 3 (Perka BKN 22/2007)."""


@dataclass(frozen=True, slots=True)
class Office:
    """Who publishes, and who signs for it (the identity block of the SOP form)."""

    name: str
    unit: str = ""
    place: str = ""
    """The town that a release's date line opens with, e.g. `Bantul`."""
    address: str = ""
    contact: str = ""
    website: str = ""
    """Public address of the website, without a trailing slash; absolute links are built on it."""
    head_name: str = ""
    head_rank: str = ""
    head_nip: str = ""
    sop_number: str = ""
    channels: Sequence[str] = ()
    """Channels that the program does not know, as the office calls them: posted to by hand."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """How each channel's first text is composed (`sop.template`), where the office has said so."""
    hashtags: Sequence[str] = ()
    """Of every release, without their `#`."""
    logo: Mapping[str, Any] = field(default_factory=dict)
    """The logo on pictures (`sop.logo`), where the office has one."""


def tidy_nip(typed: str) -> str:
    """The employee number's digits, blanks taken out; nothing typed stays nothing.

    Raises InvalidInput unless there are 18; the message does not repeat what was typed.
    """
    digits = "".join(typed.split())
    if digits and not re.fullmatch(rf"[0-9]{{{NIP_DIGITS}}}", digits):
        raise InvalidInput(
            _("A NIP has {count} digits.").format(count=NIP_DIGITS),
            remedy=_("Type it again, or leave it empty."),
        )
    return digits


def tidy_website(typed: str) -> str:
    """The website's address without blanks and slashes at its end; nothing stays nothing."""
    address = typed.strip().rstrip("/")
    if address and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", address):
        raise InvalidInput(
            _("This is not the address of a website."),
            remedy=_("Write it as https://example.go.id, or leave it empty."),
        )
    return address
