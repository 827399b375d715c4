"""The office, its hours and its holidays: reading them for everybody, changing them for admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from soptui.desk.context import Desk
from soptui.sop.office import Office, tidy_website
from soptui.sop.office_calendar import Calendar
from soptui.sop.office_hours import (
    HoursVersion,
    hours_from_json,
    hours_to_json,
    provisional_hours,
)
from soptui.sop.roles import Permission
from soptui.store.guard import update_guarded
from soptui.store.holiday_source import (
    HolidayKind,
    OverrideError,
    calendar_of,
    national_holidays,
    read_override,
)
from soptui.store.tables import Holiday, HoursRow, OfficeRow
from soptui.store.trail import record


def read_office() -> Office | None:
    """The office of this database, or None before the first run is over."""
    row = OfficeRow.select().order_by(OfficeRow.id).first()
    return None if row is None else Office(**row.profile)


def read_calendar(desk: Desk) -> Calendar:
    """The office calendar: confirmed hours and stored holidays, outranked by the override file.

    What of that file cannot be read is left out; `soptui doctor` says which.
    """
    try:
        override = read_override(desk.home.calendar_override)
    except OverrideError as error:
        override = error.rest
    hours = [hours_from_json(row.hours) for row in HoursRow.select()] or [provisional_hours()]
    known = {
        date.fromisoformat(row.day): (row.name, HolidayKind(row.kind)) for row in Holiday.select()
    }
    return calendar_of(hours, known, override)


def set_office(desk: Desk, office: Office) -> None:
    """Write the office's profile."""
    with desk.act(Permission.MANAGE_OFFICE) as now:
        row = OfficeRow.select().order_by(OfficeRow.id).first()
        if row is None:
            OfficeRow.create(profile=asdict(office))
        else:
            update_guarded(row, profile=asdict(office))
        record(desk.actor, now, "set_office", office.name)


def read_website(desk: Desk) -> str:
    """Where the public finds the website; empty where it does not."""
    with desk.look():
        return (read_office() or Office("")).website


def set_website(desk: Desk, typed: str) -> None:
    """Say where the public finds the website; nothing where it does not.

    Raises InvalidInput for what is no address.
    """
    address = tidy_website(typed)
    with desk.store.connection():
        office = read_office() or Office("")
    set_office(desk, replace(office, website=address))


def confirm_hours(desk: Desk, hours: HoursVersion) -> None:
    """Adopt `hours` from their first day on; earlier versions stay, for earlier days."""
    with desk.act(Permission.MANAGE_OFFICE) as now:
        HoursRow.create(
            valid_from=hours.valid_from.isoformat(),
            hours=hours_to_json(hours),
            confirmed_by=desk.actor.name,
        )
        record(desk.actor, now, "confirm_hours", hours.valid_from.isoformat())


def stock_holidays(desk: Desk, years: Sequence[int]) -> int:
    """Copy the national holidays of `years` into the database where they are missing; how many."""
    known = {row.day for row in Holiday.select(Holiday.day)}
    missing = [year for year in years if not any(day.startswith(str(year)) for day in known)]
    if not missing:
        return 0
    found = national_holidays(missing)
    with desk.store.transaction():
        for day, (name, kind) in sorted(found.items()):
            Holiday.insert(day=day.isoformat(), name=name, kind=kind).on_conflict_ignore().execute()
        record(desk.actor, desk.now(), "stock_holidays", ", ".join(map(str, missing)),
               days=len(found))  # fmt: skip
    return len(found)
