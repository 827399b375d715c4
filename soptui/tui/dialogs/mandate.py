"""A letter by which somebody acts for the Head: what stands in it, field by field."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from soptui.desk.approval.mandates import Letter
from soptui.i18n import _
from soptui.sop.mandate import Capacity
from soptui.tui.dialogs.form_box import FormBox
from soptui.tui.typed_moment import iso_day
from soptui.tui.widgets.form import FormField

if TYPE_CHECKING:
    from textual.app import ComposeResult


class MandateBox(FormBox):
    """`accept` takes what was typed; the scan was chosen before."""

    def __init__(
        self,
        question: str,
        capacity: Capacity,
        name: str,
        accept: Callable[[Letter], Awaitable[object]],
        *,
        scan: int = 0,
    ) -> None:
        self.capacity, self.holder, self.accept, self.scan = capacity, name, accept, scan
        super().__init__(question)

    def fields(self) -> ComposeResult:
        day = _("day-month-year, as 25-11-2026")
        yield FormField("name", _("Name"), self.holder)
        yield FormField("nip", _("NIP"), hint=_("18 digits"))
        yield FormField("rank", _("Rank"), hint="Pembina, IV/a")
        yield FormField("letter", _("Letter number"), hint="800/123/2026")
        yield FormField("letter_date", _("Letter date"), hint=day)
        yield FormField("valid_from", _("From"), hint=day)
        yield FormField("valid_until", _("Until"), hint=day)

    async def take(self) -> None:
        typed = {field.key: field.value for field in self.query(FormField)}
        typed |= {key: iso_day(typed[key]) for key in ("letter_date", "valid_from", "valid_until")}
        await self.accept(Letter(capacity=self.capacity, scan=self.scan, **typed))


def capacities() -> Sequence[tuple[str, str]]:
    """As what somebody may act, to choose from."""
    return (
        (Capacity.PLH.value, _("Plh.: the Head is away for a while")),
        (Capacity.PLT.value, _("Plt.: the post is vacant")),
    )
