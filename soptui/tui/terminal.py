"""What the terminal can show, judged from the environment before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping

MIN_SIZE = (80, 24)
MAX_SIZE = (400, 200)
"""A terminal that claims more is not believed: a 65535 × 65535 one would take all memory."""

_GRAPHICS = {"xterm-kitty", "foot", "wezterm", "xterm-ghostty", "mlterm", "contour"}


def is_console(environment: Mapping[str, str]) -> bool:
    """Whether this is a plain console of 16 colours and few glyphs."""
    term = environment.get("TERM", "")
    return term in {"linux", "vt100", "vt220", "ansi", "dumb"}


def choose_theme(setting: str, environment: Mapping[str, str]) -> str:
    """`soptui` or `console`."""
    if setting != "auto":
        return setting
    return "console" if is_console(environment) else "soptui"


def choose_pictures(setting: str, environment: Mapping[str, str]) -> str:
    """`graphics`, `cells` or `words`. Graphics only where the terminal names itself as able: asking
    it costs a round trip that a slow line loses, and typed-ahead keys spoil the answer.
    """
    if setting != "auto":
        return setting
    if is_console(environment):
        return "words"
    if environment.get("TERM") in _GRAPHICS and not environment.get("TMUX"):
        return "graphics"
    return "cells"


def is_remote(environment: Mapping[str, str]) -> bool:
    """Whether every repaint crosses a network."""
    return bool(environment.get("SSH_CONNECTION"))
