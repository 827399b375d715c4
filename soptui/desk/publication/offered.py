"""The channels to choose from: those that the program knows, and those that the office names."""

from __future__ import annotations

from dataclasses import replace

from soptui.channels.known import named_channel, networks
from soptui.desk.context import Desk
from soptui.desk.office import read_office, set_office
from soptui.errors import InvalidInput, NotFound
from soptui.i18n import _
from soptui.sop.office import Office
from soptui.sop.step2_selection import WEBSITE


def offered() -> tuple[str, ...]:
    """Every channel, the website first. Call it inside a connection."""
    office = read_office()
    return (WEBSITE, *networks(), *(office.channels if office else ()))


def read_offered(desk: Desk) -> tuple[str, ...]:
    """Every channel, the website first."""
    with desk.look():
        return offered()


def name_channel(desk: Desk, typed: str) -> str:
    """Let releases be chosen for a channel that a person posts to by hand; its name.

    Raises InvalidInput where it cannot be called that, or is there.
    """
    name = named_channel(typed)
    with desk.store.connection():
        office = read_office() or Office("")
    if name in office.channels:
        raise InvalidInput(_("There is a channel of this name already."))
    set_office(desk, replace(office, channels=(*office.channels, name)))
    return name


def drop_channel(desk: Desk, name: str) -> None:
    """Offer it no more; what was chosen for it stays."""
    with desk.store.connection():
        office = read_office() or Office("")
    if name not in office.channels:
        raise NotFound(_("This channel was not named by the office."))
    left = tuple(channel for channel in office.channels if channel != name)
    set_office(desk, replace(office, channels=left))
