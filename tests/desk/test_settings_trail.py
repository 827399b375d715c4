"""Changed settings are in the trail, once."""

from __future__ import annotations

from dataclasses import replace

from soptui.config import load_settings
from soptui.desk.office import set_office
from soptui.desk.settings_trail import note_settings
from soptui.desk.setup import SUGGESTED
from soptui.sop.roles import Role
from soptui.store.tables import EventRow
from tests.office import Office


def test_they_are_noted_when_they_change_and_only_then(office: Office) -> None:
    settings = load_settings(office.home.root, environment={})
    assert not note_settings(office.station, settings)  # there is no office yet
    set_office(office.desks[Role.ADMIN], SUGGESTED)
    changed = replace(settings, head_lock_minutes=60)
    told = [note_settings(office.station, each) for each in (settings, settings, changed, changed)]
    assert told == [True, False, True, False]
    last = EventRow.select().where(EventRow.action == "settings").order_by(-EventRow.id).first()
    assert last.detail["head_lock_minutes"] == "60"
