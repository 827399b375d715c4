"""A camera whose clock was wrong: one true time mends a whole card. The files stay untouched."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.sop.material import Doubt

EARLIEST_YEAR: Final = 1990
"""Before digital cameras: a clock that was never set says 1980, 1970 or 1904."""
FUTURE: Final = timedelta(days=1)
"""Nothing was taken later than this after it arrived: time zones explain no more."""
STILL_THE_SAME: Final = timedelta(hours=12)
"""So long after a correction, files that arrive from the same card get it too."""
LARGEST: Final = timedelta(days=365 * 60)
"""A clock that starts in 1970 is this far behind."""
_MS: Final = timedelta(milliseconds=1)


def in_ms(shift: timedelta) -> int:
    """Whole milliseconds, as they are kept."""
    return shift // _MS


def shift_between(said: datetime, true: datetime, now: datetime) -> timedelta:
    """By how much the camera's clock has to be moved. Raises InvalidInput for what cannot be."""
    if true > now + FUTURE:
        raise InvalidInput(
            _("That time has not come yet."), remedy=_("Type when the picture was really taken.")
        )
    shift = true - said
    if abs(shift) > LARGEST:
        raise InvalidInput(
            _("That is more than 60 years away from what the camera said."),
            remedy=_("Check the year."),
        )
    return shift


def plausible(
    said: datetime | None, shift: timedelta, arrived: datetime
) -> tuple[datetime | None, Doubt]:
    """When it was taken, with the correction, and why that is not known.

    Where it cannot be (before digital cameras, after the arrival) the arrival counts instead.
    """
    if said is None:
        return None, Doubt.MISSING
    moment = said + shift
    if moment > arrived + FUTURE:
        return None, Doubt.FUTURE
    return (None, Doubt.ANCIENT) if moment.year < EARLIEST_YEAR else (moment, Doubt.NONE)
