"""Which pictures show nearly the same: bursts, and copies that were cropped or saved anew.

It helps a person who looks through many; nothing is hidden or decided by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

NEAR: Final = 18
"""Bits of 128 in which two pictures may differ at any time and still be called the same.

Measured (`tests/benchmarks/likeness.py`) on 192 photographs: 97 % of copies made small and saved
again, 91 % of those cropped by 5 %, 83 % of those framed 2 % beside, 89 % of those turned by 1°
come as near; of 18,336 pairs of different ones, 63 bits apart on average, none did.
"""
BURST: Final = 40
"""The same for one camera within `BURST_GAP`. One of 200 pairs of different ones comes as near, so
it needs the camera and the moment too. A standing camera's pictures all do; one that follows what
moves is soon somewhere else, and half of its pictures a second apart do not.
"""
BURST_GAP: Final = timedelta(seconds=3)
UNLIKE: Final = 1024
"""Further apart than any two fingerprints can be."""


@dataclass(frozen=True, slots=True)
class Look:
    """One picture; `fingerprint` as `media.similarity` has it, '' where it has none."""

    asset_id: int
    fingerprint: str
    captured_at: datetime | None = None
    camera: str = ""


def distance(a: str, b: str) -> int:
    """In how many bits two fingerprints differ; `UNLIKE` where one is missing or longer."""
    if len(a) != len(b) or not a:
        return UNLIKE
    return (int(a, 16) ^ int(b, 16)).bit_count()


def alike(looks: Iterable[Look]) -> tuple[tuple[int, ...], ...]:
    """Groups of two and more that look alike, each by time, ids in at most one of them.

    Likeness is passed on: what is like one of a group belongs to it. Pictures without a time come
    last in their group; groups come in the order of their first pictures.
    """
    ordered = sorted(looks, key=_order)
    parents = list(range(len(ordered)))
    for one, other in (*_bursts(ordered), *_copies(ordered)):
        a, b = _root(parents, one), _root(parents, other)
        parents[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = {}
    for place, look in enumerate(ordered):
        groups.setdefault(_root(parents, place), []).append(look.asset_id)
    return tuple(tuple(ids) for ids in groups.values() if len(ids) > 1)


def _order(look: Look) -> tuple[bool, float, int]:
    moment = look.captured_at
    return moment is None, moment.timestamp() if moment else 0.0, look.asset_id


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place


def _bursts(ordered: list[Look]) -> Iterator[tuple[int, int]]:
    """Pairs of one camera's pictures, taken one shortly after the other."""
    recent: dict[str, list[int]] = {}
    for place, look in enumerate(ordered):
        moment = look.captured_at
        if moment is None or not look.fingerprint:
            continue
        near = [
            earlier for earlier in recent.get(look.camera, ())
            if moment - (ordered[earlier].captured_at or moment) <= BURST_GAP
        ]  # fmt: skip
        for earlier in near:
            if distance(ordered[earlier].fingerprint, look.fingerprint) <= BURST:
                yield earlier, place
        recent[look.camera] = [*near, place]


def _copies(ordered: list[Look]) -> Iterator[tuple[int, int]]:
    """Pairs that differ in few bits, whenever they were taken."""
    kinds: dict[int, list[tuple[int, int]]] = {}
    for place, look in enumerate(ordered):
        if look.fingerprint:
            kind = kinds.setdefault(len(look.fingerprint), [])
            kind.append((place, int(look.fingerprint, 16)))
    for kind in kinds.values():
        for at, (place, bits) in enumerate(kind, 1):
            for other, more in kind[at:]:
                if (bits ^ more).bit_count() <= NEAR:
                    yield place, other
