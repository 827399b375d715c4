"""SOP step 3, *persetujuan*: a decision is about the digest of the exact content."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from soptui.errors import Conflict, NotAllowed
from soptui.i18n import N_, _
from soptui.sop.canonical import Document, canonical, read_document
from soptui.sop.mandate import Capacity
from soptui.sop.manifest import Manifest
from soptui.sop.workflow import Action

NAMESPACE: Final = "soptui-decision"
CLOCK_TOLERANCE: Final = timedelta(minutes=2)
"""By how much a clock may be put back, as time servers do it."""


class Outcome(StrEnum):
    """The Head's three answers; two of them must say why."""

    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"


OUTCOME_ACTIONS = {
    Outcome.APPROVED: Action.APPROVE,
    Outcome.RETURNED: Action.RETURN,
    Outcome.REJECTED: Action.REJECT,
}

OUTCOME_NAMES = {
    Outcome.APPROVED: N_("Approved"),
    Outcome.RETURNED: N_("Returned"),
    Outcome.REJECTED: N_("Rejected"),
}


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs: an account, as what, by which key; `mandate` is the digest of the letter's record,
    empty for the Head.
    """

    person: int
    name: str
    nip: str
    rank: str
    capacity: Capacity
    key: str
    mandate: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What a decision says, whole: this is what is signed, not the content's digest alone, so that
    no signature fits another outcome, item, round, person or moment (RFC 3339 stamps).

    `events` and `trail` are how many events stood in the trail before it and the hash of the last,
    `register` the digest of the last entry about keys: what came before cannot be rewritten either.
    """

    content: Manifest
    outcome: Outcome
    note: str
    signatory: Signatory
    submitted_by: str
    submitted_at: str
    opened_at: str
    decided_at: str
    events: int
    trail: str
    register: str

    def canonical(self) -> bytes:
        """What is signed (RFC 8785)."""
        said: Document = {
            "type": NAMESPACE,
            "version": 1,
            **asdict(self),
            "content": self.content.document(),
            "content_sha256": self.content.digest,
        }
        return canonical(said)

    @classmethod
    def parse(cls, text: bytes | str) -> DecisionRecord:
        """The inverse of `canonical`. Raises ValueError, KeyError, TypeError for anything else."""
        said = read_document(text)
        head = (said.pop("type"), said.pop("version"))
        content = Manifest.of(said.pop("content"))
        if head != (NAMESPACE, 1) or said.pop("content_sha256") != content.digest:
            raise ValueError("no decision that this program knows")
        signatory = said.pop("signatory")
        signatory["capacity"] = Capacity(signatory["capacity"])
        outcome = Outcome(said.pop("outcome"))
        return cls(content=content, outcome=outcome, signatory=Signatory(**signatory), **said)


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about which content."""

    outcome: Outcome
    digest: str


def require_same_content(seen: str, current: str) -> None:
    """Raise Conflict unless the content the Head saw is the content as it stands."""
    if seen != current:
        raise Conflict(
            _("The release changed while it was open; your decision was not recorded."),
            remedy=_("Read it again and decide about the new text."),
        )


def require_other_author(authors: Collection[int], decided_by: int | None) -> None:
    """Raise NotAllowed where somebody would approve work of their own (domain §4): `authors` are
    who reported, wrote, selected or submitted it.
    """
    if decided_by in authors:
        raise NotAllowed(
            _("Nobody decides about their own work."),
            remedy=_("Ask the Head, or whoever acts for the Head."),
        )


def require_clock_ahead(now: datetime, newest: datetime | None) -> None:
    """Raise NotAllowed where the machine's clock stands behind what has happened already: a
    mandate that is over must not come back with it.
    """
    if newest is not None and now < newest - CLOCK_TOLERANCE:
        raise NotAllowed(
            _("This machine's clock is behind the last entry of the trail; nothing was decided."),
            remedy=_("Let the administrator set the clock. If it once ran ahead, the letter is"
                     " entered anew."),
        )  # fmt: skip


def covers(decision: Decided | None, digest: str) -> bool:
    """Whether `decision` approves exactly the content with `digest`."""
    return (
        decision is not None and decision.outcome is Outcome.APPROVED and decision.digest == digest
    )
