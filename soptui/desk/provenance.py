"""Where a file came from, each time it came, and using one again that was put aside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from soptui.desk.context import Desk, asset_of
from soptui.errors import WrongStep
from soptui.i18n import _
from soptui.sop.material import Verdict
from soptui.sop.roles import Permission
from soptui.sop.step2_selection import may_be_used_again
from soptui.store.guard import update_guarded
from soptui.store.tables import Arrival
from soptui.store.trail import record


@dataclass(frozen=True, slots=True)
class Origin:
    """One arrival of an asset's content. `label` is a stranger's text."""

    label: str
    batch: str
    arrived_at: datetime
    repeated: bool


def provenance(desk: Desk, asset_id: int) -> tuple[Origin, ...]:
    """Every copy of it that came in, the first one first."""
    with desk.look():
        rows = Arrival.select().where(Arrival.asset == asset_id).order_by(Arrival.id)
        return tuple(
            Origin(row.label, row.batch, row.first_seen_at, at > 0) for at, row in enumerate(rows)
        )


def use_again(desk: Desk, asset_id: int) -> None:
    """Take an asset that was rejected, or whose coverage was given up, back among the material.

    Raises WrongStep where it is at work elsewhere.
    """
    with desk.act(Permission.CREATE) as now:
        asset = asset_of(asset_id)
        coverage = asset.coverage
        if coverage is None:
            raise WrongStep(
                _("{name} is free already.").format(name=asset.label),
                remedy=_("It is offered in the inbox."),
            )
        if not may_be_used_again(asset.verdict, coverage.state):
            raise WrongStep(
                _("{name} is at work in coverage {code}.").format(
                    name=asset.label, code=coverage.code
                ),
                remedy=_("Nothing was changed. Use it there, or reject it there first."),
            )
        update_guarded(asset, coverage=None, position=0, verdict=Verdict.UNDECIDED, reason="")
        record(desk.actor, now, "use_again", coverage.code, asset=asset_id)
