"""Channels that the program posts to by itself."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, JSONField, TextField

from soptui.store.base import Table
from soptui.store.fields import utc_field
from soptui.store.tables.people import Person


class Connection(Table):
    """An account on a network. Its token or password is in the keyring, never here."""

    channel = CharField(max_length=32, unique=True)
    settings = JSONField(default=dict)
    account = TextField(default="")
    """What the network calls the account: `@dinas@server`."""
    connected_by = ForeignKeyField(Person, null=True, backref="+")
    connected_at = utc_field()
