"""The audit trail."""

from __future__ import annotations

from peewee import BigIntegerField, CharField, IntegerField, JSONField, TextField

from soptui.store.base import Table


class EventRow(Table):
    """One hash-chained event; its id is the sequence number. Rows are only ever added: a
    trigger refuses anything else.
    """

    at = BigIntegerField()
    actor = CharField(max_length=80)
    action = CharField(max_length=40)
    subject = TextField(default="")
    detail = JSONField(default=dict)
    previous = CharField(max_length=64)
    hash = CharField(max_length=64, unique=True)

    class Meta:
        table_name = "event"


class TrailHead(Table):
    """How long the trail is and how it ends: one row, written with every event, so that a trail
    that was cut off is noticed.
    """

    events = IntegerField()
    hash = CharField(max_length=64)
