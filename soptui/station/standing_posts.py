"""Corrections and takedowns of posts that stand in public."""

from __future__ import annotations

from soptui.channels.contract import Channel, Job, Mode, Progress, Receipt
from soptui.sop.purpose import Purpose


def can_change(channel: Channel, job: Job) -> bool:
    """Whether the program does it; else a person does, by hand."""
    if channel.mode is Mode.ASSISTED:
        return False
    return channel.withdraws if job.manifest.purpose is Purpose.TAKEDOWN else channel.corrects


def change(channel: Channel, job: Job, earlier: Receipt, progress: Progress) -> Receipt | None:
    """Let what stands at `earlier` say what was approved, or be gone; where it stands then. Raises
    as `Channel.correct` and `Channel.withdraw` do.
    """
    if job.manifest.purpose is Purpose.TAKEDOWN:
        channel.withdraw(job, earlier)
        return None
    return channel.correct(job, earlier, progress)
