"""What may be published although it looks personal, and who said so."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, JSONField, TextField

from soptui.sop.privacy import Secret
from soptui.store.base import Table
from soptui.store.fields import enum_field, utc_field
from soptui.store.tables.coverage import Coverage
from soptui.store.tables.people import Person


class PrivacyPass(Table):
    """A number that was let pass, masked, in one field: while that field's text is the same. Of
    several that look the same when masked, the second is `masked` with `#2` after it, and so on.
    """

    coverage = ForeignKeyField(Coverage, backref="privacy_passes", on_delete="CASCADE")
    field = CharField(max_length=40)
    secret = enum_field(Secret)
    masked = CharField(max_length=32)
    text_sha256 = CharField(max_length=64)
    reason = TextField()
    person = ForeignKeyField(Person, null=True, backref="+")
    passed_at = utc_field()

    class Meta:
        indexes = ((("coverage", "field", "masked", "text_sha256"), True),)


class PictureCheckRow(Table):
    """The picture checklist of a coverage: as long as the same media are selected."""

    coverage = ForeignKeyField(Coverage, unique=True, backref="+", on_delete="CASCADE")
    media_sha256 = CharField(max_length=64)
    seen = JSONField(default=list)
    """Codes of `sop.picture_check.Seen` that can be seen."""
    note = TextField(default="")
    person = ForeignKeyField(Person, null=True, backref="+")
    checked_at = utc_field()

    class Meta:
        table_name = "picture_check"
