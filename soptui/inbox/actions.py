"""What a person can do about a file: try it again, take it as it is, stop it, put it away."""

from __future__ import annotations

import errno
import secrets
from datetime import datetime
from pathlib import Path
from typing import Final

from soptui.errors import NotFound, StorageError, WrongStep
from soptui.i18n import _
from soptui.inbox.batches import STUCK
from soptui.inbox.claiming.claim import same_as_seen, source_of
from soptui.inbox.files import move_new
from soptui.inbox.reasons import DISCARDED, VOUCHED, may_be_vouched_for
from soptui.inbox.settling.inspect import Changed
from soptui.inbox.watching.scan import Stamp
from soptui.paths import Home
from soptui.sop.arrival import IN_HAND, IN_TROUBLE, SET_ASIDE, ArrivalState
from soptui.sop.roles import Actor, Permission
from soptui.store.database import Store
from soptui.store.tables import Arrival
from soptui.store.trail import record

INBOX_TRASH: Final = ".soptui-trash"
"""The trash of an inbox, or a card, on another file system than the home's; no scan sees it."""
_MAY_NOT: Final = (errno.EACCES, errno.EPERM, errno.EROFS)


def retry(store: Store, actor: Actor, now: datetime, arrival_id: int) -> None:
    """Let the station look at a file in trouble again, at once, from the beginning."""
    actor.require(Permission.CREATE)
    with store.transaction():
        _again(_in_trouble(arrival_id), "", now)
        record(actor, now, "retry_arrival", f"arrival:{arrival_id}")


def take_anyway(store: Store, actor: Actor, now: datetime, arrival_id: int) -> None:
    """Let the station take a file as it is: somebody says that what there is of it is wanted.

    Raises WrongStep where what is wrong is not that a file is cut off, damaged or hollow.
    """
    actor.require(Permission.CREATE)
    with store.transaction():
        row = _in_trouble(arrival_id)
        if not may_be_vouched_for(row.state, row.reason):
            raise WrongStep(
                _("This file cannot be taken as it is."),
                remedy=_("Only a file that is cut off, damaged or ends in zeros can. Copy it again"
                         " or move it to the trash."),
            )  # fmt: skip
        record(actor, now, "take_anyway", f"arrival:{arrival_id}", reason=row.reason)
        _again(row, VOUCHED, now)


def stop_reading(store: Store, actor: Actor, now: datetime, arrival_id: int) -> None:
    """Ask the station to stop reading a file and to set it aside."""
    actor.require(Permission.CREATE)
    with store.transaction():
        asked = (
            Arrival.update(held=True)
            .where((Arrival.id == arrival_id) & Arrival.state.in_(list(IN_HAND)))
            .execute()
        )
        if not asked:
            raise WrongStep(
                _("This file is not being read now."),
                remedy=_("Nothing was changed. Look again in a moment."),
            )
        record(actor, now, "stop_reading", f"arrival:{arrival_id}")


def _again(row: Arrival, reason: str, now: datetime) -> None:
    """Back on its way: from quarantine through the reader, from the inbox as if just seen."""
    aside = row.state in SET_ASIDE
    row.state = ArrivalState.CLAIMED if aside else ArrivalState.SEEN
    row.reason, row.attempts, row.done, row.held, row.changed_at = reason, 0, 0, False, now
    row.owner, row.lease_until = "", None
    row.save(only=["state", "reason", "attempts", "done", "held", "changed_at", "owner",
                   "lease_until"])  # fmt: skip


def discard(store: Store, actor: Actor, now: datetime, home: Home, inbox: Path,
            arrival_id: int) -> None:  # fmt: skip
    """Move a file in trouble to the trash, which keeps it, and show it no more.

    A duplicate has no bytes of its own left: only its row is put away. Raises StorageError where
    the file cannot be moved.
    """
    actor.require(Permission.CREATE)
    with store.connection():
        row = _in_trouble(arrival_id, ArrivalState.DUPLICATE)
    kept = _to_trash(row, home, inbox)
    with store.transaction():
        row.reason, row.work_name, row.changed_at = DISCARDED, kept or row.work_name, now
        if row.state is not ArrivalState.DUPLICATE:
            row.state = ArrivalState.QUARANTINED
        if not row.save(only=["state", "reason", "work_name", "inode", "changed_at"]):
            row.save(force_insert=True)  # the station saw it gone, and forgot it, just now
        record(actor, now, "discard", f"arrival:{arrival_id}", kept=kept)


def _in_trouble(arrival_id: int, *also: ArrivalState) -> Arrival:
    row: Arrival | None = Arrival.get_or_none(Arrival.id == arrival_id)
    if row is None or row.reason == DISCARDED:
        raise NotFound(_("That file is no longer in the inbox."))
    if row.state not in {*IN_TROUBLE, *also}:
        raise WrongStep(
            _("Nothing is wrong with this file now."),
            remedy=_("Nothing was changed. It is on its way by itself."),
        )
    return row


def _to_trash(row: Arrival, home: Home, inbox: Path) -> str:
    """Move the file's bytes; returns their name in the trash, '' where there are none."""
    try:
        if row.state in SET_ASIDE:
            move_new(home.quarantine / row.work_name, home.trash / row.work_name)
            return str(row.work_name)
        if row.state in STUCK and row.reason != "unplugged":
            return _out_of_inbox(row, home, inbox)
    except (Changed, FileNotFoundError) as error:
        raise WrongStep(
            _("The file changed just now; nothing was moved."),
            remedy=_("Look again in a moment."),
        ) from error
    except OSError as error:
        raise StorageError(
            _("The file could not be moved to the trash: {reason}.").format(reason=error.strerror),
            remedy=_("It stays where it is. Ask the administrator to check the permissions."),
        ) from error
    return ""


def _out_of_inbox(row: Arrival, home: Home, inbox: Path) -> str:
    """Move what lies in the inbox to the trash, by its name alone: nothing is copied, a long film
    takes no longer than a photo. From another file system it goes to a hidden folder there; where
    nothing may be moved it stays, and is passed over from now on.
    """
    if row.reason == "closed_folder":
        raise WrongStep(
            _("A folder is not put away from here."),
            remedy=_("Ask the administrator to allow reading, or to remove it."),
        )
    source = source_of(inbox, bytes(row.path))
    if row.reason not in {"link", "special"}:
        stamp = Stamp(row.size, row.mtime_ns, row.ctime_ns, row.inode, row.device)
        same_as_seen(source, stamp)
    name = secrets.token_hex(8)
    for trash in (home.trash, inbox / INBOX_TRASH, source.parent / INBOX_TRASH):
        try:
            trash.mkdir(mode=0o700, exist_ok=True)
            source.rename(trash / name)
        except OSError as error:
            if error.errno == errno.EXDEV:
                continue
            if error.errno in _MAY_NOT:
                return ""
            raise
        row.inode = 0
        return name
    return ""
