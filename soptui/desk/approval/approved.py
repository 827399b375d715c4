"""What may go out: what the Head approved, while everything still is as it was approved."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from soptui.desk.approval.decisions import decision_in, prove
from soptui.desk.approval.keys import read_register
from soptui.desk.context import Desk
from soptui.desk.release import content_now
from soptui.errors import Refused
from soptui.i18n import _
from soptui.sop.change_names import change_name
from soptui.sop.changes import changes
from soptui.sop.manifest import Manifest
from soptui.sop.step3_approval import Outcome
from soptui.store.tables import Coverage

NAMED = 3
"""Differences that are named; a release that differs in more is another one."""


class Approved(NamedTuple):
    """The content as it was signed, and when."""

    content: Manifest
    at: datetime


def require_approved(desk: Desk, coverage: Coverage, round_: int) -> Approved:
    """What the Head approved of `coverage` in that round, after the manifest was computed anew: of
    the newest round, for the texts of an older one are being worked on. Call it inside a
    connection, before every send.

    Raises Refused, naming what is wrong with the decision or what differs from it.
    """
    row = decision_in(coverage, round_)
    if row is None:
        raise _refusal(_("Nobody has decided about this release; nothing was sent."))
    proof = prove(row, read_register(desk))
    if proof.record is None or proof.flaws:
        raise _refusal(
            _("The decision about this release does not hold: {reason}. Nothing was sent.").format(
                reason="; ".join(proof.flaws)
            )
        )
    if proof.record.outcome is not Outcome.APPROVED:
        raise _refusal(_("The Head did not approve this release; nothing was sent."))
    approved = proof.record.content
    now = content_now(coverage, approved) if coverage.round == round_ else approved
    if approved.digest != now.digest:
        raise _refusal(
            _("The release is not what the Head approved; nothing was sent. Different: {parts}.")
            .format(parts=differences(approved, now))
        )  # fmt: skip
    return Approved(approved, row.decided_at)


def differences(approved: Manifest, now: Manifest) -> str:
    """What differs, in a few words."""
    found = changes(approved, now)
    names = list(dict.fromkeys(map(change_name, found))) or [_("its number or round")]
    more = [_("and {n} more").format(n=len(names) - NAMED)] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *more])


def _refusal(sentence: str) -> Refused:
    return Refused(
        sentence,
        remedy=_("Take it back to selection and submit it again; tell the administrator."),
    )
