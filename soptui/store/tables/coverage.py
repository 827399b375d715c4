"""Coverages (*liputan*), their texts, drafts and clocks."""

from __future__ import annotations

from peewee import CharField, ForeignKeyField, IntegerField, JSONField, TextField

from soptui.sop.cycle import PauseReason
from soptui.sop.purpose import Purpose
from soptui.sop.workflow import State
from soptui.store.base import Table
from soptui.store.fields import enum_field, optional_utc_field, utc_field
from soptui.store.tables.people import Person


class Coverage(Table):
    """One item of the procedure. `version` guards against a second session's silent overwrite."""

    number = IntegerField(unique=True)
    title = TextField(default="")
    state = enum_field(State, default=State.HANDOVER)
    round = IntegerField(default=1)
    purpose = enum_field(Purpose, default=Purpose.RELEASE)
    """What this round is for."""
    standing = IntegerField(null=True)
    """The round that stands in public; None before the first is out, and after a takedown."""
    note = TextField(default="")
    """Why it came back, in the words of whoever returned it; empty in the first round."""
    channels = JSONField(default=list)
    event_date = CharField(max_length=10, default="")
    embargo_at = optional_utc_field()
    """Nothing goes out before this moment."""
    reporter = ForeignKeyField(Person, null=True, backref="+")
    holder = ForeignKeyField(Person, null=True, backref="+")
    holder_id: int | None
    """Whose turn it is; None where it is a role's (the Head's, any web manager's)."""
    created_at = utc_field()
    updated_at = utc_field()
    due_at = optional_utc_field()
    """The open cycle's deadline as it was last computed: for sorting; what is shown is measured."""
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("due_at",), False), (("state", "updated_at"), False))

    @property
    def code(self) -> str:
        """How people call it: `041`."""
        return f"{self.number:03d}"


class Text(Table):
    """A text of a coverage, by field: a question of the narrative, a part of the release,
    `caption:<asset id>`, `alt:<asset id>`, `channel:<name>`.
    """

    coverage = ForeignKeyField(Coverage, backref="texts", on_delete="CASCADE")
    field = CharField(max_length=40)
    body = TextField()
    edited_by = ForeignKeyField(Person, null=True, backref="+")
    edited_at = utc_field()
    version = IntegerField(default=1)

    class Meta:
        indexes = ((("coverage", "field"), True),)


class Draft(Table):
    """What somebody typed and has not saved: scratch paper that survives a lost terminal.

    `base_version` is the version of the text it was typed over, 0 where there was none.
    """

    coverage = ForeignKeyField(Coverage, backref="drafts", on_delete="CASCADE")
    field = CharField(max_length=40)
    person = ForeignKeyField(Person, backref="+")
    body = TextField()
    base_version = IntegerField()
    saved_at = utc_field()

    class Meta:
        indexes = ((("coverage", "field", "person"), True),)


class CycleRow(Table):
    """One run of one step's clock; each return opens another (domain §2, rounds)."""

    coverage = ForeignKeyField(Coverage, backref="cycles", on_delete="CASCADE")
    coverage_id: int
    step = IntegerField()
    round = IntegerField()
    target_minutes = IntegerField()
    """As the procedure stood when the clock started: later changes do not rewrite the past."""
    started_at = utc_field()
    ended_at = optional_utc_field()

    class Meta:
        table_name = "cycle"
        indexes = ((("coverage", "step", "round"), True),)


class PauseRow(Table):
    """A pause of a cycle, with its reason and the moment at which it ends by itself."""

    cycle = ForeignKeyField(CycleRow, backref="pauses", on_delete="CASCADE")
    cycle_id: int
    reason = enum_field(PauseReason)
    note = TextField(default="")
    person = ForeignKeyField(Person, null=True, backref="+")
    started_at = utc_field()
    until_at = utc_field()
    ended_at = optional_utc_field()

    class Meta:
        table_name = "pause"
