"""One command is one line: its key, its place in the bar and its row of help all come from here."""

from __future__ import annotations

from dataclasses import dataclass

from textual.binding import Binding

from soptui.i18n import N_, _

KEY_NAMES = {
    "enter": N_("Enter"),
    "escape": N_("Esc"),
    "space": N_("Space"),
    "tab": N_("Tab"),
    "slash": "/",
    "question_mark": "?",
    "up": N_("Up"),
    "down": N_("Down"),
    "left": N_("Left"),
    "right": N_("Right"),
    "plus": "+",
    "minus": "-",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "delete": "Del",
    "pageup": "PgUp",
    "pagedown": "PgDn",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can do on a screen.

    `keys` are Textual's, the first is the one that is shown; `action` is the screen's method
    without `action_`; `label` is a word for the bar and `help` a sentence, both in English, marked
    with `N_`. A command that is not `barred` stands in the help only.
    """

    keys: str
    action: str
    label: str
    help: str
    barred: bool = True
    priority: bool = False

    @property
    def name(self) -> str:
        """The action without its parameters."""
        return self.action.partition("(")[0]

    @property
    def key_name(self) -> str:
        """The first key as it is printed on the keyboard."""
        key = self.keys.split(",")[0]
        return _(KEY_NAMES[key]) if key in KEY_NAMES else key.upper()

    def binding(self) -> Binding:
        """The command as Textual binds it."""
        return Binding(self.keys, self.action, self.label, show=False, priority=self.priority)


EVERYWHERE = (
    Command("f1", "help", N_("Help"), N_("What can be done on this screen.")),
    Command("question_mark", "help", N_("Help"), N_("The same, where no text is being typed."),
            barred=False),
    Command("f9", "switch_language", N_("ID/EN"), N_("Indonesian or English."), barred=False),
)  # fmt: skip
"""What works on every screen."""
