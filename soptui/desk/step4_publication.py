"""SOP step 4: what was approved goes out, channel by channel, once."""

from __future__ import annotations

from soptui.channels.known import is_social
from soptui.desk.context import Desk, coverage_of
from soptui.desk.moves import move
from soptui.desk.publication.deliveries import current_deliveries, earlier_post, first_state
from soptui.errors import InvalidInput, NotFound, WrongStep
from soptui.i18n import _
from soptui.sop.purpose import Purpose
from soptui.sop.roles import Permission
from soptui.sop.step4_publication import (
    NOTHING_SENT,
    DeliveryState,
    change_reached,
    output_reached,
)
from soptui.sop.workflow import Action, State
from soptui.store.guard import update_guarded
from soptui.store.tables import Coverage, Delivery
from soptui.store.trail import record


def record_url(desk: Desk, delivery_id: int, url: str, handle: str = "") -> None:
    """Note where a post made by hand stands. `url` was checked by its channel; here only that no
    other delivery has it. Of two people who paste one, the second is told that none is needed: the
    state guards it, not a version, which the station moves on while it prepares the folder.
    """
    with desk.act(Permission.PUBLISH) as now:
        row = _delivery(delivery_id)
        if row.state not in {DeliveryState.ASSISTED, DeliveryState.UNKNOWN}:
            raise WrongStep(_("This channel needs no address from you."))
        taken = Delivery.get_or_none((Delivery.url == url) & (Delivery.id != row.id))
        if taken is not None and not _is_same_post(taken, row):
            raise InvalidInput(
                _("Coverage {code} already has this address.").format(code=taken.coverage.code),
                remedy=_("Copy the address of the new post and paste it again."),
            )
        update_guarded(row, state=DeliveryState.PUBLISHED, url=url, handle=handle, error="",
                       published_at=now, updated_at=now)  # fmt: skip
        record(desk.actor, now, "record_url", row.coverage.code, channel=row.channel, url=url)
        complete_if_done(desk, row.coverage.id)


def accept_url(desk: Desk, delivery_id: int, url: str) -> str:
    """Let the channel check the address of a post made by hand, then note it. Returns it as it is
    kept, without what only tracks readers.

    Raises InvalidInput where it cannot be that post's, Refused where nothing was approved, and as
    `record_url` does.
    """
    from soptui.desk.publication.connections import OfficeChannels
    from soptui.desk.publication.jobs import job_for

    desk.actor.require(Permission.PUBLISH)
    with desk.look():
        row = _delivery(delivery_id)
        receipt = OfficeChannels(desk).of_a_person(row.channel).accept_url(job_for(desk, row), url)
    record_url(desk, delivery_id, receipt.url, receipt.handle)
    return receipt.url


def done_by_hand(desk: Desk, delivery_id: int) -> None:
    """Note that a person has corrected, or taken down, a post that stood there already.

    Raises WrongStep where that is not what the delivery is about.
    """
    with desk.act(Permission.PUBLISH) as now:
        row = _delivery(delivery_id)
        earlier = None if _purpose(row) is Purpose.RELEASE else earlier_post(row)
        if row.state is not DeliveryState.ASSISTED or earlier is None:
            raise WrongStep(_("There is nothing to be done by hand here."))
        if _purpose(row) is Purpose.TAKEDOWN:
            update_guarded(row, state=DeliveryState.TAKEN_DOWN, error="", updated_at=now)
        else:
            update_guarded(row, state=DeliveryState.PUBLISHED, url=earlier.url, error="",
                           handle=earlier.handle, published_at=now, updated_at=now)  # fmt: skip
        record(desk.actor, now, "done_by_hand", row.coverage.code, channel=row.channel,
               url=row.url, purpose=_purpose(row).value)  # fmt: skip
        complete_if_done(desk, row.coverage.id)


def _purpose(row: Delivery) -> Purpose:
    """What the delivery is for: that of its coverage's round, or of a release that is over."""
    coverage = row.coverage
    purpose: Purpose = coverage.purpose
    return purpose if row.revision == coverage.round else Purpose.RELEASE


def _is_same_post(one: Delivery, other: Delivery) -> bool:
    """Whether both are about one post: a correction has the address of what it corrects."""
    return bool(one.coverage == other.coverage and one.channel == other.channel)


def retry(desk: Desk, delivery_id: int, version: int) -> None:
    """Let the station try a failed delivery again, now; or one of which the channel cannot say
    whether it stands there, after a person has looked.
    """
    with desk.act(Permission.PUBLISH) as now:
        row = _delivery(delivery_id)
        unsaid = row.state is DeliveryState.UNKNOWN and row.next_at is None
        if row.state is not DeliveryState.FAILED and not unsaid:
            raise WrongStep(_("There is nothing to try again here."))
        row.version = version
        update_guarded(row, state=first_state(row.channel), next_at=None, error="",
                       updated_at=now)  # fmt: skip
        record(desk.actor, now, "retry_delivery", row.coverage.code, channel=row.channel)


def _delivery(delivery_id: int) -> Delivery:
    row: Delivery | None = Delivery.get_or_none(Delivery.id == delivery_id)
    if row is None:
        raise NotFound(_("That delivery is not in this database."))
    return row


def complete_if_done(desk: Desk, coverage_id: int) -> bool:
    """Close the procedure once its output is there: website and ≥ 1 social URL recorded; or, for a
    correction or a takedown, once it came about everywhere.
    """
    with desk.act(Permission.PUBLISH) as now:
        coverage = coverage_of(coverage_id)
        if coverage.state is not State.PUBLICATION:
            return False
        rows = current_deliveries(coverage)
        states = {row.channel: row.state for row in rows}
        urls = {row.channel: row.url for row in rows}
        if coverage.purpose is not Purpose.RELEASE:
            reached = change_reached(states)
        else:
            reached = output_reached(states, list(filter(is_social, states)), urls)
        if not reached:
            return False
        move(desk, coverage, Action.COMPLETE, now)
        return True


def require_nothing_sent(coverage: Coverage) -> None:
    """Raise WrongStep where part of it is already public: that needs a correction, not a recall."""
    if any(row.state not in NOTHING_SENT for row in current_deliveries(coverage)):
        raise WrongStep(
            _("Part of it is already published or on its way."),
            remedy=_("Finish the publication; correct it afterwards."),
        )
