"""The outbox: one delivery a coverage, channel and revision."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from soptui.sop.step4_publication import DeliveryState
from soptui.store.base import Table
from soptui.store.fields import enum_field, optional_utc_field, utc_field
from soptui.store.tables.coverage import Coverage


class Delivery(Table):
    """Intent on disk before the act: state, key and handle are written before the one call that
    cannot be taken back.
    """

    coverage = ForeignKeyField(Coverage, backref="deliveries", on_delete="CASCADE")
    channel = CharField(max_length=32)
    revision = IntegerField(default=1)
    key = CharField(max_length=64, unique=True)
    digest = CharField(max_length=64)
    state = enum_field(DeliveryState, default=DeliveryState.WAITING)
    handle = TextField(default="")
    url = TextField(default="")
    kit = TextField(default="")
    error = TextField(default="")
    attempts = IntegerField(default=0)
    next_at = optional_utc_field()
    done = IntegerField(default=0)
    total = IntegerField(default=0)
    published_at = optional_utc_field()
    updated_at = utc_field()
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("coverage", "channel", "revision"), True), (("state",), False))
