"""When a file counts as complete: the decision, apart from how its facts are found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from soptui.inbox.settling.lease import Lease
from soptui.inbox.watching.scan import Sighting


@dataclass(frozen=True, slots=True)
class Settings:
    """How long a file must have been quiet, in seconds (measured; see the module's tests)."""

    quiet: float = 1.0
    """Nobody writes it, and its structure reaches its end."""
    slow: float = 8.0
    """Scanners close a PDF or TIFF after every page; of an unknown type nothing can be told."""
    unleased: float = 30.0
    """The kernel cannot say whether it is still being written."""
    patience: float = 600.0
    """After this long a file whose structure is cut off counts as incomplete."""


class Structure(StrEnum):
    """What the bytes say about their own end."""

    WHOLE = "whole"
    UNKNOWN = "unknown"
    EMPTY = "empty"
    BROKEN = "broken"
    HOLLOW = "hollow"
    """Whole, but with a hole or a tail of zeros: room taken and not yet filled, or silence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The facts of one look into a file; `paged` for what scanners write page by page."""

    lease: Lease
    structure: Structure
    paged: bool = False


class Decision(StrEnum):
    """What to do with a file now."""

    WAIT = "wait"
    TAKE = "take"
    GIVE_UP = "give_up"


def is_quiet(before: Sighting | None, after: Sighting, quiet: float, settings: Settings) -> bool:
    """Whether two looks saw the same, and for long enough to look inside; `quiet` in seconds."""
    return before is not None and before.stamp == after.stamp and quiet >= settings.quiet


def decide(
    before: Sighting | None,
    after: Sighting,
    quiet: float,
    evidence: Evidence,
    settings: Settings,
    *,
    vouched: bool = False,
) -> Decision:
    """Whether the file is complete; `quiet` is how many seconds it has not changed.

    `vouched`: a person wants it as it is, though it is hollow or cut off.
    """
    if not is_quiet(before, after, quiet, settings) or evidence.lease is Lease.BUSY:
        return Decision.WAIT
    if evidence.structure in {Structure.HOLLOW, Structure.BROKEN} and not vouched:
        return Decision.GIVE_UP if quiet >= settings.patience else Decision.WAIT
    return Decision.TAKE if quiet >= _needed(evidence, settings) else Decision.WAIT


def _needed(evidence: Evidence, settings: Settings) -> float:
    if evidence.lease is Lease.UNKNOWN:
        return settings.unleased
    uncertain = evidence.structure in {Structure.UNKNOWN, Structure.EMPTY}
    return settings.slow if evidence.paged or uncertain else settings.quiet
