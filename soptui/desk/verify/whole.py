"""Everything checked, in the order in which one rests on the other (`soptui verify`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from soptui.desk.approval.keys import read_register
from soptui.desk.context import Desk
from soptui.desk.verify.checkpoints import Copy, checkpoint_findings
from soptui.desk.verify.files import Progress, file_findings
from soptui.desk.verify.items import (
    decision_findings,
    delivery_findings,
    item_findings,
    submission_findings,
)
from soptui.desk.verify.keys import key_findings, mandate_findings
from soptui.desk.verify.trail import read_trail, trail_findings
from soptui.sop.finding import Finding


def verify(
    desk: Desk,
    *,
    copies: Sequence[Copy] = (),
    files: bool = True,
    progress: Progress = lambda _done, _total: None,
) -> Iterator[Finding]:
    """All findings about the database of `desk`; `copies` are checkpoints kept elsewhere.

    Reads the trail once: linear in its length. Changes nothing.
    """
    with desk.store.connection():
        ledger = read_trail()
        yield from trail_findings(ledger)
        register = read_register(desk)
        yield from key_findings(register, desk.pins(), ledger)
        yield from mandate_findings(register, ledger)
        yield from checkpoint_findings(register, ledger, copies)
        yield from submission_findings(ledger)
        yield from decision_findings(register, ledger)
        yield from item_findings(ledger)
        yield from delivery_findings(ledger)
        if files:
            yield from file_findings(desk, progress)
