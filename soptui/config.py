"""Settings: from the command line, the environment and `soptui.toml` in the home folder.

Loaded by a call, never at import. A file that cannot be read is reported and the defaults apply:
a typing error in a settings file must not close the office.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from soptui.errors import ConfigError
from soptui.i18n import LANGUAGES, _
from soptui.paths import Home, checkout_dir, default_home

THEMES: Final = ("auto", "soptui", "console")
KEYRINGS: Final = ("file", "secretservice")
PICTURES: Final = ("auto", "graphics", "cells", "words")


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set; every field but the first two is a key of `soptui.toml`."""

    home: Home
    inbox: Path
    language: str = "id"
    """Before anybody signs in; each person then has a language of their own."""
    theme: str = "auto"
    """`auto` takes `console` where the terminal has 16 colours."""
    pictures: str = "auto"
    """`graphics` (sixel, Kitty), `cells` (half blocks) or `words`."""
    lock_after_minutes: int = 10
    """Without a key pressed for so long, the sign-in screen returns (0: never)."""
    head_lock_minutes: int = 5
    """Without a key pressed for so long, the Head's room locks."""
    head_open_minutes: int = 20
    """However many keys are pressed, the Head's room locks after so long."""
    stale_after_days: int = 3
    """Working days without a post before a channel is said to be quiet (SOP: *Peringatan*)."""
    procedure: str = ""
    """Another office's `procedure.toml`, relative to the home folder."""
    keyring: str = "file"
    """Where sealed keys are kept: `file` in the home folder, or `secretservice` on a desktop."""
    trouble: ConfigError | None = field(default=None, compare=False)
    """Why `soptui.toml` could not be used, if it could not."""

    @property
    def procedure_file(self) -> Path | None:
        """The office's own procedure, or None for the printed SOP."""
        return self.home.root / self.procedure if self.procedure else None


def load_settings(
    home: Path | None = None,
    inbox: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """The settings in force: arguments before `SOPTUI_HOME`/`SOPTUI_INBOX` before the file."""
    place = Home((home or default_home()).expanduser().absolute())
    base = Settings(home=place, inbox=_default_inbox(place))
    try:
        settings = replace(base, **_read(place.settings))
    except ConfigError as error:
        settings = replace(base, trouble=error)
    listed = environment.get("SOPTUI_INBOX")
    named = inbox or (Path(listed) if listed else None)
    return replace(settings, inbox=named.expanduser().absolute()) if named else settings


def _default_inbox(home: Home) -> Path:
    checkout = checkout_dir()
    return checkout / "inbox" if checkout else home.root / "inbox"


def _read(path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _unusable(path, str(error)) from error
    return {key: _checked(path, key, value) for key, value in document.items()}


_SETTABLE: Final = {
    entry.name: entry.default for entry in fields(Settings) if entry.name not in {"home", "trouble"}
}
_CHOICES: Final = {"language": LANGUAGES, "theme": THEMES, "pictures": PICTURES,
                   "keyring": KEYRINGS}  # fmt: skip


def _checked(path: Path, key: str, value: Any) -> Any:
    if key not in _SETTABLE:
        raise _unusable(path, _("there is no setting called {name}").format(name=key))
    if key == "inbox" and isinstance(value, str):
        return (path.parent / Path(value).expanduser()).absolute()
    if type(value) is not type(_SETTABLE[key]) or value not in _CHOICES.get(key, (value,)):
        raise _unusable(path, _("{name} cannot be {value}").format(name=key, value=repr(value)))
    if isinstance(value, int) and value < 0:
        raise _unusable(path, _("{name} cannot be {value}").format(name=key, value=value))
    return value


def _unusable(path: Path, reason: str) -> ConfigError:
    return ConfigError(
        _("The settings file {name} cannot be used: {reason}.").format(
            name=path.name, reason=reason
        ),
        remedy=_("The usual settings apply until it is mended; the file was not changed."),
    )
