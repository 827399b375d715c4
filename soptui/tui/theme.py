"""Two looks: a calm one in true colour, and one in the 16 colours of a console."""

from __future__ import annotations

from textual.theme import Theme

SOPTUI = Theme(
    name="soptui",
    primary="#5fa8d3",
    secondary="#9ad1d4",
    accent="#f2c14e",
    warning="#f2c14e",
    error="#ff7f6e",
    success="#7fd1a0",
    foreground="#e6edf3",
    background="#10202b",
    surface="#142936",
    panel="#1b3545",
    dark=True,
    variables={
        "block-cursor-background": "#2f6f95",
        "block-cursor-foreground": "#ffffff",
        "input-selection-background": "#2f6f95",
        "muted": "#9db2c0",
        "rule": "#35576b",
    },
)

CONSOLE = Theme(
    name="console",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_white",
    accent="ansi_bright_yellow",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    success="ansi_bright_green",
    foreground="ansi_white",
    background="ansi_black",
    surface="ansi_black",
    panel="ansi_black",
    boost="ansi_black",
    dark=True,
    variables={
        "block-cursor-background": "ansi_cyan",
        "block-cursor-foreground": "ansi_black",
        "input-selection-background": "ansi_blue",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "muted": "ansi_white",
        "rule": "ansi_cyan",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_cyan",
        "border-blurred": "ansi_white",
        "scrollbar": "ansi_cyan",
        "scrollbar-hover": "ansi_cyan",
        "scrollbar-active": "ansi_cyan",
        "scrollbar-background": "ansi_black",
        "scrollbar-corner-color": "ansi_black",
        "scrollbar-background-hover": "ansi_black",
        "scrollbar-background-active": "ansi_black",
    },
)
