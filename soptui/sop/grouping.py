"""Which new material probably belongs to one coverage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

GAP: Final = timedelta(minutes=45)
"""Loose files further apart than this are offered as different coverages."""


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


def group(pieces: Iterable[Piece], gap: timedelta = GAP) -> tuple[Group, ...]:
    """Every piece in exactly one group, groups in the order in which they begin.

    Those of one folder stay together; loose ones as long as each follows the last within `gap`.
    """
    ordered = sorted(pieces, key=lambda piece: (piece.moment, piece.asset_id))
    folders: dict[str, list[Piece]] = {}
    runs: list[list[Piece]] = []
    for piece in ordered:
        if piece.batch:
            folders.setdefault(piece.batch, []).append(piece)
        elif runs and piece.moment - runs[-1][-1].moment <= gap:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    groups = [Group(batch, tuple(members)) for batch, members in folders.items()]
    groups += [Group("", tuple(members)) for members in runs]
    return tuple(sorted(groups, key=lambda found: (found.started, found.pieces[0].asset_id)))
