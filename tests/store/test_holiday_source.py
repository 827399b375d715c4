from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING

import pytest

from soptui.errors import ConfigError
from soptui.sop.office_calendar import parse_day, provisional_hours
from soptui.store.holiday_source import (
    HolidayKind,
    Override,
    OverrideError,
    calendar_of,
    horizon_of,
    national_holidays,
    read_override,
)

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
[[closed]]
date = 2026-07-20
name = "Hari Jadi Kabupaten Bantul"

[[open]]
date = "2026-12-24"
hours = "07.30-12.00"

[[hours]]
from = 2027-02-08
until = 2027-03-09
name = "Ramadan 1448 H"
monday = "07.30-12.00, 12.15-15.00"
tuesday = "07.30-12.00, 12.15-15.00"
wednesday = "07.30-12.00, 12.15-15.00"
thursday = "07.30-12.00, 12.15-15.00"
friday = "07.30-11.00"
"""


@pytest.fixture
def override_file(tmp_path: Path) -> Path:
    return tmp_path / "calendar.toml"


def test_national_days_have_indonesian_names_and_a_kind() -> None:
    days = national_holidays([2026])
    assert days[date(2026, 12, 25)] == ("Hari Raya Natal", HolidayKind.PUBLIC)
    name, kind = days[date(2026, 12, 24)]
    assert name.startswith("Cuti Bersama")
    assert kind is HolidayKind.JOINT_LEAVE
    assert {day.year for day in days} == {2026}


def test_the_horizon_is_the_last_year_with_joint_leave() -> None:
    known = {
        date(2026, 12, 24): ("Cuti Bersama", HolidayKind.JOINT_LEAVE),
        date(2027, 1, 1): ("Tahun Baru", HolidayKind.PUBLIC),
    }
    assert horizon_of(known) == date(2026, 12, 31)
    assert horizon_of({}) is None


def test_no_file_is_no_override(override_file: Path) -> None:
    assert read_override(override_file) == Override()


def test_a_file_is_read(override_file: Path) -> None:
    override_file.write_text(GOOD, encoding="utf-8")
    override = read_override(override_file)
    assert override.closed == {date(2026, 7, 20): "Hari Jadi Kabupaten Bantul"}
    assert override.opened == {date(2026, 12, 24): parse_day("07.30-12.00")}
    (ramadan,) = override.hours
    assert (ramadan.valid_until, ramadan.note) == (date(2027, 3, 9), "Ramadan 1448 H")
    assert ramadan.week[4:] == (parse_day("07.30-11.00"), (), ())


def test_the_office_outranks_the_national_list(override_file: Path) -> None:
    override_file.write_text(GOOD, encoding="utf-8")
    known = {
        date(2026, 12, 24): ("Cuti Bersama", HolidayKind.JOINT_LEAVE),
        date(2026, 12, 25): ("Hari Raya Natal", HolidayKind.PUBLIC),
    }
    calendar = calendar_of([provisional_hours()], known, read_override(override_file))
    assert calendar.hours_on(date(2026, 12, 24)) == parse_day("07.30-12.00")
    assert calendar.hours_on(date(2026, 12, 25)) == ()
    assert calendar.hours_on(date(2026, 7, 20)) == ()
    assert calendar.note_on(date(2027, 2, 8)) == "Ramadan 1448 H"
    assert calendar.beyond_horizon(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"[[closed]]\ndate = \n", "line 2"),
        (b"\xff\xfe", ""),
        (b"name = 'a'\nname = 'b'\n", "line 2"),
    ],
)
def test_a_file_that_is_no_toml_says_where(override_file: Path, content: bytes, line: str) -> None:
    override_file.write_bytes(content)
    with pytest.raises(ConfigError) as refused:
        read_override(override_file)
    assert str(override_file) in refused.value.message
    assert line in refused.value.message
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("[[closed]]\nname = 'x'", "“date” needs a date"),
        ("[[closed]]\ndate = 2026-07-21", "“name” needs a text"),
        ("[[closed]]\ndate = 2026-07-21T08:00:00\nname = 'x'", "“date” needs a date"),
        ("[[closed]]\ndate = 'besok'\nname = 'x'", "“date” needs a date"),
        ("[[closed]]\ndate = 2026-07-21\nname = 'x'\nhours = ''", "“hours” is not known"),
        ("[[open]]\ndate = 2026-07-21\nhours = '12.00-07.30'", "closes before it opens"),
        ("[[hours]]\nfrom = 2027-01-01\nname = 'x'\nmonday = ''", "“tuesday” needs a text"),
    ],
)
def test_a_wrong_entry_is_named_by_line_and_the_others_stay_in_force(
    override_file: Path, entry: str, complaint: str
) -> None:
    override_file.write_text(GOOD + "\n" + entry, encoding="utf-8")
    with pytest.raises(OverrideError) as refused:
        read_override(override_file)
    wrong_line = GOOD.count("\n") + 2
    assert f"{override_file}, line {wrong_line}: " in refused.value.message
    assert complaint in refused.value.message
    override_file.write_text(GOOD, encoding="utf-8")
    assert refused.value.rest == read_override(override_file)


@pytest.mark.parametrize("content", ["closed = 1", "[closed]\nx = 1", "closed = [1]", "libur = 1"])
def test_a_file_of_another_shape_is_refused_without_a_crash(
    override_file: Path, content: str
) -> None:
    override_file.write_text(content, encoding="utf-8")
    with pytest.raises(OverrideError):
        read_override(override_file)


def test_the_list_is_loaded_only_when_it_is_asked_for() -> None:
    program = "import sys, soptui.store.holiday_source; sys.exit('holidays' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
