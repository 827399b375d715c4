"""SOP step 1: handing material over."""

from __future__ import annotations

from soptui.desk.context import Desk
from soptui.desk.coverage import seen
from soptui.desk.moves import move
from soptui.desk.office import read_office
from soptui.desk.texts import put_text, texts_of
from soptui.i18n import _
from soptui.sop.missing import Missing, require_nothing
from soptui.sop.release import compose
from soptui.sop.roles import Permission
from soptui.sop.step1_handover import missing_for_handover
from soptui.sop.workflow import Action, transition
from soptui.store.tables import Asset, Coverage


def handover_gaps(coverage: Coverage) -> list[Missing]:
    """What the coverage still lacks before it can be handed over."""
    assets = Asset.select().where(Asset.coverage == coverage).count()
    return missing_for_handover(coverage.title, texts_of(coverage), assets)


def hand_over(desk: Desk, coverage_id: int, version: int) -> None:
    """Hand the coverage to the web manager and compose the first draft of the release.

    Raises Incomplete with what is missing, Conflict, WrongStep, NotAllowed.
    """
    with desk.act(Permission.HAND_OVER) as now:
        coverage = seen(coverage_id, version)
        transition(coverage.state, Action.HAND_OVER)
        require_nothing(
            handover_gaps(coverage), _("The hand-over is not complete yet; nothing was sent.")
        )
        office = read_office()
        release = compose(coverage.title, texts_of(coverage), office.place if office else "")
        for part in ("title", "lead", "body"):
            put_text(desk, coverage, part, getattr(release, part))
        move(desk, coverage, Action.HAND_OVER, now)
