"""The correction that a person made for a card, for files of it that arrive later."""

from __future__ import annotations

from datetime import datetime, timedelta

from soptui.sop.camera_clock import STILL_THE_SAME
from soptui.store.tables import CameraClock


def shift_for(batch: str, camera: str, now: datetime) -> timedelta:
    """By how much that card's camera is known to be wrong; zero where nobody said so lately."""
    row: CameraClock | None = CameraClock.get_or_none(
        (CameraClock.batch == batch) & (CameraClock.camera == camera)
    )
    if row is None or abs(now - row.corrected_at) > STILL_THE_SAME:
        return timedelta()
    return timedelta(milliseconds=row.shift_ms)
