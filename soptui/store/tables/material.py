"""Files of the inbox and the assets that came of them."""

from __future__ import annotations

from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from soptui.sop.arrival import ArrivalState
from soptui.sop.inert import in_one_line
from soptui.sop.material import Kind, Verdict
from soptui.store.base import Table
from soptui.store.fields import enum_field, optional_utc_field, utc_field
from soptui.store.tables.coverage import Coverage


class Asset(Table):
    """One piece of material, known by its content: the same bytes are the same asset."""

    sha256 = CharField(max_length=64, unique=True)
    size = BigIntegerField()
    kind = enum_field(Kind)
    media_type = CharField(max_length=64)
    name = BlobField()
    """The name it came with, as bytes: file systems promise nothing about encodings."""
    batch = TextField(default="")
    width = IntegerField(null=True)
    height = IntegerField(null=True)
    duration_ms = IntegerField(null=True)
    pages = IntegerField(null=True)
    captured_at = optional_utc_field()
    captured_zone_known = BooleanField(default=False)
    camera = TextField(default="")
    has_gps = BooleanField(default=False)
    has_thumbnail = BooleanField(default=False)
    arrived_at = utc_field()
    coverage = ForeignKeyField(Coverage, null=True, backref="assets")
    position = IntegerField(default=0)
    verdict = enum_field(Verdict, default=Verdict.UNDECIDED)
    reason = TextField(default="")
    version = IntegerField(default=1)

    @property
    def label(self) -> str:
        """The name for people: what cannot be decoded, or would not be seen, is written out."""
        return in_one_line(bytes(self.name).decode("utf-8", "backslashreplace"))


class Arrival(Table):
    """One file seen in the inbox, and what became of it."""

    path = BlobField()
    """Relative to the inbox, as bytes."""
    batch = TextField(default="")
    state = enum_field(ArrivalState, default=ArrivalState.SEEN, index=True)
    reason = TextField(default="")
    size = BigIntegerField(default=0)
    mtime_ns = BigIntegerField(default=0)
    ctime_ns = BigIntegerField(default=0)
    inode = BigIntegerField(default=0)
    device = BigIntegerField(default=0)
    first_seen_at = utc_field()
    changed_at = utc_field()
    sha256 = CharField(max_length=64, null=True)
    asset = ForeignKeyField(Asset, null=True, backref="arrivals")
    attempts = IntegerField(default=0)
    work_name = CharField(max_length=80, default="")
    """The name under `work/` while it is claimed."""

    class Meta:
        indexes = ((("path",), False),)

    @property
    def label(self) -> str:
        """The path for people: what cannot be decoded, or would not be seen, is written out."""
        return in_one_line(bytes(self.path).decode("utf-8", "backslashreplace"))
