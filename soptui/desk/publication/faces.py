"""As whom the office is seen on each channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from soptui.channels.connecting import plugins
from soptui.channels.website.address import base_of
from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.store.tables import Connection


@dataclass(frozen=True, slots=True)
class Faces:
    """The connected accounts by channel, the pages on which their posts stand, where the network
    says, and the website's host; empty where there is none.
    """

    accounts: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)
    host: str = ""


def read_faces(desk: Desk) -> Faces:
    """The accounts and the host."""
    with desk.look():
        office = read_office()
        rows = list(Connection.select())
    accounts = {row.channel: row.account for row in rows}
    pages = {row.channel: _page(row) for row in rows}
    website = base_of(office.website) if office else ""
    return Faces(accounts, pages, urlsplit(website).hostname or "" if website else "")


def _page(row: Connection) -> str:
    plugin = plugins().get(row.channel)
    if plugin is None or plugin.page is None:
        return ""
    return plugin.page(row.settings, row.account)
