"""Fields of forms: a label, what is typed, and beside it what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

if TYPE_CHECKING:
    from textual.app import ComposeResult

LONGEST = 256


class Complaint(Static):
    """A sentence about a field; hidden while there is nothing wrong."""

    def tell(self, sentence: str) -> None:
        """Say it; an empty sentence takes it back."""
        content = Content(f"✗ {sentence}" if sentence else "")
        if self.content != content:
            self.update(content)
        self.set_class(bool(sentence), "-shown")


class FormField(Vertical):
    """One line of text with its label. `Changed` says what stands in it at every key."""

    class Changed(Message):
        """Something was typed."""

        def __init__(self, field: FormField, value: str) -> None:
            self.field, self.value = field, value
            super().__init__()

    input = getters.query_one(Input)
    complaint = getters.query_one(Complaint)

    def __init__(
        self, key: str, label: str, value: str = "", *, hint: str = "", secret: bool = False
    ) -> None:
        super().__init__(id=f"field-{key}", classes="form-field")
        self.key, self.label = key, label
        self._value, self._hint, self._secret = value, hint, secret

    def compose(self) -> ComposeResult:
        yield Static(Content(self.label), classes="label")
        yield Input(
            self._value,
            placeholder=self._hint,
            password=self._secret,
            max_length=LONGEST,
            select_on_focus=False,
        )
        yield Complaint()

    @property
    def value(self) -> str:
        """What stands in it."""
        return self.input.value

    def complain(self, sentence: str) -> None:
        """Say below it what is wrong; an empty sentence takes it back."""
        self.complaint.tell(sentence)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(self, event.value))
