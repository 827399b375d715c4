"""As whom the office is seen on each channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from soptui.channels.website.address import base_of
from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.store.tables import Connection


@dataclass(frozen=True, slots=True)
class Faces:
    """The connected accounts by channel, and the website's host; empty where there is none."""

    accounts: Mapping[str, str] = field(default_factory=dict)
    host: str = ""


def read_faces(desk: Desk) -> Faces:
    """The accounts and the host."""
    with desk.look():
        office = read_office()
        accounts = {row.channel: row.account for row in Connection.select()}
    website = base_of(office.website) if office else ""
    return Faces(accounts, urlsplit(website).hostname or "" if website else "")
