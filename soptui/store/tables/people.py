"""People who sign in."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

from soptui.sop.roles import Role
from soptui.store.base import Table
from soptui.store.fields import enum_field, optional_utc_field, utc_field


class Person(Table):
    """Somebody with an account. People are deactivated, never deleted: the trail names them."""

    name = CharField(max_length=80, unique=True)
    role = enum_field(Role)
    nip = CharField(max_length=18, default="")
    rank = CharField(max_length=60, default="")
    pin_hash = TextField()
    language = CharField(max_length=2, default="id")
    active = BooleanField(default=True)
    failures = IntegerField(default=0)
    last_failure_at = optional_utc_field()
    unlock_failures = IntegerField(default=0)
    """Wrong passphrases since the last right one."""
    last_unlock_failure_at = optional_utc_field()
    address = CharField(max_length=254, default="")
    """Where notices go: an e-mail address, or `tgram://` where the rest is in the keyring."""
    told = BooleanField(default=True)
    """Whether this person wants notices; only they say so."""
    version = IntegerField(default=1)


class Login(Table):
    """An SSH key of a person's: a session that came in with it is theirs."""

    person = ForeignKeyField(Person, backref="logins")
    fingerprint = CharField(max_length=64, unique=True)
    comment = TextField(default="")
    added_at = utc_field()
