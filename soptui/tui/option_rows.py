"""Rows of a list brought up to date without moving the cursor or painting what has not changed."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option


def show_rows(chosen: OptionList, rows: Sequence[tuple[str, Content]]) -> None:
    """Show `rows`, each an id and its words; the cursor stays on the row it was on."""
    if [key for key, _words in rows] == [option.id for option in chosen.options]:
        for key, words in rows:
            if chosen.get_option(key).prompt != words:
                chosen.replace_option_prompt(key, words)
        return
    under, place = chosen.highlighted_option, chosen.highlighted or 0
    chosen.clear_options()
    chosen.add_options(Option(words, id=key) for key, words in rows)
    keys = [key for key, _words in rows]
    if under is not None and under.id in keys:
        place = keys.index(under.id)
    chosen.highlighted = min(place, len(rows) - 1) if rows else None
