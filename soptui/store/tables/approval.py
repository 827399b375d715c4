"""Submissions to the Head, the decisions about them, and by what right they were taken."""

from __future__ import annotations

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField, TextField

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
    """What was decided about one submission. `document` is what was signed, whole, and `signature`
    OpenSSH's armor around it; the other columns repeat it for lists and are never believed alone.
    There is only ever one a submission: the unique column makes two Heads at once impossible.
    """

    submission = ForeignKeyField(Submission, unique=True, backref="decisions")
    outcome = enum_field(Outcome)
    digest = CharField(max_length=64)
    note = TextField(default="")
    decided_by = ForeignKeyField(Person, backref="+")
    decided_at = utc_field()
    document = TextField()
    signature = TextField()


class KeyEntry(Table):
    """One entry of the register of signing keys, in the order of their ids (`sop.register`)."""

    document = TextField()
    signature = TextField()
    added_at = utc_field()


class MandateRow(Table):
    """A letter by which somebody acts for the Head: `document` is `sop.mandate.Mandate`, signed by
    the Head's key `signed_by`, or by nobody where an administrator entered it with its scan.
    """

    person = ForeignKeyField(Person, backref="mandates")
    person_id: int
    document = TextField()
    signature = TextField(default="")
    signed_by = TextField(default="")
    entered_at = utc_field()
    revoked_at = optional_utc_field()
    ended_noted = BooleanField(default=False)
    """Whether its end stands in the trail: a clock put back cannot bring it to life again."""

    class Meta:
        table_name = "mandate"


class CheckpointRow(Table):
    """A signed checkpoint of the trail (`sop.checkpoint`)."""

    events = IntegerField()
    document = TextField()
    signature = TextField()
    signed_at = utc_field()

    class Meta:
        table_name = "checkpoint"
