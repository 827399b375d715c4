"""Settings: where they come from, and what a broken file does."""

from __future__ import annotations

from pathlib import Path

import pytest

from soptui.config import load_settings
from soptui.errors import ConfigError


def test_without_a_file_the_usual_settings_apply(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, None, {})
    assert (settings.language, settings.theme, settings.trouble) == ("id", "auto", None)


def test_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "soptui.toml").write_text(
        'language = "en"\ninbox = "kartu"\nlock_after_minutes = 0'
    )
    settings = load_settings(tmp_path, None, {})
    assert (settings.language, settings.lock_after_minutes) == ("en", 0)
    assert settings.inbox == tmp_path / "kartu"


def test_an_argument_outranks_the_environment_and_that_the_file(tmp_path: Path) -> None:
    (tmp_path / "soptui.toml").write_text('inbox = "dari-berkas"')
    environment = {"SOPTUI_INBOX": str(tmp_path / "dari-lingkungan")}
    assert load_settings(tmp_path, None, environment).inbox.name == "dari-lingkungan"
    named = tmp_path / "dari-argumen"
    assert load_settings(tmp_path, named, environment).inbox == named


@pytest.mark.parametrize(
    "text",
    ["language = [", 'language = "jv"', "bahasa = 1", "lock_after_minutes = -1",
     'lock_after_minutes = "sepuluh"', "theme = true"],
)  # fmt: skip
def test_a_broken_file_is_told_and_nothing_of_it_applies(tmp_path: Path, text: str) -> None:
    (tmp_path / "soptui.toml").write_text(text, encoding="utf-8")
    settings = load_settings(tmp_path, None, {})
    assert isinstance(settings.trouble, ConfigError)
    assert "soptui.toml" in settings.trouble.message
    assert (settings.language, settings.lock_after_minutes) == ("id", 10)


def test_bytes_that_are_no_text_are_told_too(tmp_path: Path) -> None:
    (tmp_path / "soptui.toml").write_bytes(b"\xff\xfe\x00")
    assert load_settings(tmp_path, None, {}).trouble is not None
