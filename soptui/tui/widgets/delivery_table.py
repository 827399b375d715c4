"""The channels of one publication, a row each; painted again only where the words change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.text import Text
from textual.widgets import DataTable

from soptui.desk.item import DeliveryView
from soptui.i18n import _
from soptui.sop.inert import visible
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.step4_publication import DELIVERY_NAMES, DeliveryState
from soptui.tui.channel_words import DELIVERY_GLYPHS, channel_name
from soptui.tui.format import fit, near
from soptui.tui.next_step import until

NAME_WIDTH, STATE_WIDTH, TIME_WIDTH = 12, 15, 16
EDGE = 2
BAR = 12
COLUMNS = ("channel", "state", "time", "says")
STYLES = {
    DeliveryState.PUBLISHED: "success",
    DeliveryState.FAILED: "error",
    DeliveryState.UNKNOWN: "warning",
    DeliveryState.ASSISTED: "accent",
}


class DeliveryTable(DataTable[Text]):
    """Channel, state in a shape and a word, when, and where it stands or what is in the way."""

    def __init__(self) -> None:
        super().__init__(cursor_type="row", cell_padding=0)
        self._rows: dict[str, DeliveryView] = {}
        self._shown: dict[tuple[str, str], Text] = {}
        self._rest = 20

    def tell(self, deliveries: Sequence[DeliveryView], now: datetime) -> None:
        """Show the deliveries; the cursor stays on its channel."""
        rows = {str(row.id): row for row in deliveries}
        if self.columns and list(rows) == list(self._rows):
            self._rows = rows
            self.tick(now)
            return
        under = self.chosen
        self._rows = rows
        self.lay_out(now)
        if under is not None:
            self.go_to(under.id)

    def go_to(self, delivery_id: int) -> None:
        """Put the cursor on that delivery, where it is among the rows."""
        keys = list(self._rows)
        if str(delivery_id) in keys:
            self.move_cursor(row=keys.index(str(delivery_id)), animate=False)

    def lay_out(self, now: datetime) -> None:
        """Build the table for the width that there is."""
        place = self.cursor_row
        self.clear(columns=True)
        self._rest = rest = max(20, self.size.width - NAME_WIDTH - STATE_WIDTH - TIME_WIDTH - EDGE)
        for name, label, width in (
            ("channel", " " + _("CHANNEL"), NAME_WIDTH),
            ("state", _("STATE"), STATE_WIDTH),
            ("time", _("WHEN"), TIME_WIDTH),
            ("says", _("WHERE, OR WHAT TO DO"), rest),
        ):
            self.add_column(Text(label), width=width, key=name)
        for key, row in self._rows.items():
            cells = self._cells(row, now)
            self._shown.update({(key, name): cell for name, cell in cells.items()})
            self.add_row(*cells.values(), key=key)
        self.move_cursor(row=place, animate=False)

    def tick(self, now: datetime) -> None:
        """Bring the words up to date."""
        for key, row in self._rows.items():
            for name, cell in self._cells(row, now).items():
                if self._shown.get((key, name)) != cell:
                    self._shown[key, name] = cell
                    self.update_cell(key, name, cell)

    @property
    def chosen(self) -> DeliveryView | None:
        """The delivery under the cursor."""
        rows = list(self._rows.values())
        return rows[self.cursor_row] if 0 <= self.cursor_row < len(rows) else None

    def _cells(self, row: DeliveryView, now: datetime) -> dict[str, Text]:
        state = f"{DELIVERY_GLYPHS[row.state]} {_(DELIVERY_NAMES[row.state])}"
        colour = self.app.theme_variables.get(STYLES.get(row.state, ""), "")
        return {
            "channel": Text(fit(f" {channel_name(row.channel)}", NAME_WIDTH)),
            "state": Text(fit(state, STATE_WIDTH), style=colour.removeprefix("ansi_")),
            "time": Text(_when(row, now)),
            "says": Text(shortened(says(row), self._rest), no_wrap=True, overflow="ellipsis"),
        }


def _when(row: DeliveryView, now: datetime) -> str:
    if row.published_at is not None:
        return near(row.published_at, now)
    if row.next_at is not None and row.next_at > now:
        return _("try {n} in {time}").format(n=row.attempts + 1, time=until(row.next_at, now))
    return _("try {n}").format(n=row.attempts) if row.attempts > 1 else ""


def says(row: DeliveryView) -> str:
    """Where it stands, how far it is, or what has to be done; one line."""
    if row.state is DeliveryState.PUBLISHED:
        return visible(row.url.removeprefix("https://").removeprefix("file://"))
    if row.error:
        return visible(" ".join(row.error.split()))
    if row.state in {DeliveryState.SENDING, DeliveryState.PREPARING} or (
        row.total and row.done < row.total
    ):
        return progress(row.done, row.total)
    if row.state is DeliveryState.TAKEN_DOWN:
        return ""
    if row.state is DeliveryState.ASSISTED and row.earlier:
        return (
            _("change it there: O what to do, D when it is done")
            if row.kit
            else _("the folder is being prepared")
        )
    if row.state is DeliveryState.ASSISTED:
        return (
            _("ready: O folder, T paste its address")
            if row.kit
            else _("the folder is being prepared")
        )
    if row.state is DeliveryState.UNKNOWN:
        return _("look at the channel, then P")
    return _("goes out by itself") if row.channel == WEBSITE else ""


def shortened(words: str, width: int) -> str:
    """`words`; of an address that is too long the host gives way, not what tells posts apart."""
    host, slash, path = words.partition("/")
    if len(words) <= width or not slash or " " in host or not host:
        return words
    kept = max(width - len(path) - 2, 8)
    return f"{host[:kept]}…/{path}" if kept < len(host) else words


def progress(done: int, total: int) -> str:
    """`━━━━━━━━────  3 / 4`; a bar without a figure says nothing on a slow line."""
    filled = BAR * done // total if total else 0
    return "━" * filled + "─" * (BAR - filled) + (f"  {done} / {total}" if total else "")


def page_path(site: Path, row: DeliveryView) -> Path | None:
    """Where the website's page lies on this machine; None for what has none."""
    return site / row.handle / "index.html" if row.channel == WEBSITE and row.handle else None
