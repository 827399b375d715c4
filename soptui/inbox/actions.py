"""What a person can do about a file in trouble: try it again, or put it away for good."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

from soptui.errors import NotFound, StorageError, WrongStep
from soptui.i18n import _
from soptui.inbox.claim import Hands, is_same, source_of, take
from soptui.inbox.files import move_new
from soptui.inbox.inspect import Changed
from soptui.inbox.reasons import DISCARDED, VOUCHED
from soptui.inbox.scan import Stamp
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.sop.roles import Actor, Permission
from soptui.store.database import Store
from soptui.store.tables import Arrival
from soptui.store.trail import record

_IN_INBOX = (ArrivalState.INCOMPLETE, ArrivalState.BLOCKED)


def retry(store: Store, actor: Actor, now: datetime, arrival_id: int) -> None:
    """Let the station look at a file in trouble again, at once.

    A file that ends in zeros is then taken as it is: whoever retries it says that it is whole.
    """
    actor.require(Permission.CREATE)
    with store.transaction():
        row = _in_trouble(arrival_id)
        if row.state is ArrivalState.QUARANTINED:
            row.state, row.reason, row.attempts = ArrivalState.CLAIMED, "", 0
        else:
            vouched = row.reason == "hollow"
            row.state, row.reason = ArrivalState.SEEN, VOUCHED if vouched else ""
        row.changed_at = now
        row.save(only=["state", "reason", "attempts", "changed_at"])
        record(actor, now, "retry_arrival", f"arrival:{arrival_id}")


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
    if row.state not in {*_IN_INBOX, ArrivalState.QUARANTINED, *also}:
        raise WrongStep(
            _("Nothing is wrong with this file now."),
            remedy=_("Nothing was changed. It is on its way by itself."),
        )
    return row


def _to_trash(row: Arrival, home: Home, inbox: Path) -> str:
    """Move the file's bytes; returns their name in the trash, '' where there are none."""
    try:
        if row.state is ArrivalState.QUARANTINED:
            move_new(home.quarantine / row.work_name, home.trash / row.work_name)
            return str(row.work_name)
        if row.state in _IN_INBOX and row.reason != "unplugged":
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
    """Move what lies in the inbox to the trash; a file that cannot be removed there is copied."""
    if row.reason == "closed_folder":
        raise WrongStep(
            _("A folder is not put away from here."),
            remedy=_("Ask the administrator to allow reading, or to remove it."),
        )
    source = source_of(inbox, bytes(row.path))
    stamp = Stamp(row.size, row.mtime_ns, row.ctime_ns, row.inode, row.device)
    name = secrets.token_hex(8)
    if row.reason in {"link", "special"}:
        source.rename(home.trash / name)
    else:
        take(source, stamp, home.trash / name, Hands(), lambda: None)
    if not is_same(source, stamp):
        row.inode = 0
    return name
