"""Tokens that are renewed: only when the network says no to the old one, by one program at a time,
and kept before they are used.

A token renewed too eagerly, or by two at once, may end the other one's; one that was used before it
was kept is lost with the program.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Generic, Protocol, TypeVar, runtime_checkable

T = TypeVar("T", bound="Kept")


class Kept(Protocol):
    """What is kept of one account's consent, as text in the keyring."""

    @property
    def access(self) -> str:
        """The token that goes with a call."""
        ...

    def to_text(self) -> str:
        """The whole of it."""
        ...


class Keeper(Protocol):
    """Where the secret of one channel is kept."""

    def read(self) -> str:
        """The secret as it stands now. Raises TokenRefused where there is none."""
        ...

    def save(self, secret: str) -> None:
        """Put `secret` in its place, whole, on disk. Call it inside `alone`.

        Raises Unreachable where somebody else renews it by now, or connected the channel anew.
        """
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Nobody else renews it meanwhile. Raises Unreachable where somebody does."""
        ...


@runtime_checkable
class Renewing(Protocol):
    """A channel whose secret changes with time."""

    def keep_with(self, keeper: Keeper) -> None:
        """Keep it there from now on."""
        ...


class InHand:
    """A secret that nobody keeps yet."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def read(self) -> str:
        return self._secret

    def save(self, secret: str) -> None:
        self._secret = secret

    def alone(self) -> AbstractContextManager[None]:
        return nullcontext()


class Tokens(Generic[T]):
    """The token of one account. `renew` asks the network for another; raises as channels do."""

    def __init__(self, keeper: Keeper, parse: Callable[[str], T], renew: Callable[[T], T]) -> None:
        self.keeper = keeper
        self._parse, self._renew = parse, renew

    def kept(self) -> T:
        """What is kept of the consent. Raises TokenRefused where there is nothing to be read."""
        return self._parse(self.keeper.read())

    def current(self) -> str:
        """The token as it was kept last."""
        return self.kept().access

    def instead_of(self, refused: str) -> str:
        """Another one than the one that the network has refused. Raises Unreachable, TokenRefused.

        Where somebody else was first, theirs. Where the answer is lost, the old secret stays: it
        was not touched.
        """
        if (theirs := self.current()) != refused:
            return theirs
        with self.keeper.alone():
            kept = self.kept()
            if kept.access == refused:
                kept = self._renew(kept)
                self.keeper.save(kept.to_text())
            return kept.access
