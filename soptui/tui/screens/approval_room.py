"""What the parts of the Head's room ask of their screen: the lock, the queue, what is shown."""

from __future__ import annotations

from textual import getters

from soptui.identity.signing import Signer
from soptui.tui.head_lock import HeadLock
from soptui.tui.screens.reading import ReadingRoom
from soptui.tui.widgets.approval_queue import ApprovalQueue
from soptui.tui.widgets.unlock_form import UnlockForm


class ApprovalRoom(ReadingRoom):
    """The Head's room, without anything that is done in it."""

    form = getters.query_one(UnlockForm)
    queue = getters.query_one(ApprovalQueue)

    def __init__(self, coverage_id: int) -> None:
        super().__init__(coverage_id)
        self.head_lock: HeadLock | None = None
        """The lock of the Head's room; None where somebody only reads."""

        self.keyless = False
        """Whether whoever sits here has no signing key yet."""

    @property
    def is_open(self) -> bool:
        """Whether the Head's key lies open here."""
        return self.head_lock is not None and self.head_lock.is_open

    @property
    def signer(self) -> Signer | None:
        """The opened key; None once the room has locked itself, also under a question."""
        return self.head_lock.signer if self.head_lock else None

    async def close_room(self, told: str) -> None:
        """Forget the key, and leave nothing of the release on the screen."""
        raise NotImplementedError
