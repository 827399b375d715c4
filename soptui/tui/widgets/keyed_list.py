"""A list that is told anew as often as one likes: the cursor stays where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


@dataclass(frozen=True, slots=True)
class Row:
    """One line. `key` is its own for as long as it is shown; what is not `live` is only read."""

    key: str
    line: Content
    live: bool = True


class KeyedList(OptionList):
    """`tell` gives the rows; the cursor follows its key, or keeps its place when that is gone."""

    def tell(self, rows: Sequence[Row]) -> None:
        """Show `rows`."""
        if [option.id for option in self.options] != [row.key for row in rows]:
            self._lay_anew(rows)
            return
        for place, (option, row) in enumerate(zip(list(self.options), rows, strict=True)):
            if option.prompt is not row.line and option.prompt != row.line:
                self._replace(place, row.line, str(option.prompt))

    def _replace(self, place: int, line: Content, before: str) -> None:
        """Paint one row again. Where no row is broken over two lines, the others keep theirs:
        what moves every half second must not cost the whole list.
        """
        breaks = self.styles.text_wrap != "nowrap" or "\n" in before or "\n" in line.plain
        self._keep_lines = not breaks
        self.replace_option_prompt_at_index(place, line)
        self._keep_lines = False
        if not breaks:
            self.refresh_lines(place, 1)

    _keep_lines = False

    def _clear_caches(self) -> None:
        if self._keep_lines:
            self._option_render_cache.clear()
        else:
            super()._clear_caches()

    @property
    def chosen_key(self) -> str:
        """The key under the cursor, '' where there is none."""
        option = self.highlighted_option
        return option.id or "" if option is not None else ""

    def _lay_anew(self, rows: Sequence[Row]) -> None:
        key, place = self.chosen_key, self.highlighted or 0
        offset = self.scroll_offset.y
        self.clear_options()
        self.add_options(Option(row.line, id=row.key, disabled=not row.live) for row in rows)
        self.highlighted = _place(rows, key, place)
        self.scroll_to(y=offset, animate=False)
        self.call_after_refresh(self.scroll_to_highlight)


def _place(rows: Sequence[Row], key: str, place: int) -> int | None:
    live = [index for index, row in enumerate(rows) if row.live]
    same = [index for index in live if rows[index].key == key]
    return same[0] if same else min(live, key=lambda index: abs(index - place), default=None)
