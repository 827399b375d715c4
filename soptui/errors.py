"""Everything that can go wrong and that a person is told about.

    SoptuiError
    ├── NotAllowed          this person may not do that
    │   └── Unseated        no longer: deactivated or given another role meanwhile
    ├── WrongStep           the item is not where that is done
    ├── Conflict            somebody else changed it first
    ├── Incomplete          the step's requirements are not met; carries what is missing
    ├── InvalidInput        a value that cannot be what it should be
    ├── NotFound            no such item, asset, person
    ├── ConfigError         settings that cannot be read
    ├── StoreError          the database cannot be used
    │   └── StoreBusy       another process holds it
    ├── StorageError        a folder or disk: missing, read-only, full
    ├── MediaError          a file that cannot be read as what it says it is
    ├── IdentityError       sign-in, vault, keyring
    │   ├── WrongSecret     PIN or passphrase does not fit
    │   └── LockedOut       too many tries
    └── ChannelError        a channel did not take the release
        ├── Refused         final: it says no, and why
        │   └── NotByProgram    a person can post it there
        ├── Unreachable     nothing went out; safe to try again
        │   └── TokenRefused    nothing will, until somebody connects the account anew
        └── Unknown         something went out; ask the channel before trying again

Each carries a sentence that says what happened and what was kept, and a remedy that says what to do
next. One place renders them (the status line or a dialog, or the command line's stderr). None of
them may carry a secret or a personal identifier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class SoptuiError(Exception):
    """A failure with words for the person in front of it."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    @property
    def sentence(self) -> str:
        """What happened and what to do, in one line."""
        return f"{self.message} {self.remedy}".strip()


class NotAllowed(SoptuiError):
    """This person's role does not include that."""

    exit_code = 4


class Unseated(NotAllowed):
    """Whoever sits here was deactivated, or given another role, meanwhile."""


class WrongStep(SoptuiError):
    """The item is not in the step where that is done."""

    exit_code = 5


class Conflict(SoptuiError):
    """Another session changed the same thing first; nothing was overwritten."""

    exit_code = 6


class Incomplete(SoptuiError):
    """The step's requirements are not met."""

    exit_code = 5

    def __init__(self, message: str, missing: Sequence[object], *, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.missing = tuple(missing)


class InvalidInput(SoptuiError):
    """A value that cannot be what it should be."""

    exit_code = 2


class NotFound(SoptuiError):
    """No such item, asset or person."""

    exit_code = 3


class ConfigError(SoptuiError):
    """Settings that cannot be read."""

    exit_code = 78  # EX_CONFIG


class StoreError(SoptuiError):
    """The database cannot be used."""

    exit_code = 74  # EX_IOERR


class StoreBusy(StoreError):
    """Another process holds the database longer than we wait."""

    exit_code = 75  # EX_TEMPFAIL


class StorageError(SoptuiError):
    """A folder or disk that is missing, read-only or full."""

    exit_code = 74


class MediaError(SoptuiError):
    """A file that cannot be read as what it says it is."""

    exit_code = 65  # EX_DATAERR


class IdentityError(SoptuiError):
    """Sign-in, vault or keyring."""

    exit_code = 77  # EX_NOPERM


class WrongSecret(IdentityError):
    """The PIN or passphrase does not fit."""


class LockedOut(IdentityError):
    """Too many tries; the message says until when."""


class ChannelError(SoptuiError):
    """A channel did not take the release."""

    exit_code = 69  # EX_UNAVAILABLE


class Refused(ChannelError):
    """Final: the channel says no, and why."""


class NotByProgram(Refused):
    """Nothing was sent: what the program cannot post there, a person can."""


class Unreachable(ChannelError):
    """Nothing went out; safe to try again, not sooner than after `retry_after` seconds."""

    def __init__(self, message: str, *, remedy: str = "", retry_after: float = 0.0) -> None:
        super().__init__(message, remedy=remedy)
        self.retry_after = retry_after


class TokenRefused(Unreachable):
    """The network does not accept the account's token, or there is none."""


class Unknown(ChannelError):
    """Something went out and no answer came back: ask the channel before trying again."""
