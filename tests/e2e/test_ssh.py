"""Sessions over a real sshd: whose they are is the server's word, not the visitor's choice."""

from __future__ import annotations

from pathlib import Path

import pytest

from soptui.clock import SystemClock
from soptui.desk.access.logins import add_login
from soptui.desk.access.people import people, set_active
from soptui.desk.context import Desk
from soptui.paths import Home
from soptui.sop.procedure import load_procedure
from soptui.sop.roles import STATION, Role
from soptui.store.database import open_store
from tests.e2e.conftest import NAMES, PIN, Office
from tests.e2e.sshd import MISSING, SSHD, ssh_server

pytestmark = [pytest.mark.e2e, pytest.mark.skipif(SSHD is None, reason=MISSING)]


def admin_desk(office: Office) -> Desk:
    home = Home(office.home)
    desk = Desk(open_store(home.database), SystemClock(), home, load_procedure(), STATION)
    with desk.store.connection():
        return desk.seat(next(person for person in people() if person.role is Role.ADMIN).actor)


def person_id(desk: Desk, role: Role) -> int:
    with desk.store.connection():
        return next(person.id for person in people() if person.role is role)


def test_a_session_with_a_registered_key_is_its_persons_alone(
    office: Office, tmp_path: Path
) -> None:
    desk = admin_desk(office)
    with ssh_server(tmp_path / "ssh", office.home, office.inbox) as server:
        add_login(desk, person_id(desk, Role.WEB_MANAGER), server.new_key("budi"))
        server.new_key("tamu")
        with server.session("budi") as at:
            shown = at.wait_for(f"milik {NAMES[Role.WEB_MANAGER]}")
            assert not any(NAMES[role] in shown for role in (Role.REPORTER, Role.HEAD, Role.ADMIN))
            at.press("Enter")
            at.wait_for(f"PIN {NAMES[Role.WEB_MANAGER]}")
            at.press(PIN, "Enter")
            at.wait_for("LANGKAH", "KOTAK MASUK")
        with server.session("tamu") as at:  # nobody's key: everybody may sign in, as at the kiosk
            at.wait_for("Siapa Anda", *NAMES.values())


def test_a_deactivated_persons_key_lets_nobody_in(office: Office, tmp_path: Path) -> None:
    desk = admin_desk(office)
    reporter = person_id(desk, Role.REPORTER)
    with ssh_server(tmp_path / "ssh", office.home, office.inbox) as server:
        add_login(desk, reporter, server.new_key("siti"))
        set_active(desk, reporter, active=False)
        with server.session("siti") as at:
            shown = at.wait_for("dinonaktifkan")
            assert not any(name in shown for name in NAMES.values())
