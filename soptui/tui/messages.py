"""What the app tells the screen in front."""

from __future__ import annotations

from datetime import datetime

from textual.message import Message


class StoreChanged(Message):
    """Somebody else, or the station, wrote to the database."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, StoreChanged)


class Tick(Message):
    """A second has passed; `now` is the clock's."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        super().__init__()

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, Tick)
