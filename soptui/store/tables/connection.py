"""Channels that the program posts to by itself."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, JSONField, TextField

from soptui.sop.token_health import Stage, TokenState
from soptui.store.base import Table
from soptui.store.fields import enum_field, optional_utc_field, utc_field
from soptui.store.tables.people import Person


class Connection(Table):
    """An account on a network. Its token or password is in the keyring, never here."""

    channel = CharField(max_length=32, unique=True)
    settings = JSONField(default=dict)
    account = TextField(default="")
    """What the network calls the account: `@dinas@server`."""
    connected_by = ForeignKeyField(Person, null=True, backref="+")
    connected_at = utc_field()
    token_state = enum_field(TokenState, default=TokenState.OK)
    """What the network answered when it was asked last, at `asked_at`."""
    asked_at = optional_utc_field()
    expires_at = optional_utc_field()
    """When the token ends; None where the network does not say."""
    warned = enum_field(Stage, default=Stage.WELL)
    """The warning that stands in the trail already."""
    renewing_until = optional_utc_field()
    """Until then the program that wrote it here renews the token, and no other."""
