"""Films that are no heavier than a channel takes: fewer bits first, then fewer pixels.

How many bits a second there may be follows from the limit and the duration, so that one try nearly
always does. x264 holds itself to it; where the picture is simple it takes less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.bit_rate import (
    FEWEST_BITS,
    MARGIN,
    MB,
    MOST_BITS,
    SOUND_BITS,
    SPARSE_SOUND_BITS,
    STEPS,
    length,
    longest,
)
from soptui.media.pictures import Size, fitted

if TYPE_CHECKING:
    from soptui.media.crop import Form
    from soptui.media.film import Film


class Aim(NamedTuple):
    """How a film is encoded: its pixels, and at most how many bits a second. `sound_bits` is None
    where the sound may be as heavy as it is.
    """

    size: Size
    bits: int = MOST_BITS
    sound_bits: int | None = None

    @property
    def total(self) -> int:
        """Bits a second altogether."""
        return self.bits + (self.sound_bits or 0)


def aim(film: Film, form: Form) -> Aim:
    """How `film` becomes what `form` says. Raises MediaError where it is too long for that."""
    if form.max_bytes is None or not film.seconds:
        return Aim(_even(fitted(film.size, form.long_edge)))
    return _within(film, form, form.max_bytes * 8 * MARGIN / film.seconds)


def lighter(film: Film, form: Form, last: Aim, weight: int) -> Aim:
    """How it is tried again, where after `last` it had `weight` bytes. Raises as `aim`."""
    part = (form.max_bytes or weight) / weight
    return _within(film, form, last.total * part * MARGIN)


def too_heavy(form: Form) -> MediaError:
    """Said where nothing helps."""
    limit = form.max_bytes or 0
    return MediaError(
        _("It does not fit into {limit} MB at a quality that can be watched.").format(
            limit=limit // MB
        ),
        remedy=_("Cut the film to {length}, or choose no channel with this limit.").format(
            length=length(longest(limit))
        ),
    )


def _within(film: Film, form: Form, total: float) -> Aim:
    """As many pixels as `total` bits a second are enough for."""
    if total < FEWEST_BITS:
        raise too_heavy(form)
    rich = total >= STEPS[1][1] + SOUND_BITS
    sound = SOUND_BITS if rich else SPARSE_SOUND_BITS
    bits = min(MOST_BITS, round(total - sound))
    edge = next(edge for edge, fewest in STEPS if fewest <= bits)
    return Aim(_even(fitted(film.size, min(edge, form.long_edge))), bits, sound)


def _even(size: Size) -> Size:
    """4:2:0 wants even edges."""
    return Size(*(max(2, edge // 2 * 2) for edge in size))
