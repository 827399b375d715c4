"""Rilis: title, lead and body, with what a press release of this office usually has beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual import on
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from soptui.clock import local
from soptui.desk.item import Item
from soptui.desk.privacy import Found
from soptui.i18n import N_, _
from soptui.sop.release import BODY_WORDS, TITLE_WORDS, Part, words
from soptui.tui.privacy_words import secret_words
from soptui.tui.widgets.draft_field import DraftField

LABELS = {Part.TITLE: N_("Title"), Part.LEAD: N_("Lead"), Part.BODY: N_("Body")}
USUAL = {Part.TITLE: TITLE_WORDS, Part.BODY: BODY_WORDS}


class ReleaseForm(VerticalScroll):
    """Three fields that keep what is typed, and a few lines of advice."""

    def __init__(self, coverage_id: int) -> None:
        super().__init__(id="release", classes="pane", can_focus=False)
        self.coverage_id = coverage_id
        self._place = ""
        self._complained: set[str] = set()
        self._kept = ""
        self._found: tuple[str, ...] = ()

    def compose(self) -> Iterable[Any]:
        for part in Part:
            yield DraftField(self.coverage_id, part, _(LABELS[part]))
        yield Static(id="advice", classes="muted")

    @property
    def fields(self) -> list[DraftField]:
        """Title, lead, body."""
        return list(self.query(DraftField))

    def field(self, part: str) -> DraftField:
        """The field of that part."""
        return next(field for field in self.fields if field.field == part)

    def tell(self, item: Item, place: str, *, editable: bool) -> None:
        """Show the texts as they stand; `place` is the town of the date line."""
        self._place = place
        for field in self.fields:
            field.tell(item.text(field.field), editable=editable)
        self.complain({gap.field: gap.sentence for gap in item.gaps} if editable else {})
        self._advise()

    def tell_found(self, found: Sequence[Found]) -> None:
        """Say which numbers of people stand in the texts as they were saved."""
        self._found = tuple(
            secret_words(one.secret, one.masked, one.field)
            + (" · " + _("let pass") if one.reason else "")
            for one in found
        )
        self._advise()

    def complain(self, sentences: Mapping[str, str]) -> None:
        """Say beside each field what it lacks; what this said before and is mended goes."""
        for field in self.fields:
            sentence = sentences.get(field.field, "")
            if sentence and not field.text.strip():
                field.complain(sentence)
                self._complained.add(field.field)
            elif field.field in self._complained:
                field.complain("")
                self._complained.discard(field.field)

    @on(DraftField.Kept)
    def _count(self, event: DraftField.Kept) -> None:
        said = _("Draft kept {time}") if event.version is None else _("Saved {time}")
        self._kept = said.format(time=f"{local(event.at):%H.%M.%S}")
        self._advise()

    def _advise(self) -> None:
        lines = [self._counted()]
        dateline = f"{self._place} – "
        if self._place and not self.field(Part.LEAD).text.lstrip().startswith(dateline):
            lines.append(_("The lead usually begins with the place: “{place}”.").format(
                place=dateline.strip()))  # fmt: skip
        lines += self._found
        lines.append(self._kept)
        content = Content("\n".join(line for line in lines if line))
        advice = self.query_one("#advice", Static)
        if content != advice.content:
            advice.update(content)

    def _counted(self) -> str:
        """`Judul 7 kata (lazimnya 5–10) · Isi 42 kata (lazimnya 300–500)`: advice, never a rule."""
        told = _("{label} {count} words (usually {low}–{high})")
        return " · ".join(
            told.format(label=_(LABELS[part]), count=words(self.field(part).text), low=low,
                        high=high)
            for part, (low, high) in USUAL.items()
        )  # fmt: skip
