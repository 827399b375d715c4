"""What every channel can do, so that one outbox can run them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from soptui.errors import InvalidInput, Refused
from soptui.i18n import _

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from soptui.sop.manifest import Manifest, RenditionEntry
    from soptui.sop.office import Office

Progress = Callable[[int, int], None]
"""Told after every step: how many are done, of how many."""


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def forget(_handle: str) -> None:
    """Nobody keeps it."""


class Lender(Protocol):
    """Lends files to networks that fetch them from a public address; raises StorageError."""

    def lend(self, file: RenditionEntry) -> str:
        """Put it where the public can fetch it; its address."""
        ...

    def take_back(self, file: RenditionEntry) -> None:
        """The network needs it no more."""
        ...


class Mode(StrEnum):
    """Who does the posting."""

    AUTO = "auto"
    """This program does."""
    ASSISTED = "assisted"
    """A person does, by hand, from a folder that this program prepares."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """It stands there: the public address, and what the channel itself calls it."""

    url: str
    handle: str


@dataclass(frozen=True, slots=True)
class Job:
    """One delivery: what was approved, and what a channel needs to bring it out.

    `key` is the same for every try of the same delivery; `revision` counts corrections of the same
    item, from 1. Both moments are aware. `shelf` gives the file that goes out for a SHA-256 that
    the manifest lists.

    A channel that has to know after a crash what it had begun gives it to `keep` before the one
    call that cannot be taken back; it is on disk when `keep` returns, and the next try has it as
    `handle`. `earlier` is the post that a correction or a takedown is about. `lender` is None where
    the office's website has no public address.
    """

    manifest: Manifest
    revision: int
    key: str
    approved_at: datetime
    published_at: datetime
    office: Office
    shelf: Callable[[str], Path]
    handle: str = ""
    keep: Callable[[str], None] = forget
    earlier: Receipt | None = None
    lender: Lender | None = None

    def text_for(self, channel: str) -> str | None:
        """What was approved for that channel, or None when it was not chosen."""
        return self.manifest.text_for(channel)


@dataclass(frozen=True, slots=True)
class Absent:
    """The channel was asked and does not have it."""


@dataclass(frozen=True, slots=True)
class CannotSay:
    """The channel has no way to tell; a person has to look."""


Reconciled = Receipt | Absent | CannotSay


class Channel(Protocol):
    """Where a release is published."""

    @property
    def name(self) -> str:
        """The stable identifier, such as `website`."""
        ...

    @property
    def label(self) -> str:
        """What people call it."""
        ...

    @property
    def mode(self) -> Mode: ...

    def problems(self, job: Job) -> list[str]:
        """Sentences on what the channel would not take; empty when it can go."""
        ...

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        """Publish it; doing so again changes nothing.

        Raises Refused, Unreachable, Unknown, or StorageError (the disk: safe to try again).
        """
        ...

    def prepare(self, job: Job, progress: Progress = quiet) -> Path:
        """The folder from which a person posts it; doing so again rebuilds it."""
        ...

    def reconcile(self, job: Job) -> Reconciled:
        """Whether it stands there already."""
        ...

    @property
    def corrects(self) -> bool:
        """Whether it can change what stands there; else a correction is a post of its own."""
        ...

    def correct(self, job: Job, earlier: Receipt, progress: Progress = quiet) -> Receipt:
        """Let what stands at `earlier` say what was approved now; doing so again changes nothing.

        Raises as `deliver`; Refused too where it is not there any more.
        """
        ...

    @property
    def withdraws(self) -> bool:
        """Whether it can take down what stands there; else a person does."""
        ...

    def withdraw(self, job: Job, earlier: Receipt) -> None:
        """Take down what stands at `earlier`; well too where it is not there any more.

        Doing so again changes nothing. Raises Refused, Unreachable, StorageError.
        """
        ...

    def accept_url(self, job: Job, url: str) -> Receipt:
        """The receipt for a post made by hand, or InvalidInput when that cannot be its address."""
        ...


class Lasting:
    """What a channel cannot do where nothing that stands there can be changed by the program."""

    @property
    def corrects(self) -> bool:
        return False

    def correct(self, _job: Job, _earlier: Receipt, _progress: Progress = quiet) -> Receipt:
        raise Refused(
            _("What stands there cannot be changed by the program; nothing was sent."),
            remedy=_("Change it by hand on the network's own page."),
        )

    @property
    def withdraws(self) -> bool:
        return False

    def withdraw(self, _job: Job, _earlier: Receipt) -> None:
        raise Refused(
            _("What stands there cannot be taken down by the program; nothing was sent."),
            remedy=_("Take it down by hand on the network's own page."),
        )


class ByProgram(Lasting):
    """What a channel cannot do when this program does the posting."""

    mode = Mode.AUTO

    def prepare(self, _job: Job, _progress: Progress = quiet) -> Path:
        raise Refused(_("Nothing is prepared by hand for this channel; it publishes by itself."))

    def accept_url(self, _job: Job, _url: str) -> Receipt:
        raise InvalidInput(_("This channel records its own address; none needs to be pasted."))


class ByHand(Lasting):
    """What a channel cannot do when a person does the posting."""

    mode = Mode.ASSISTED

    def deliver(self, _job: Job, _progress: Progress = quiet) -> Receipt:
        raise Refused(
            _("This channel is posted by hand; nothing was sent."),
            remedy=_("Open the prepared folder, post from it, and paste the address here."),
        )

    def reconcile(self, _job: Job) -> Reconciled:
        return CannotSay()
