"""What a network would not take of a film, in sentences that name both: before one is made, by how
long the original is; and after, by the file itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from soptui.errors import MediaError
from soptui.i18n import _
from soptui.media.bit_rate import MB, length, longest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soptui.channels.social import FilmLimits, Network
    from soptui.media.film import Film

ROUNDING: Final = 0.5
"""Seconds that a film may be longer than is said: its sound ends later than its last picture."""


def original_problems(network: Network, name: str, seconds: float) -> Iterator[str]:
    """Why no film that `network` takes can be made of an original called `name`."""
    limits = network.films
    yield from _length_problems(network, name, seconds)
    if _in_time(limits, seconds) and limits.max_bytes and seconds > longest(limits.max_bytes):
        yield _(
            "{name} takes {length}, too long for the {limit} MB that {channel} takes; at most "
            "{longest} of it can still be watched. Cut it, or do without {channel}."
        ).format(
            name=name, length=length(seconds), limit=limits.max_bytes // MB,
            longest=length(longest(limits.max_bytes)), channel=network.label,
        )  # fmt: skip


def film_problems(network: Network, name: str, path: Path) -> Iterator[str]:
    """What is wrong with a film as it lies on the shelf; one that is gone is missed elsewhere."""
    try:
        found = path.stat()
        film = _measured(path, found.st_size, found.st_mtime_ns)
    except OSError:
        return
    except MediaError:
        yield _("{name} for {channel} cannot be played.").format(name=name, channel=network.label)
        return
    if film.seconds is not None:
        yield from _length_problems(network, name, film.seconds)
    yield from _measure_problems(network, name, film)
    if not film.plays_everywhere or film.audio not in {"", "aac"}:
        yield _("{name} for {channel} is not the kind of film that plays everywhere.").format(
            name=name, channel=network.label
        )


def _measure_problems(network: Network, name: str, film: Film) -> Iterator[str]:
    limits = network.films
    if limits.max_bytes is not None and film.weight > limits.max_bytes:
        yield _("{name} for {channel} has {size} bytes; at most {limit}.").format(
            name=name, channel=network.label, size=film.weight, limit=limits.max_bytes
        )
    if max(film.size) > limits.long_edge:
        yield _("{name} for {channel} has {width} × {height} pixels; at most {limit}.").format(
            name=name, channel=network.label, width=film.size.width, height=film.size.height,
            limit=limits.long_edge,
        )  # fmt: skip
    if limits.ratios and not limits.ratios.fit(*film.size):
        yield _("{name} is too narrow or too wide for {channel}.").format(
            name=name, channel=network.label
        )


def _length_problems(network: Network, name: str, seconds: float) -> Iterator[str]:
    limits = network.films
    if seconds < limits.shortest:
        yield _("{name} takes {length}; {channel} takes films of at least {limit}.").format(
            name=name, length=length(seconds), channel=network.label, limit=length(limits.shortest)
        )
    elif not _in_time(limits, seconds):
        yield _(
            "{name} takes {length}; {channel} takes films of at most {limit}. Cut it, or do "
            "without {channel}."
        ).format(
            name=name, length=length(seconds), channel=network.label,
            limit=length(limits.longest or 0),
        )  # fmt: skip


def _in_time(limits: FilmLimits, seconds: float) -> bool:
    return limits.longest is None or seconds <= limits.longest + ROUNDING


@lru_cache(maxsize=64)
def _measured(path: Path, _size: int, _changed: int) -> Film:
    """The screens ask again and again about files that stay."""
    from soptui.media.film import measure

    return measure(path)
