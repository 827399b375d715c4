"""Reading the trail once, from its first entry to its last: does it hold, and what does it tell?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from soptui.i18n import _
from soptui.sop.finding import Finding, Level
from soptui.sop.workflow import Action, State
from soptui.store.tables import EventRow
from soptui.store.trail import Break, Harm, walk

TOPIC = "trail"
SLACK_MS = timedelta(minutes=2) // timedelta(milliseconds=1)
"""How far a moment may lie before the one of the entry before it: time servers set clocks."""


@dataclass
class Ledger:
    """What the trail tells, to be compared with what stands in the tables. All sets hold digests,
    but `submissions` (code, digest) and `urls` (code, channel, address).
    """

    broken: Break | None = None
    events: int = 0
    states: dict[str, str] = field(default_factory=dict)
    standing: dict[str, int] = field(default_factory=dict)
    """The round that stands in public, by code."""
    decisions: dict[str, str] = field(default_factory=dict)
    submissions: set[tuple[str, str]] = field(default_factory=set)
    urls: set[tuple[str, str, str]] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    mandates: set[str] = field(default_factory=set)
    revoked: set[str] = field(default_factory=set)
    checkpoints: set[str] = field(default_factory=set)
    backwards: list[int] = field(default_factory=list)
    """Entries whose moment lies before that of the entry before."""
    _newest: int = 0

    def see(self, row: EventRow) -> None:
        """Take in one entry."""
        self.events += 1
        if row.at < self._newest - SLACK_MS:
            self.backwards.append(row.id)
        self._newest = max(self._newest, row.at)
        told = row.detail if isinstance(row.detail, dict) else {}
        if "to" in told and "origin" in told:
            self._move(row.subject, row.action, told)
        if "decision" in told:
            self.decisions[told["decision"]] = row.subject
        if row.action == "submit":
            self.submissions.add((row.subject, told.get("digest", "")))
        if told.get("url"):
            self.urls.add((row.subject, told.get("channel", ""), told["url"]))
        if "entry" in told:
            self.keys.add(told["entry"])
        if row.action == "enter_mandate":
            self.mandates.add(told.get("mandate", ""))
        if row.action == "revoke_mandate":
            self.revoked.add(told.get("mandate", ""))
        if row.action == "checkpoint":
            self.checkpoints.add(told.get("checkpoint", ""))

    def _move(self, code: str, action: str, told: Mapping[str, Any]) -> None:
        self.states[code] = told["to"]
        if told["to"] == State.TAKEN_DOWN.value:
            self.standing.pop(code, None)
        elif action == Action.COMPLETE.value:
            self.standing[code] = told.get("round", 0)


def read_trail() -> Ledger:
    """The whole trail. Call it inside a connection."""
    ledger = Ledger()
    ledger.broken = walk(ledger.see)
    return ledger


def trail_findings(ledger: Ledger) -> Iterator[Finding]:
    """Whether the chain holds, and where clocks ran backwards."""
    if ledger.broken is None:
        words = _("The trail is unbroken: {n} entries.").format(n=ledger.events)
        yield Finding(Level.OK, TOPIC, words)
    else:
        yield Finding(
            Level.ERROR,
            TOPIC,
            break_sentence(ledger.broken),
            _("What stands after it proves nothing; compare it with a backup."),
        )
    if ledger.backwards:
        yield Finding(
            Level.WARNING,
            TOPIC,
            _("A clock was put back: {n} entries are earlier than the one before, first {number}.")
            .format(n=len(ledger.backwards), number=ledger.backwards[0]),
            _("Ask who set the clock, and why."),
        )  # fmt: skip


def break_sentence(broken: Break) -> str:
    """The break in a sentence, with its place."""
    words = {
        Harm.CHANGED: _("Entry {number} of the trail was changed."),
        Harm.MISSING: _("Entry {number} of the trail is missing."),
        Harm.MOVED: _("Entry {number} of the trail does not follow from the one before it."),
        Harm.CUT: _("The trail ends before entry {number}, which must be there."),
    }[broken.harm]
    return words.format(number=broken.number)
