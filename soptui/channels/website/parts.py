"""How a month's list is parted so that what is full never changes.

The parts are numbered from the oldest. The newest articles stand on the month's own page, between
one and two parts of them; each time there are two, the older half becomes a part of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZE = 12
"""Articles in a full part."""


def month_page(month: str) -> str:
    """Where a month's own page is, relative to the site."""
    return f"arsip/{month}/index.html"


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a month's list: articles `start` to `stop`, counted from the oldest.

    `number` is 0 for the month's own page. `newer` and `older` lead to the pages beside it,
    relative to the archive; they are empty where there is none.
    """

    month: str
    number: int
    start: int
    stop: int
    newer: str
    older: str

    @property
    def path(self) -> str:
        """Where the page is, relative to the site."""
        return f"arsip/{self._place}/index.html"

    @property
    def depth(self) -> int:
        """How many folders lie above it."""
        return self.path.count("/")

    @property
    def _place(self) -> str:
        return _place(self.month, self.number)


def full_parts(count: int) -> int:
    """How many parts of a month with so many articles are full and will not change."""
    return max(0, count // SIZE - 1)


def parts(month: str, count: int, newer: str, older: str) -> Iterator[Part]:
    """All pages of the month, the oldest first; `newer` and `older` are the months beside it."""
    full = full_parts(count)
    for number in range(1, full + 1):
        before = _place(month, number - 1) if number > 1 else older
        after = _place(month, number + 1) if number < full else month
        yield Part(month, number, (number - 1) * SIZE, number * SIZE, after, before)
    yield Part(month, 0, full * SIZE, count, newer, _place(month, full) if full else older)


def _place(month: str, number: int) -> str:
    return f"{month}/{number}" if number else month
