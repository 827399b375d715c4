"""Notices to people, and the mail server that they go through."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, IntegerField, JSONField

from soptui.sop.notice import Kind, NoticeState
from soptui.store.base import Table
from soptui.store.fields import enum_field, optional_utc_field, utc_field
from soptui.store.tables.people import Person


class NoticeRow(Table):
    """That one person is to be told of one occasion: never twice, for the key is unique. What it
    says is read anew when it is written; nothing of it is kept.
    """

    key = CharField(max_length=160, unique=True)
    """The occasion's own, and the person's id."""
    person = ForeignKeyField(Person, backref="notices")
    person_id: int
    kind = enum_field(Kind)
    state = enum_field(NoticeState, default=NoticeState.WAITING)
    token = CharField(max_length=64, default="")
    """Of the letter that told it, or may have: what is sent again keeps its Message-ID."""
    attempts = IntegerField(default=0)
    unsure = IntegerField(default=0)
    """How often nobody knows whether it arrived."""
    error = CharField(max_length=32, default="")
    """Why it did not go out last time: a code of `notices.trouble`."""
    made_at = utc_field()
    next_at = utc_field()
    done_at = optional_utc_field()

    class Meta:
        table_name = "notice"
        indexes = ((("state", "next_at"), False),)


class MailRow(Table):
    """The one mail server of the office, as `notices.server.MailServer` keeps it."""

    settings = JSONField()
    set_by = ForeignKeyField(Person, null=True, backref="+")
    set_at = utc_field()

    class Meta:
        table_name = "mail"
