"""Which new material probably belongs to one coverage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

GAP: Final = timedelta(minutes=45)
"""Loose files further apart than this are offered as different coverages."""
FOLDER_GAP: Final = timedelta(hours=3)
"""So are the files of one folder: a card holds several events, and each may have a lunch break."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One asset: `batch` is its folder in the inbox, '' when it came loose; `moment` when it was
    taken, or when it arrived.
    """

    asset_id: int
    batch: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces offered as one coverage, earliest first; never empty."""

    batch: str
    pieces: tuple[Piece, ...]

    @property
    def started(self) -> datetime:
        return self.pieces[0].moment

    @property
    def ended(self) -> datetime:
        return self.pieces[-1].moment


def group(
    pieces: Iterable[Piece], gap: timedelta = GAP, folder_gap: timedelta = FOLDER_GAP
) -> tuple[Group, ...]:
    """Every piece in exactly one group, groups in the order in which they begin.

    Loose ones stay together as long as each follows the last within `gap`, those of one folder as
    long as within `folder_gap`.
    """
    ordered = sorted(pieces, key=lambda piece: (piece.moment, piece.asset_id))
    runs: list[list[Piece]] = []
    last: dict[str, list[Piece]] = {}
    for piece in ordered:
        run = last.get(piece.batch)
        allowed = folder_gap if piece.batch else gap
        if run is None or piece.moment - run[-1].moment > allowed:
            run = last[piece.batch] = []
            runs.append(run)
        run.append(piece)
    groups = [Group(members[0].batch, tuple(members)) for members in runs]
    return tuple(sorted(groups, key=lambda found: (found.started, found.pieces[0].asset_id)))
