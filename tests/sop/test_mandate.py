"""Letters: what they must say, and on which days they hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.errors import InvalidInput, NotAllowed
from soptui.sop.mandate import Capacity, Mandate, check, require_in_force, title

WHOLE = Mandate(7, Capacity.PLH, "Siti, S.Sos.", "196801011990031001", "Pembina, IV/a",
                "800/12/2026", "2026-11-20", "2026-11-23", "2026-11-25", "", "", "Admin",
                "2026-11-20T02:00:00.000Z")  # fmt: skip


def test_titles_are_as_the_law_writes_them() -> None:
    assert [title(each) for each in Capacity] == [
        "KEPALA DINAS", "Plh. KEPALA DINAS", "Plt. KEPALA DINAS"
    ]  # fmt: skip


def test_it_is_read_back() -> None:
    check(WHOLE)
    assert Mandate.parse(WHOLE.canonical()) == WHOLE


@pytest.mark.parametrize(
    "change",
    [{"name": " "}, {"letter": ""}, {"nip": "123"}, {"letter_date": "kemarin"},
     {"valid_from": ""}, {"valid_until": "2026-11-22"}, {"capacity": Capacity.HEAD},
     {"valid_until": "2026-02-30"}],
)  # fmt: skip
def test_what_is_missing_or_contradicts_itself_is_told(change: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        check(replace(WHOLE, **change))  # type: ignore[arg-type]


@given(st.dates(date(2026, 11, 1), date(2026, 12, 31)))
def test_it_holds_on_its_days_and_on_no_other(today: date) -> None:
    inside = date(2026, 11, 23) <= today <= date(2026, 11, 25)
    assert WHOLE.is_in_force(today) is inside
    if inside:
        require_in_force(WHOLE, today)
    else:
        with pytest.raises(
            NotAllowed, match="begins on" if today < date(2026, 11, 23) else "ended"
        ):
            require_in_force(WHOLE, today)


def test_one_day_is_a_mandate_too() -> None:
    day = replace(WHOLE, valid_from="2026-11-25")
    check(day)
    assert day.is_in_force(date(2026, 11, 25))
    assert not day.is_in_force(date(2026, 11, 25) + timedelta(days=1))
