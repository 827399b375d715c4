"""The peer of the start-up figures: a Textual program that shows one line and nothing else."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("bare Textual is ready")


if __name__ == "__main__":
    Bare().run()
