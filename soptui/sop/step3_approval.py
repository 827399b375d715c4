"""SOP step 3, *persetujuan*: a decision is about the digest of the exact content."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from soptui.errors import Conflict, NotAllowed
from soptui.i18n import N_, _
from soptui.sop.workflow import Action


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
class DecisionRecord:
    """What a decision says, whole: this is what is signed, not the content's digest alone, so that
    no signature fits another outcome, item, round, person or moment (`decided_at`: UTC epoch ms).
    """

    item: str
    round: int
    digest: str
    outcome: Outcome
    note: str
    decided_by: str
    decided_at: int

    def sha256(self) -> str:
        """The digest of the canonical record, 64 hexadecimal digits."""
        canonical = json.dumps(
            asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        return hashlib.sha256(canonical.encode()).hexdigest()


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


def require_other_author(submitted_by: int | None, decided_by: int | None) -> None:
    """Raise NotAllowed where somebody would approve their own submission (domain §4)."""
    if submitted_by is not None and submitted_by == decided_by:
        raise NotAllowed(
            _("Nobody approves their own submission."),
            remedy=_("Ask the Head, or whoever acts for the Head."),
        )


def covers(decision: Decided | None, digest: str) -> bool:
    """Whether `decision` approves exactly the content with `digest`."""
    return (
        decision is not None and decision.outcome is Outcome.APPROVED and decision.digest == digest
    )
