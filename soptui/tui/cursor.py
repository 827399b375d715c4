"""The text cursor stands still."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen
from textual.widgets import Input, TextArea


def steady_cursor(screen: Screen[Any]) -> None:
    """No cursor blinks: on a slow line every blink is a repaint, and a frozen client that is sent
    one never looks idle to the SSH server.
    """
    for field in screen.query(Input):
        field.cursor_blink = False
    for area in screen.query(TextArea):
        area.cursor_blink = False
