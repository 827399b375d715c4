"""After a crash: what was half done is finished or given back, so that each file counts once."""

from __future__ import annotations

from pathlib import Path

from soptui.inbox.claim import Hands, remove_source, source_of
from soptui.inbox.scan import Stamp
from soptui.paths import Home
from soptui.sop.arrival import ArrivalState
from soptui.store.database import Store
from soptui.store.tables import Arrival

_DONE = (ArrivalState.READY, ArrivalState.DUPLICATE)


def recover(store: Store, home: Home, inbox: Path, hands: Hands) -> None:
    """Compare the claimed rows with `home.work`. Doing so again changes nothing.

    What remains claimed afterwards is wholly in our hands and is read like any other.
    """
    with store.connection():
        claimed = list(Arrival.select().where(Arrival.state == ArrivalState.CLAIMED))
        done = Arrival.select(Arrival.work_name).where(Arrival.state.in_(_DONE))
        names = {name for (name,) in done.tuples().iterator() if name}
    for part in home.work.glob("*.part"):
        part.unlink(missing_ok=True)  # a copy that was not finished; its source is in the inbox
    for row in claimed:
        _finish_claim(home, inbox, row, hands)
    for work in home.work.iterdir():
        if work.name in names:
            work.unlink(missing_ok=True)  # its bytes stand among the originals


def _finish_claim(home: Home, inbox: Path, row: Arrival, hands: Hands) -> None:
    """Remove the name in the inbox of a file that already lies in `work`, as was intended."""
    work = home.work / row.work_name
    if not work.exists():
        return  # never came, or lies in quarantine: reading the row sorts that out
    stamp = Stamp(row.size, row.mtime_ns, row.ctime_ns, row.inode, row.device)
    gone = remove_source(source_of(inbox, bytes(row.path)), stamp, hands)
    if not gone and work.stat().st_ino == row.inode and work.stat().st_dev == row.device:
        work.unlink()  # two names of one file, and the other stays: it has to be copied instead
