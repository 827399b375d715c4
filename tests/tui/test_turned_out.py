"""A session left open: whoever sits at it may no longer, and it returns to the entrance."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from soptui.sop.roles import Role
from soptui.store.tables import Person
from soptui.tui.messages import StoreChanged
from soptui.tui.screens.sign_in import SignIn
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle


async def is_turned_out(pilot: Pilot[int]) -> bool:
    """Whether the entrance comes, with the reason on it."""
    for _turn in range(50):
        await pilot.pause()
        screen = pilot.app.screen
        if isinstance(screen, SignIn) and screen.arrived and screen.notice.display:
            return True
    return False


@pytest.mark.parametrize("changed", [{"active": False}, {"role": Role.REPORTER}])
async def test_what_others_write_returns_it_to_the_entrance(
    office: Office, app_for: AppFor, changed: dict[str, object]
) -> None:
    async with app_for(language="en").run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.WEB_MANAGER, "en")
        Person.update(**changed).where(Person.role == Role.WEB_MANAGER).execute()
        pilot.app.screen.post_message(StoreChanged())
        assert await is_turned_out(pilot)


@pytest.mark.parametrize("key", ["o", "p", "n"])
async def test_a_key_does_nothing_but_return_it_to_the_entrance(
    office: Office, app_for: AppFor, key: str
) -> None:
    office.gathered()
    async with app_for(language="en").run_test(size=(80, 24)) as pilot:
        await seat(pilot, office, Role.ADMIN, "en")
        Person.update(active=False).where(Person.role == Role.ADMIN).execute()
        await pilot.press(key)
        pilot.app.screen.post_message(StoreChanged())
        assert await is_turned_out(pilot)
        await settle(pilot)
        assert pilot.app.return_code is None
        assert pilot.app.person is None  # type: ignore[attr-defined]
