"""Beside the paper: who submitted it, when, what became of it, and what changed since before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from textual.content import Content
from textual.widgets import Static

from soptui.desk.step3_approval import DecisionView, SubmissionView
from soptui.i18n import _
from soptui.sop.changes import content_changes
from soptui.sop.purpose import Purpose
from soptui.sop.step3_approval import OUTCOME_NAMES, Outcome
from soptui.tui.change_words import change_line
from soptui.tui.format import near
from soptui.tui.inert_text import inert
from soptui.tui.privacy_words import privacy_lines
from soptui.tui.purpose_words import purpose_lines

DIGITS = 12
GLYPHS = {Outcome.APPROVED: "●", Outcome.RETURNED: "▲", Outcome.REJECTED: "✗"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told; `standing` is the state in words, empty where it goes without saying."""

    view: SubmissionView
    standing: str
    decision: DecisionView | None = None


class SubmissionFacts(Static):
    """A few lines; painted again only when one of them changes."""

    def tell(self, facts: Facts | None, now: datetime) -> None:
        """Show `facts`; None shows nothing."""
        content = Content("\n").join(_lines(facts, now)) if facts else Content("")
        if content != self.content:
            self.update(content)


def _lines(facts: Facts, now: datetime) -> list[Content]:
    view = facts.view
    opened = (
        _("Opened {time}").format(time=near(view.opened_at, now))
        if view.opened_at
        else _("Not opened yet")
    )
    lines = [
        *purpose_lines(view.manifest)[:1],
        *([Content.styled(facts.standing, "bold")] if facts.standing else []),
        *_decision(facts.decision, now),
        Content.assemble(_("Submitted {time} by").format(time=near(view.submitted_at, now)), " ",
                         inert(view.submitted_by)),
        Content(opened),
        Content(_("Content {digest}").format(digest=view.digest[:DIGITS])),
        *privacy_lines(view.manifest),
        Content(""),
    ]  # fmt: skip
    return lines + _changes(view)


def _decision(decision: DecisionView | None, now: datetime) -> list[Content]:
    if decision is None:
        return []
    words = f"{GLYPHS[decision.outcome]} {_(OUTCOME_NAMES[decision.outcome])}"
    told = [
        Content.assemble((words, "bold"), f" {near(decision.decided_at, now)} · ",
                         inert(decision.decided_by))
    ]  # fmt: skip
    if decision.note:
        told.append(Content.assemble("“", inert(decision.note), "”"))
    if not decision.genuine:
        told.append(Content.styled(_("✗ The signature does not fit this decision."), "$error bold"))
    return told


def _changes(view: SubmissionView) -> list[Content]:
    if view.previous is None:
        return [Content.styled(_("First round"), "$muted")]
    if view.manifest.purpose is Purpose.TAKEDOWN:
        return []
    head = _("Changed since round {n}:").format(n=view.previous.round)
    found = [change_line(change) for change in content_changes(view.previous, view.manifest)]
    return [Content.styled(_("Round {n}").format(n=view.round), "bold"), Content(head),
            *(found or [Content(_("nothing"))])]  # fmt: skip
