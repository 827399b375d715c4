"""Where closed days come from: the national list, and the office's own `calendar.toml`.

    [[closed]]
    date = 2026-07-20
    name = "Hari Jadi Kabupaten Bantul"

    [[open]]                     # outranks every closed day
    date = 2026-12-24
    hours = "07.30-12.00"

    [[hours]]                    # dated hours, from each year's circular
    from = 2027-02-08
    until = 2027-03-09
    name = "Ramadan 1448 H"
    monday = "07.30-12.00, 12.15-15.00"
    …                            # Monday to Friday; a weekend that is left out is closed

One wrong entry does not take the others with it: the error carries what could be read.
"""

from __future__ import annotations

import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeVar

from soptui.errors import ConfigError, InvalidInput
from soptui.i18n import _
from soptui.sop.office_calendar import Calendar, DayHours, HoursVersion, parse_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

Entry = TypeVar("Entry")

WORKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday")
WEEKEND: Final = ("saturday", "sunday")

_SYNTAX_LINE = re.compile(r"at line (\d+)")


class HolidayKind(StrEnum):
    """A public holiday, or *cuti bersama*, which the government announces year by year."""

    PUBLIC = "public"
    JOINT_LEAVE = "joint_leave"


Holidays = dict[date, tuple[str, HolidayKind]]
"""Day → its Indonesian name and kind."""


@dataclass(frozen=True, slots=True)
class Override:
    """What the office says about its own days; it outranks the national list."""

    closed: dict[date, str] = field(default_factory=dict)
    opened: dict[date, DayHours] = field(default_factory=dict)
    hours: tuple[HoursVersion, ...] = ()


class OverrideError(ConfigError):
    """Some of the override file cannot be read; `rest` is what could be."""

    def __init__(self, message: str, *, remedy: str, rest: Override) -> None:
        super().__init__(message, remedy=remedy)
        self.rest = rest


def national_holidays(years: Iterable[int]) -> Holidays:
    """Public holidays and joint leave of `years`; a day that is both counts as public."""
    import holidays  # a tenth of a second that the first screen does not need

    def listed(category: str, kind: HolidayKind) -> Holidays:
        days = holidays.country_holidays("ID", years=wanted, categories=(category,), language="id")
        return {day: (name, kind) for day, name in days.items()}

    wanted = tuple(years)
    return listed("government", HolidayKind.JOINT_LEAVE) | listed("public", HolidayKind.PUBLIC)


def horizon_of(known: Holidays) -> date | None:
    """The last day of the last year whose joint leave has been announced."""
    years = [day.year for day, (_name, kind) in known.items() if kind is HolidayKind.JOINT_LEAVE]
    return date(max(years), 12, 31) if years else None


def calendar_of(hours: Sequence[HoursVersion], known: Holidays, override: Override) -> Calendar:
    """The office calendar from its three sources."""
    return Calendar(
        hours=(*hours, *override.hours),
        closed={day: name for day, (name, _kind) in known.items()} | override.closed,
        opened=override.opened,
        horizon=horizon_of(known),
    )


def read_override(path: Path) -> Override:
    """What `path` says; nothing when there is no such file. OverrideError names file and line."""
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except FileNotFoundError:
        return Override()
    except (OSError, ValueError) as error:  # not TOML, not UTF-8
        line = _SYNTAX_LINE.search(str(error))
        place = _place(path, int(line[1]) if line else None)
        raise OverrideError(
            _("{place} cannot be read; the national calendar is used without it.").format(
                place=place
            ),
            remedy=_("Correct the file, or move it away."),
            rest=Override(),
        ) from error
    return _Reader(path, text).read(document)


def _place(path: Path, line: int | None) -> str:
    return _("{file}, line {line}").format(file=path, line=line) if line else str(path)


class _Reader:
    """Reads entry by entry and remembers what was wrong where."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._problems: list[str] = []

    def read(self, document: Mapping[str, Any]) -> Override:
        for table in sorted(document.keys() - {"closed", "open", "hours"}):
            problem = _("“{key}” is not known here").format(key=table)
            self._problems.append(f"{self._path}: {problem}")
        override = Override(
            closed=dict(self._entries(document, "closed", _closed)),
            opened=dict(self._entries(document, "open", _opened)),
            hours=tuple(self._entries(document, "hours", _hours)),
        )
        if self._problems:
            raise OverrideError(
                _("Not everything in the office's calendar can be read: {problems}.").format(
                    problems="; ".join(self._problems)
                ),
                remedy=_("Correct these entries; the others are in force."),
                rest=override,
            )
        return override

    def _entries(
        self, document: Mapping[str, Any], table: str, parse: Callable[[dict[str, Any]], Entry]
    ) -> Iterator[Entry]:
        found = document.get(table, [])
        for index, entry in enumerate(found if isinstance(found, list) else [found]):
            try:
                yield parse(dict(entry))
            except InvalidInput as error:
                self._note(table, index, error.message)
            except (TypeError, ValueError):
                self._note(table, index, _("this is not an entry such as [[closed]]"))

    def _note(self, table: str, index: int, problem: str) -> None:
        header = re.compile(rf"\s*\[\[?\s*{table}\s*\]")
        at = [number for number, line in enumerate(self._lines, 1) if header.match(line)]
        place = _place(self._path, at[index] if index < len(at) else None)
        self._problems.append(f"{place}: {problem.rstrip('.')}")


def _closed(entry: dict[str, Any]) -> tuple[date, str]:
    day, name = _date(entry, "date"), _text(entry, "name")
    _nothing_else(entry)
    return day, name


def _opened(entry: dict[str, Any]) -> tuple[date, DayHours]:
    day, hours = _date(entry, "date"), parse_day(_text(entry, "hours"))
    _nothing_else(entry)
    return day, hours


def _hours(entry: dict[str, Any]) -> HoursVersion:
    since = _date(entry, "from")
    until = _date(entry, "until") if "until" in entry else None
    note = _text(entry, "name")
    for day in WEEKEND:
        entry.setdefault(day, "")
    rows = [_text(entry, day) for day in (*WORKDAYS, *WEEKEND)]
    _nothing_else(entry)
    return HoursVersion(since, tuple(parse_day(row) for row in rows), until, note)


def _date(entry: dict[str, Any], key: str) -> date:
    value = entry.pop(key, None)
    if isinstance(value, str):
        with suppress(ValueError):
            value = date.fromisoformat(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise InvalidInput(_("“{key}” needs a date such as 2026-11-23").format(key=key))


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.pop(key, None)
    if isinstance(value, str):
        return value
    raise InvalidInput(_("“{key}” needs a text in quotation marks").format(key=key))


def _nothing_else(entry: dict[str, Any]) -> None:
    if entry:
        raise InvalidInput(_("“{key}” is not known here").format(key=next(iter(entry))))
