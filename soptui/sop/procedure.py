"""The SOP as data: its identity block, its four steps, their minutes, requirements and outputs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from soptui.errors import ConfigError
from soptui.i18n import _

BUILT_IN = Path(__file__).with_name("procedure.toml")
STEP_COUNT = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the SOP's *Uraian Prosedur*."""

    number: int
    name: str
    activity: str
    performers: tuple[str, ...]
    requirements: str
    minutes: int
    output: str

    @property
    def target(self) -> timedelta:
        """The step's *waktu* (mutu baku), in office time."""
        return timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Extension:
    """A return that this program allows and the printed form does not show."""

    origin: int
    destination: int
    note: str


@dataclass(frozen=True, slots=True)
class Procedure:
    """The whole form (Permenpan RB 35/2012: identity block, then the table of activities)."""

    name: str
    number: str
    created: str
    revised: str
    effective: str
    approved_by: str
    legal_basis: tuple[str, ...]
    qualifications: tuple[str, ...]
    related: tuple[str, ...]
    equipment: tuple[str, ...]
    warning: str
    records: str
    performers: dict[str, str]
    steps: tuple[Step, ...]
    extensions: tuple[Extension, ...]

    def step(self, number: int) -> Step:
        """Step `number`, 1 to 4."""
        return self.steps[number - 1]


@cache
def load_procedure(path: Path = BUILT_IN) -> Procedure:
    """The procedure that `path` describes. Raises ConfigError where it cannot be one."""
    try:
        return _procedure(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ConfigError(
            _("The procedure file {name} cannot be read: {reason}.").format(
                name=path.name, reason=error
            ),
            remedy=_("Mend or remove the file; without it the printed SOP applies."),
        ) from error


def _procedure(document: dict[str, Any]) -> Procedure:
    steps = tuple(
        Step(**{**row, "performers": tuple(row["performers"])}) for row in document.pop("steps")
    )
    if [step.number for step in steps] != list(range(1, STEP_COUNT + 1)):
        raise KeyError(_("there must be four steps, numbered 1 to 4"))
    if any(step.minutes <= 0 for step in steps):
        raise KeyError(_("every step needs its minutes"))
    extensions = tuple(
        Extension(row["from"], row["to"], row["note"]) for row in document.pop("extensions", ())
    )
    listed: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in document.items()
    }
    return Procedure(steps=steps, extensions=extensions, **listed)
