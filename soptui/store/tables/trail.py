"""The audit trail."""

from __future__ import annotations

from peewee import BigIntegerField, CharField, JSONField, TextField

from soptui.store.base import Table


class EventRow(Table):
    """One hash-chained event; its id is the sequence number. Rows are only ever added."""

    at = BigIntegerField()
    actor = CharField(max_length=80)
    action = CharField(max_length=40)
    subject = TextField(default="")
    detail = JSONField(default=dict)
    previous = CharField(max_length=64)
    hash = CharField(max_length=64, unique=True)

    class Meta:
        table_name = "event"
