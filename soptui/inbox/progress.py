"""What people may know of a file while it is being read. Lost words are said again by the next."""

from __future__ import annotations

from soptui.inbox.readers.job import Advanced, Job, Peeked
from soptui.sop.arrival import IN_HAND, ArrivalState
from soptui.store.database import Store
from soptui.store.tables import Arrival, Asset


def show_heads(store: Store, peeked: Peeked) -> None:
    """What the cameras wrote into the heads, and whether there is a small picture."""
    with store.transaction():
        for number, glance in peeked.glances:
            if glance is not None:
                Arrival.update(
                    state=ArrivalState.PROBED, captured_at=glance.captured_at,
                    camera=glance.camera, has_preview=bool(glance.preview),
                ).where(
                    (Arrival.id == number) & (Arrival.state == ArrivalState.CLAIMED)
                ).execute()  # fmt: skip


def show_bytes(store: Store, advanced: Advanced) -> None:
    """How much of it has been copied or read."""
    with store.transaction():
        Arrival.update(done=min(advanced.done, advanced.job.stamp.size)).where(
            (Arrival.id == advanced.job.id) & Arrival.state.in_(IN_HAND)
        ).execute()


def note_hash(store: Store, job: Job, sha256: str) -> bool:
    """Write down what its content is called; whether that content is new to us."""
    with store.transaction():
        Arrival.update(state=ArrivalState.HASHED, sha256=sha256, done=job.stamp.size).where(
            (Arrival.id == job.id) & Arrival.state.in_(IN_HAND)
        ).execute()
        return not Asset.select(Asset.id).where(Asset.sha256 == sha256).exists()
