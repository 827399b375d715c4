"""Submissions to the Head and the decisions about them."""

from __future__ import annotations

from peewee import BlobField, CharField, ForeignKeyField, IntegerField, TextField

from soptui.sop.step3_approval import Outcome
from soptui.store.base import Table
from soptui.store.fields import enum_field, optional_utc_field, utc_field
from soptui.store.tables.coverage import Coverage
from soptui.store.tables.people import Person


class Submission(Table):
    """The exact content laid before the Head: its canonical manifest and digest."""

    coverage = ForeignKeyField(Coverage, backref="submissions", on_delete="CASCADE")
    round = IntegerField()
    digest = CharField(max_length=64)
    manifest = TextField()
    submitted_by = ForeignKeyField(Person, backref="+")
    submitted_at = utc_field()
    opened_at = optional_utc_field()

    class Meta:
        indexes = ((("coverage", "round"), True),)


class Decision(Table):
    """What was decided about one digest, signed with the decider's key. There is only ever one
    decision a submission: the unique column makes two Heads at once impossible.
    """

    submission = ForeignKeyField(Submission, unique=True, backref="decisions")
    outcome = enum_field(Outcome)
    digest = CharField(max_length=64)
    note = TextField(default="")
    decided_by = ForeignKeyField(Person, backref="+")
    decided_at = utc_field()
    public_key = BlobField()
    signature = BlobField()
