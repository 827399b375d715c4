"""SSH keys of people, as the administrator registers them."""

from __future__ import annotations

from pathlib import Path

import pytest

from soptui.desk.access.logins import add_login, owner_of_session, read_logins, remove_login
from soptui.errors import InvalidInput, NotAllowed, NotFound
from soptui.identity.ssh_session import VARIABLE
from soptui.sop.roles import Role
from tests.office import Office, new_signer


def test_a_key_is_somebodys_until_it_is_forgotten(office: Office, tmp_path: Path) -> None:
    admin, person = office.desks[Role.ADMIN], office.reporter.actor.person_id
    assert person is not None
    line = new_signer().public_key.openssh("siti@laptop")
    said = tmp_path / "auth"
    said.write_text(f"publickey {line}\n")
    session = {VARIABLE: str(said)}
    assert owner_of_session(office.station, session) is None
    add_login(admin, person, line)
    owner = owner_of_session(office.station, session)
    assert owner is not None
    assert owner.person_id == person
    (login,) = read_logins(admin, person)
    assert login.comment == "siti@laptop"
    with pytest.raises(InvalidInput, match="registered for reporter already"):
        add_login(admin, office.manager.actor.person_id or 0, line)
    remove_login(admin, login.id)
    assert owner_of_session(office.station, session) is None
    with pytest.raises(NotFound):
        remove_login(admin, login.id)


def test_only_an_administrator_registers_keys(office: Office) -> None:
    with pytest.raises(NotAllowed):
        add_login(office.manager, 1, new_signer().public_key.openssh())
    with pytest.raises(NotAllowed):
        read_logins(office.head, 1)
    with pytest.raises(NotFound):
        add_login(office.desks[Role.ADMIN], 999, new_signer().public_key.openssh())
