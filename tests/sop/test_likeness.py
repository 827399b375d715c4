"""Pictures that look alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.likeness import BURST, BURST_GAP, NEAR, Look, alike, distance

START = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
LATER = START + timedelta(hours=1)


def code(*bits: int) -> str:
    """A fingerprint of 128 bits with these set."""
    return f"{sum(1 << bit for bit in bits):032x}"


@st.composite
def looks(draw: st.DrawFn) -> list[Look]:
    """Pictures around a few scenes, so that near ones occur."""
    scenes = draw(st.lists(st.integers(0, 2**128 - 1), min_size=1, max_size=4))
    found = []
    for number in range(draw(st.integers(0, 25))):
        bits = draw(st.sampled_from(scenes))
        for bit in draw(st.sets(st.integers(0, 127), max_size=24)):
            bits ^= 1 << bit
        seconds = draw(st.none() | st.integers(0, 40))
        moment = None if seconds is None else START + timedelta(seconds=seconds)
        told = draw(st.sampled_from([f"{bits:032x}", f"{bits:032x}", ""]))
        found.append(Look(number, told, moment, draw(st.sampled_from(["", "Nikon"]))))
    return found


@given(looks())
def test_no_picture_is_in_two_groups_and_no_group_is_of_one(found: list[Look]) -> None:
    groups = alike(found)
    grouped = [asset_id for group in groups for asset_id in group]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) <= {look.asset_id for look in found}
    assert all(len(group) > 1 for group in groups)


@given(looks(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(found: list[Look], random: Random) -> None:
    mixed = list(found)
    random.shuffle(mixed)
    assert alike(mixed) == alike(found)


@given(looks())
def test_every_near_pair_is_together_and_every_member_has_a_relative(found: list[Look]) -> None:
    by_id = {look.asset_id: look for look in found}
    home = {asset_id: group for group in alike(found) for asset_id in group}
    for one in found:
        near = [
            other.asset_id for other in found
            if other is not one and distance(one.fingerprint, other.fingerprint) <= NEAR
        ]  # fmt: skip
        assert all(other in home[one.asset_id] for other in near)
    for asset_id, group in home.items():
        gaps = [distance(by_id[asset_id].fingerprint, by_id[other].fingerprint)
                for other in group if other != asset_id]  # fmt: skip
        assert min(gaps) <= BURST


@given(looks())
def test_groups_and_their_pictures_come_by_time(found: list[Look]) -> None:
    when = {look.asset_id: look.captured_at or LATER for look in found}
    groups = alike(found)
    assert [sorted(group, key=lambda one: (when[one], one)) for group in groups] == [
        list(group) for group in groups
    ]
    firsts = [when[group[0]] for group in groups]
    assert firsts == sorted(firsts)


def test_a_burst_may_differ_more_than_a_copy() -> None:
    moving = code(*range(BURST))
    soon = START + BURST_GAP
    assert alike([Look(1, code(), START, "A"), Look(2, moving, soon, "A")]) == ((1, 2),)
    assert alike([Look(1, code(), START, "A"), Look(2, moving, soon, "B")]) == ()
    assert alike([Look(1, code(), START, "A"), Look(2, moving, LATER, "A")]) == ()
    assert alike([Look(1, code(), None, "A"), Look(2, moving, None, "A")]) == ()


def test_a_copy_is_known_at_any_time_and_from_any_camera() -> None:
    near, far = code(*range(NEAR)), code(*range(NEAR + 1))
    assert alike([Look(1, code(), START, "A"), Look(2, near, None, "")]) == ((1, 2),)
    assert alike([Look(1, code(), START, "A"), Look(2, far, None, "")]) == ()


def test_what_has_no_fingerprint_is_like_nothing() -> None:
    assert alike([Look(1, "", START, "A"), Look(2, "", START, "A")]) == ()
    assert distance("", "") > BURST
    assert distance("00", "0000") > NEAR


def test_distance_counts_bits() -> None:
    assert distance(code(), code()) == 0
    assert distance(code(1, 5), code(5, 9)) == 2
