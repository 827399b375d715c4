from __future__ import annotations

import pytest

from soptui.identity.diagnosis import describe
from soptui.identity.keyring_file import secret_store
from soptui.paths import Home
from soptui.sop.finding import Finding, Level


@pytest.fixture
def home(tmp_path):
    home = Home(tmp_path / "home")
    home.make()
    return home


def levels(findings: list[Finding]) -> list[Level]:
    return [finding.level for finding in findings]


def test_a_keyring_in_order_is_all_well_and_its_limits_are_said(home):
    secret_store(home).set_password("s", "head", "sealed-text")
    findings = describe(home)
    assert levels(findings) == [Level.OK, Level.OK]
    assert "does not protect against" in findings[0].message
    assert "backup" in findings[0].remedy
    assert "sealed-text" not in repr(findings)


def test_a_keyring_without_a_key_is_a_warning_and_nothing_is_made(home):
    assert levels(describe(home)) == [Level.OK, Level.WARNING]
    assert list(home.secrets.iterdir()) == []


def test_a_file_that_others_may_read_is_an_error_with_a_remedy(home):
    secret_store(home).set_password("s", "head", "sealed-text")
    (home.secrets / "keyring.json").chmod(0o644)
    found = describe(home)[1]
    assert found.level is Level.ERROR
    assert "keyring.json" in found.message
    assert "600" in found.remedy


def test_a_damaged_file_is_an_error(home):
    secret_store(home).set_password("s", "head", "sealed-text")
    (home.secrets / "keyring.json").write_text("{")
    assert describe(home)[1].level is Level.ERROR


def test_a_home_that_others_may_write_in_is_an_error(home):
    secret_store(home).set_password("s", "head", "sealed-text")
    home.root.chmod(0o770)
    assert levels(describe(home)) == [Level.OK, Level.OK, Level.ERROR]


def test_a_home_that_is_not_there_yet_is_no_crash(tmp_path):
    assert levels(describe(Home(tmp_path / "none"))) == [Level.OK, Level.WARNING]


def test_a_desktop_keyring_that_does_not_answer_is_an_error(home, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={home.root}/no-bus")
    assert levels(describe(home, "secretservice")) == [Level.ERROR]


def test_a_keyring_that_is_not_known_is_an_error(home):
    assert levels(describe(home, "chainer")) == [Level.ERROR]
