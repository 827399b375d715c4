"""Who decides in the Head's place: *Plh.* while the Head is away, *Plt.* while the post is vacant.

Both act on a *surat perintah*, from its first day to its last (domain §4).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from soptui.errors import InvalidInput, NotAllowed
from soptui.i18n import _
from soptui.sop.canonical import Document, canonical, digest, read_document
from soptui.sop.office import tidy_nip

NAMESPACE: Final = "soptui-mandate"


class Capacity(StrEnum):
    """As what somebody decides."""

    HEAD = "head"
    PLH = "plh"
    PLT = "plt"


PREFIXES: Final = {Capacity.HEAD: "", Capacity.PLH: "Plh. ", Capacity.PLT: "Plt. "}
"""As they are written in every language: they are titles in Indonesian law."""


def title(capacity: Capacity, office_title: str = "KEPALA DINAS") -> str:
    """`Plh. KEPALA DINAS`: what stands over a signature."""
    return PREFIXES[capacity] + office_title


@dataclass(frozen=True, slots=True)
class Mandate:
    """What the letter says. Dates are ISO 8601, local, both days included; `scan` is the SHA-256
    of the letter's picture, `key` the fingerprint of the holder's signing key, each empty where
    there is none; `person` is the holder's account.
    """

    person: int
    capacity: Capacity
    name: str
    nip: str
    rank: str
    letter: str
    letter_date: str
    valid_from: str
    valid_until: str
    scan: str
    key: str
    entered_by: str
    entered_at: str

    def canonical(self) -> bytes:
        """What the Head signs."""
        document: Document = {"type": NAMESPACE, "version": 1, **asdict(self)}
        return canonical(document)

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical form."""
        return digest(self.canonical())

    @classmethod
    def parse(cls, text: str | bytes) -> Mandate:
        """The inverse of `canonical`. Raises ValueError, KeyError, TypeError for anything else."""
        document = read_document(text)
        if (document.pop("type"), document.pop("version")) != (NAMESPACE, 1):
            raise ValueError("no mandate that this program knows")
        return cls(**{**document, "capacity": Capacity(document["capacity"])})

    def is_in_force(self, today: date) -> bool:
        """Whether `today`, a local date, is one of its days."""
        return self.valid_from <= today.isoformat() <= self.valid_until


def readable(text: str) -> Mandate | None:
    """The mandate in `text`; None where it cannot be read any more: such a one lets nobody act."""
    try:
        return Mandate.parse(text)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def check(mandate: Mandate) -> None:
    """Raise InvalidInput unless the letter is whole and its dates make sense."""
    if mandate.capacity is Capacity.HEAD:
        raise InvalidInput(_("The Head needs no mandate."))
    for typed, sentence in (
        (mandate.name, _("Write the name as it stands in the letter.")),
        (mandate.letter, _("Write the letter's number.")),
    ):
        if not typed.strip():
            raise InvalidInput(sentence)
    tidy_nip(mandate.nip)
    days = [_day(text) for text in (mandate.letter_date, mandate.valid_from, mandate.valid_until)]
    if days[2] < days[1]:
        raise InvalidInput(_("The mandate ends before it begins; look at its dates."))


def require_in_force(mandate: Mandate, today: date) -> None:
    """Raise NotAllowed where the mandate has not begun or is over on the local date `today`."""
    if mandate.valid_from > today.isoformat():
        raise NotAllowed(
            _("The mandate {letter} begins on {day}; nothing was decided.").format(
                letter=mandate.letter, day=shown(mandate.valid_from)
            ),
            remedy=_("Until then the Head decides."),
        )
    if mandate.valid_until < today.isoformat():
        raise NotAllowed(
            _("The mandate {letter} ended on {day}; nothing was decided.").format(
                letter=mandate.letter, day=shown(mandate.valid_until)
            ),
            remedy=_("A new letter is needed; the Head or the administrator enters it."),
        )


def shown(day: str) -> str:
    """A kept date as the office writes it: `25/11/2026`."""
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            _("A date is missing or is none."), remedy=_("Write it as 25-11-2026.")
        ) from None
