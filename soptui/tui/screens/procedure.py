"""The SOP as it is written, with the office's own names and what this program adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import getters
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from soptui.desk.context import Desk
from soptui.desk.office import read_office
from soptui.i18n import _
from soptui.sop.office import Office
from soptui.sop.procedure import Procedure, Step
from soptui.tui.commands import Command
from soptui.tui.item_room import BACK
from soptui.tui.room import Room


class ProcedureScreen(Room):
    """A document to read: arrows, Page Up and Page Down scroll."""

    KEYS: ClassVar[tuple[Command, ...]] = (BACK,)

    page = getters.query_one("#page", VerticalScroll)

    def body(self) -> Iterable[Any]:
        with VerticalScroll(id="page"):
            yield Static(id="text")

    def heading(self) -> str:
        return f"SOP {self.desk.procedure.name}"

    def settle_in(self) -> None:
        self.page.focus()

    async def reload(self) -> None:
        office = await self.at_desk(_office)
        lines = list(document(self.desk.procedure, office))
        self.query_one("#text", Static).update(Content("\n").join(lines))


def document(procedure: Procedure, office: Office | None) -> Iterable[Content]:
    """The form, line by line (Permenpan RB 35/2012: identity, then the table of activities)."""
    head = office or Office(name="")
    yield from _block(_("IDENTITY"), [
        _("SOP: {name}").format(name=procedure.name),
        _("Number: {number}").format(number=head.sop_number or procedure.number or "–"),
        _("Office: {name}").format(name=head.name),
        _("Approved by: {title}, {name}, {rank}, NIP {nip}").format(
            title=procedure.approved_by, name=head.head_name or "–", rank=head.head_rank or "–",
            nip=head.head_nip or "–"),
    ])  # fmt: skip
    for title, rows in (
        (_("LEGAL BASIS"), procedure.legal_basis),
        (_("QUALIFICATIONS"), procedure.qualifications),
        (_("RELATED PROCEDURES"), procedure.related),
        (_("EQUIPMENT"), procedure.equipment),
        (_("WARNING"), (procedure.warning,)),
        (_("RECORDS"), (procedure.records,)),
    ):
        yield from _block(title, rows)
    yield Content.assemble((_("ACTIVITIES"), "bold $accent"))
    for step in procedure.steps:
        yield from _step(step, procedure)
    yield from _block(
        _("ADDED BY SOPTUI, NOT ON THE PRINTED FORM"),
        [f"{entry.origin} → {entry.destination}: {entry.note}" for entry in procedure.extensions],
    )


def _block(title: str, rows: Sequence[str]) -> Iterable[Content]:
    yield Content.assemble((title, "bold $accent"))
    for number, row in enumerate(rows, start=1):
        yield Content(f"  {number}. {row}" if len(rows) > 1 else f"  {row}")
    yield Content("")


def _step(step: Step, procedure: Procedure) -> Iterable[Content]:
    performers = ", ".join(procedure.performers[role] for role in step.performers)
    minutes = _("{n} minutes").format(n=step.minutes)
    yield Content.assemble((f"  {step.number} {step.name}", "bold"), f" · {minutes} · {performers}")
    yield Content(f"    {step.activity}")
    yield Content.assemble(("    " + _("Requirements") + ": ", "$muted"), step.requirements)
    yield Content.assemble(("    " + _("Output") + ": ", "$muted"), step.output)
    yield Content("")


def _office(desk: Desk) -> Office | None:
    with desk.look():
        return read_office()
