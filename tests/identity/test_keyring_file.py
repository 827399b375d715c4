from __future__ import annotations

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from soptui.errors import ConfigError, IdentityError
from soptui.identity.keyring_file import FileKeyring, secret_store
from soptui.paths import Home


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


def test_items_are_kept_by_service_and_name(home):
    keyring = secret_store(home)
    keyring.set_password("a", "head", "one")
    keyring.set_password("b", "head", "two")
    again = secret_store(home)
    assert again.get_password("a", "head") == "one"
    assert again.get_password("b", "head") == "two"
    assert again.get_password("a", "someone") is None
    assert again.get_password("c", "head") is None


def test_what_is_deleted_is_gone_and_is_not_deleted_twice(home):
    keyring = secret_store(home)
    keyring.set_password("a", "head", "one")
    keyring.delete_password("a", "head")
    assert keyring.get_password("a", "head") is None
    with pytest.raises(PasswordDeleteError):
        keyring.delete_password("a", "head")


def test_it_is_never_chosen_by_itself():
    assert not FileKeyring.viable
    assert FileKeyring not in set(KeyringBackend.get_viable_backends())


def test_the_environment_changes_nothing_about_it(home, monkeypatch):
    """keyring sets KEYRING_PROPERTY_… on its backends, methods not spared."""
    monkeypatch.setenv("KEYRING_PROPERTY_GET_PASSWORD", "theirs")
    monkeypatch.setenv("KEYRING_PROPERTY__FILE", "theirs")
    keyring = secret_store(home)
    keyring.set_password("a", "head", "one")
    assert keyring.get_password("a", "head") == "one"


def test_its_name_shows_the_path_and_no_item(home):
    keyring = secret_store(home)
    keyring.set_password("a", "head", "sealed-text")
    for shown in (repr(keyring), str(keyring)):
        assert "keyring.json" in shown
        assert "sealed-text" not in shown


def test_a_keyring_that_is_not_known_is_a_setting_to_correct(home):
    with pytest.raises(ConfigError, match="chainer"):
        secret_store(home, "chainer")


def test_a_desktop_keyring_that_does_not_answer_is_told_in_plain_words(home, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={home.root}/no-bus")
    with pytest.raises(IdentityError, match="does not work here") as failure:
        secret_store(home, "secretservice")
    assert "file" in failure.value.remedy
