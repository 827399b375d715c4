from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.grouping import FOLDER_GAP, GAP, Piece, group

START = datetime(2026, 11, 23, tzinfo=UTC)


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    minutes = draw(st.lists(st.integers(0, 600), max_size=30))
    return [
        Piece(number, draw(st.sampled_from(["", "card", "acara"])), START + timedelta(minutes=at))
        for number, at in enumerate(minutes)
    ]


@given(pieces())
def test_every_piece_is_in_exactly_one_group(found: list[Piece]) -> None:
    grouped = [piece for some in group(found) for piece in some.pieces]
    assert sorted(grouped, key=lambda piece: piece.asset_id) == found


@given(pieces())
def test_every_folder_and_all_that_is_loose_part_at_their_gaps(found: list[Piece]) -> None:
    groups = group(found)
    for some in groups:
        assert {piece.batch for piece in some.pieces} == {some.batch}
        gap = FOLDER_GAP if some.batch else GAP
        moments = [piece.moment for piece in some.pieces]
        assert all(timedelta() <= later - sooner <= gap for sooner, later in pairwise(moments))
    for batch in {some.batch for some in groups}:
        same = [some for some in groups if some.batch == batch]
        gap = FOLDER_GAP if batch else GAP
        assert all(later.started - sooner.ended > gap for sooner, later in pairwise(same))


@given(pieces(), st.randoms())
def test_the_order_of_arrival_does_not_matter(found: list[Piece], random: object) -> None:
    mixed = list(found)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert group(mixed) == group(found)


def test_45_minutes_belong_together() -> None:
    at = [Piece(1, "", START), Piece(2, "", START + GAP), Piece(3, "", START + 2.1 * GAP)]
    assert [len(some.pieces) for some in group(at)] == [2, 1]
