"""Changes of the settings file in the trail: it is edited outside the program."""

from __future__ import annotations

from dataclasses import fields

from soptui.config import Settings
from soptui.desk.context import Desk
from soptui.store.tables import EventRow, OfficeRow
from soptui.store.trail import record

ACTION = "settings"
_LEFT_OUT = {"home", "inbox", "trouble"}
"""Folders tell names of accounts; those are nobody's business in a trail that is shown around."""


def note_settings(desk: Desk, settings: Settings) -> bool:
    """Record the settings in force if they differ from those last recorded; whether they did."""
    now = {
        entry.name: str(getattr(settings, entry.name))
        for entry in fields(settings)
        if entry.name not in _LEFT_OUT
    }
    with desk.store.connection():
        if not OfficeRow.select().exists():
            return False  # the first run is the beginning of the trail
        last = EventRow.select().where(EventRow.action == ACTION).order_by(EventRow.id.desc())
        row = last.first()
        if row is not None and row.detail == now:
            return False
    with desk.store.transaction():
        record(desk.actor, desk.now(), ACTION, **now)
    return True
