"""The office itself and its hours."""

from __future__ import annotations

from peewee import CharField, IntegerField, JSONField, TextField

from soptui.store.base import Table


class OfficeRow(Table):
    """The one office of this database: the fields of `sop.office.Office`, and its version."""

    profile = JSONField()
    version = IntegerField(default=1)

    class Meta:
        table_name = "office"


class HoursRow(Table):
    """One version of the office hours, in the form of `sop.office_calendar.hours_to_json`."""

    valid_from = CharField(max_length=10)
    hours = JSONField()
    confirmed_by = TextField(default="")

    class Meta:
        table_name = "hours"


class Holiday(Table):
    """A day off that the calendar counts, copied here so that reading it needs no library."""

    day = CharField(max_length=10, unique=True)
    name = TextField()
    kind = CharField(max_length=16)
