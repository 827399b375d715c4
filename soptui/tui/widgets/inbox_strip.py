"""Two lines under the board: how the inbox stands, and how long each channel has been quiet; one
more each where somebody has to do something about a channel's token or about notices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from soptui.clock import local
from soptui.desk.board import Board
from soptui.desk.context import Desk
from soptui.desk.notices.health import stuck_notices
from soptui.desk.publication.tokens import token_warnings
from soptui.i18n import _
from soptui.inbox.batches import BatchView, InboxSummary, summary
from soptui.inbox.health import Health, read_health
from soptui.inbox.reasons import problem_sentence
from soptui.sop.inert import in_one_line
from soptui.sop.office_calendar import Calendar
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.token_health import TokenWarning
from soptui.tui.channel_words import channel_name, token_line
from soptui.tui.format import ago
from soptui.tui.widgets.inbox_lines import fit_end

if TYPE_CHECKING:
    from soptui.tui.host import Host


CARD = 14
LATELY = timedelta(hours=1)


class InboxStrip(Static):
    """Painted again only when its words change."""

    _summary: InboxSummary | None = None
    _board: Board | None = None
    _tokens: tuple[TokenWarning, ...] = ()
    _notices_stuck = False

    async def reload(self, app: Host, board: Board) -> None:
        """Read the inbox anew."""
        self._board = board
        self._summary = await app.backstage.run(_summary, app.desk)
        self._tokens = await app.backstage.run(token_warnings, app.desk)
        self._notices_stuck = bool(await app.backstage.run(stuck_notices, app.desk))
        self.tick(app)

    def tick(self, app: Host) -> None:
        """Bring the words up to date with the time and the station's sign of life."""
        if self._summary is None or self._board is None:
            return
        now = app.clock.now()
        health = read_health(app.settings.home)
        lines = [
            Content.assemble((_label(_("INBOX")), "$muted"),
                             _inbox(self._summary, health, now)),
            Content.assemble((_label(_("CHANNELS")), "$muted"),
                             _channels(self._board.last_published, self._board.calendar, now,
                                       app.settings.stale_after_days)),
        ]  # fmt: skip
        if self._tokens:
            lines.append(Content.assemble((_label(_("TOKENS")), "$muted"),
                                          token_line(self._tokens, now)))  # fmt: skip
        if self._notices_stuck:
            words = _("▲ they do not go out; “soptui doctor” and the screen E-mail say why")
            lines.append(Content.assemble((_label(_("NOTICES")), "$muted"), (words, "$warning")))
        content = Content("\n").join(lines)
        if content != self.content:
            self.update(content)


def _summary(desk: Desk) -> InboxSummary:
    with desk.look():
        return summary()


def _label(word: str) -> str:
    return f" {word} ".ljust(13)


def _inbox(found: InboxSummary, health: Health | None, now: datetime) -> Content:
    if health is not None and health.problem:
        return Content.assemble(("✗ " + problem_sentence(health.problem), "$error bold"))
    if health is None or not health.is_alive(now):
        return Content.assemble(("▲ " + _("The station is starting; files wait in the inbox."),
                                 "$warning"))  # fmt: skip
    parts = [("● " + _("{n} ready").format(n=found.ready_unassigned), "$success")]
    if found.arriving:
        parts.append((_("{n} still arriving").format(n=found.arriving), ""))
    if found.in_trouble:
        parts.append(("✗ " + _("{n} in trouble").format(n=found.in_trouble), "$error bold"))
    if found.duplicates:
        parts.append((_("{n} already here").format(n=found.duplicates), ""))
    if (card := _card(found.batches, now)) is not None:
        parts.append(card)
    if health.watcher == "scan":
        parts.append((_("looking every few seconds"), "$muted"))
    return Content("  ").join(Content.assemble(part) for part in parts)


def _card(batches: Sequence[BatchView], now: datetime) -> tuple[str, str] | None:
    """The card that somebody may have in hand: the one whose files came last, and lately."""
    named = [batch for batch in batches if batch.name and batch.newest is not None]
    fresh = [batch for batch in named if now - (batch.newest or now) < LATELY]
    if not fresh:
        return None
    batch = max(fresh, key=lambda batch: (not batch.may_be_pulled, batch.newest or now))
    name = fit_end(in_one_line(batch.name), CARD).rstrip()
    if batch.may_be_pulled:
        return "● " + _("{name} may be pulled").format(name=name), "$success"
    return "▲ " + _("do not pull {name}").format(name=name), "$warning"


def _channels(last: Mapping[str, datetime], calendar: Calendar, now: datetime, stale: int) -> str:
    if not last:
        return _("nothing published yet")
    words = []
    for channel, moment in sorted(last.items(), key=lambda pair: pair[1], reverse=True):
        quiet = calendar.working_days(local(moment).date(), local(now).date())
        words.append(("▲ " if quiet > stale else "") + f"{_name(channel)} "
                     + ago(moment, now))  # fmt: skip
    return " · ".join(words)


def _name(channel: str) -> str:
    return _("website") if channel == WEBSITE else channel_name(channel)
