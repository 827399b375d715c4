from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from soptui.config import load_settings
from soptui.desk.access.people import PersonView, people
from soptui.desk.office import set_office
from soptui.desk.setup import SUGGESTED
from soptui.sop.roles import Role
from soptui.tui.app import Soptui
from tests.office import Office

AppFor = Callable[..., Soptui]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office of four people on a Monday morning, named as the SOP's form names it."""
    office = Office.open(tmp_path / "home")
    with office.store.connection():
        set_office(office.desks[Role.ADMIN], SUGGESTED)
        yield office


@pytest.fixture
def app_for(office: Office, tmp_path: Path) -> AppFor:
    """Make the program at a terminal of `theme` and `pictures`, speaking `language`."""

    def make(*, language: str = "id", theme: str = "soptui", pictures: str = "words") -> Soptui:
        settings = replace(
            load_settings(office.home.root, tmp_path / "inbox", {}),
            language=language,
            theme=theme,
            pictures=pictures,
        )
        return Soptui(
            settings,
            clock=office.clock,
            environment={"TERM": "xterm-256color"},
            open_at=lambda _path: office.store,
        )

    return make


def person(office: Office, role: Role, language: str = "id") -> PersonView:
    """The person of that role, as the entrance lets them in."""
    with office.store.connection():
        found = next(somebody for somebody in people() if somebody.role is role)
    return replace(found, language=language)


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing is under way any more: workers, messages, and what they started."""
    for _turn in range(4):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def until(pilot: Pilot[int], screen: type[Screen[Any]]) -> None:
    """Wait for a dialog whose worker goes on only once it is answered."""
    while not isinstance(pilot.app.screen, screen):
        await pilot.pause()


async def seat(pilot: Pilot[int], office: Office, role: Role, language: str = "id") -> None:
    """Let the person of `role` sit down, past the entrance, at the board."""
    await settle(pilot)
    app = pilot.app
    assert isinstance(app, Soptui)
    app.enter(person(office, role, language))
    await settle(pilot)
