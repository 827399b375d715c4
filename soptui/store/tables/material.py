"""Files of the inbox and the assets that came of them."""

from __future__ import annotations

from peewee import (
    BigIntegerField,
    BlobField,
    BooleanField,
    CharField,
    ForeignKeyField,
    IntegerField,
    JSONField,
    TextField,
)

from soptui.sop.arrival import ArrivalState
from soptui.sop.inert import in_one_line
from soptui.sop.material import Doubt, Kind, PartRole, Verdict
from soptui.store.base import Table
from soptui.store.fields import enum_field, optional_utc_field, utc_field
from soptui.store.tables.coverage import Coverage
from soptui.store.tables.people import Person


class Asset(Table):
    """One piece of material, known by its content: the same bytes are the same asset."""

    sha256 = CharField(max_length=64, unique=True)
    size = BigIntegerField()
    kind = enum_field(Kind)
    media_type = CharField(max_length=64)
    name = BlobField()
    """The name it came with, as bytes: file systems promise nothing about encodings."""
    batch = TextField(default="")
    folder = BlobField(default=b"")
    """The folder in the inbox it came from, as bytes."""
    part_of = ForeignKeyField("self", null=True, backref="parts")
    """The asset that this file only belongs to: the JPEG of a RAW, the photo of a Live Photo."""
    part_of_id: int | None
    role = enum_field(PartRole, default=PartRole.MAIN)
    content_id = TextField(default="")
    """What Apple's devices write into both halves of a Live Photo; empty elsewhere."""
    width = IntegerField(null=True)
    height = IntegerField(null=True)
    duration_ms = IntegerField(null=True)
    pages = IntegerField(null=True)
    captured_at = optional_utc_field()
    """When it was taken: `said_at` with `shift_ms`; None where that cannot be."""
    said_at = optional_utc_field()
    """What the device's clock said, right or wrong."""
    captured_zone_known = BooleanField(default=False)
    captured_doubt = enum_field(Doubt, default=Doubt.NONE)
    shift_ms = BigIntegerField(default=0)
    """By how much a person corrected the camera's clock."""
    fingerprint = CharField(max_length=64, default="")
    """What a picture looks like, in hex: near pictures differ in few bits (`media.similarity`)."""
    hints = JSONField(default=list)
    """Codes of `sop.material.Hint`: help for the selection, never its decision."""
    camera = TextField(default="")
    has_gps = BooleanField(default=False)
    has_thumbnail = BooleanField(default=False)
    arrived_at = utc_field(index=True)
    coverage = ForeignKeyField(Coverage, null=True, backref="assets")
    position = IntegerField(default=0)
    focus_x = IntegerField(null=True)
    """What must be seen when the picture is cut, per cent of its width from the left; None: the
    usual place."""
    focus_y = IntegerField(null=True)
    verdict = enum_field(Verdict, default=Verdict.UNDECIDED)
    reason = TextField(default="")
    version = IntegerField(default=1)

    @property
    def label(self) -> str:
        """The name for people: what cannot be decoded, or would not be seen, is written out."""
        return in_one_line(bytes(self.name).decode("utf-8", "backslashreplace"))


LOOSE = Asset.coverage.is_null() & Asset.part_of.is_null() & (Asset.kind != Kind.SIDECAR)
"""Material of its own that belongs to no coverage: parts follow their asset, notes are no material.
"""


class Rendition(Table):
    """A file made of an asset for publication, by its content; `place` counts a document's pages.

    The recipe (`channels.recipes`) says how it was made.
    """

    asset = ForeignKeyField(Asset, backref="renditions")
    asset_id: int
    recipe = CharField(max_length=96)
    place = IntegerField(default=1)
    sha256 = CharField(max_length=64)
    media_type = CharField(max_length=64)
    width = IntegerField(default=0)
    height = IntegerField(default=0)
    size = BigIntegerField()

    class Meta:
        indexes = ((("asset", "recipe", "place"), True),)


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
    owner = TextField(default="")
    """The station process that works on it, '' for none (`inbox.claiming.owner`)."""
    lease_until = optional_utc_field()
    done = BigIntegerField(default=0)
    """Bytes read so far, for files that take long."""
    held = BooleanField(default=False)
    """A person asks the station to stop reading it."""
    captured_at = optional_utc_field()
    camera = TextField(default="")
    has_preview = BooleanField(default=False)
    """Whether the small picture that the camera put inside lies among the previews."""

    class Meta:
        indexes = ((("path",), False),)

    @property
    def label(self) -> str:
        """The path for people: what cannot be decoded, or would not be seen, is written out."""
        return in_one_line(bytes(self.path).decode("utf-8", "backslashreplace"))


class CameraClock(Table):
    """One camera of one batch whose clock was wrong, and by how much."""

    batch = TextField(default="")
    camera = TextField(default="")
    shift_ms = BigIntegerField()
    corrected_by = ForeignKeyField(Person, null=True, backref="+")
    corrected_at = utc_field()

    class Meta:
        indexes = ((("batch", "camera"), True),)
