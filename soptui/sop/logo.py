"""The office's logo on pictures: which one, where, how large, and on which of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from soptui.errors import InvalidInput
from soptui.i18n import N_, _


class Corner(StrEnum):
    """Where in the picture it stands."""

    LOWER_RIGHT = "lr"
    LOWER_LEFT = "ll"
    UPPER_RIGHT = "ur"
    UPPER_LEFT = "ul"


CORNER_NAMES: Final = {
    Corner.LOWER_RIGHT: N_("lower right"),
    Corner.LOWER_LEFT: N_("lower left"),
    Corner.UPPER_RIGHT: N_("upper right"),
    Corner.UPPER_LEFT: N_("upper left"),
}
SMALLEST: Final = 5
LARGEST: Final = 30
USUAL: Final = 15
"""Per cent of a picture's width and height that a logo has room in."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo by its content, and where it is drawn: on pictures for social networks, and on those
    of websites only where the office wants it.
    """

    sha256: str
    corner: Corner = Corner.LOWER_RIGHT
    per_cent: int = USUAL
    website: bool = False

    @property
    def mark(self) -> str:
        """What tells pictures with it from others: `0123456789abcdeflr15`."""
        return f"{self.sha256[:16]}{self.corner}{self.per_cent}"


def logo_of(profile: Mapping[str, Any]) -> Logo | None:
    """The logo that an office's profile describes; None where it has none."""
    if not profile:
        return None
    return Logo(**{**profile, "corner": Corner(profile["corner"])})


def tidy_size(typed: str) -> int:
    """Per cent, as typed; nothing is the usual. Raises InvalidInput."""
    digits = typed.strip().removesuffix("%").strip()
    if not digits:
        return USUAL
    if not digits.isascii() or not digits.isdecimal() or not SMALLEST <= int(digits) <= LARGEST:
        raise InvalidInput(
            _("A logo has {smallest} to {largest} per cent of the picture.").format(
                smallest=SMALLEST, largest=LARGEST
            )
        )
    return int(digits)
