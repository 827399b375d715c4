"""What needs somebody at this moment, read off the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from soptui.desk.approval.decisions import newest_submission
from soptui.desk.approval.mandates import is_acting
from soptui.desk.clocks import cycles_of
from soptui.desk.context import Desk
from soptui.desk.office import read_calendar
from soptui.desk.publication.deliveries import current_deliveries
from soptui.desk.publication.tokens import label_of
from soptui.inbox.reasons import DISCARDED, HELD
from soptui.sop.arrival import IN_TROUBLE
from soptui.sop.notice import (
    INBOX_LOOK_BACK,
    LEFT_OVER,
    Occasion,
    Post,
    Staff,
    Standing,
    of_inbox,
    of_item,
    of_token,
)
from soptui.sop.office_calendar import Calendar
from soptui.sop.sla import Reading, measure
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.token_health import Stage, TokenWarning
from soptui.sop.workflow import OPEN_STATES, State
from soptui.store.tables import (
    Arrival,
    Connection,
    Coverage,
    CycleRow,
    Decision,
    Delivery,
    EventRow,
    Person,
    Submission,
)


def read_occasions(desk: Desk) -> list[Occasion]:
    """All that needs somebody now. A few queries, and some for each coverage before the Head."""
    with desk.look() as now:
        staff = read_staff(now)
        calendar = read_calendar(desk)
        open_now = calendar.is_open(now)
        return [
            *(one for item in _standings(calendar, now)
              for one in of_item(item, staff, open_now=open_now)),
            *_tokens(staff, now),
            *of_inbox(_troubled(now), staff, now),
        ]  # fmt: skip


def read_staff(now: datetime) -> Staff:
    """Everybody who may sign in. Call it inside a connection."""
    roles = {row.id: row.role for row in Person.select(Person.id, Person.role).where(Person.active)}
    return Staff(roles, frozenset(person for person in roles if is_acting(person, now)))


def _standings(calendar: Calendar, now: datetime) -> Iterator[Standing]:
    left_over = (Coverage.state == State.PUBLISHED) & (Coverage.updated_at > now - LEFT_OVER)
    rows = list(Coverage.select().where(Coverage.state.in_(OPEN_STATES) | left_over))
    readings = _readings(rows, calendar, now)
    for row in rows:
        waits = newest_submission(row) if row.state is State.APPROVAL else None
        yield Standing(
            id=row.id,
            code=row.code,
            title=row.title,
            state=row.state,
            round=row.round,
            holder=row.holder_id,
            submission=waits.id if waits else 0,
            authors=_authors(waits),
            returned=_came_back(row),
            reading=readings.get(row.id),
            posts=_posts(row),
        )


def _readings(rows: list[Coverage], calendar: Calendar, now: datetime) -> dict[int, Reading]:
    """The running clock of each coverage that has one."""
    running = list(
        CycleRow.select().where(CycleRow.coverage.in_(rows) & CycleRow.ended_at.is_null())
    )
    cycles = zip(running, cycles_of(running), strict=True)
    return {row.coverage_id: measure(cycle, calendar, now) for row, cycle in cycles}


def _authors(waits: Submission | None) -> frozenset[int]:
    from soptui.desk.step3_approval import authors_of

    return frozenset(authors_of(waits)) if waits else frozenset()


def _came_back(row: Coverage) -> bool:
    """Whether somebody sent it back, rather than its holder taking it back."""
    if row.round == 1 or row.state not in {State.HANDOVER, State.SELECTION}:
        return False
    if row.state is State.HANDOVER:
        return True
    answered = Submission.select(Submission.id).where(
        (Submission.coverage == row) & (Submission.round == row.round - 1)
    )
    return bool(
        Decision.select()
        .where(Decision.submission.in_(answered) & (Decision.outcome == Outcome.RETURNED))
        .exists()
    )


def _posts(row: Coverage) -> tuple[Post, ...]:
    if row.state not in {State.PUBLICATION, State.PUBLISHED}:
        return ()
    return tuple(
        Post(one.id, label_of(one.channel), one.state, one.version, _rests(one))
        for one in current_deliveries(row)
    )


def _rests(one: Delivery) -> bool:
    """Whether the station does no more about it by itself."""
    if one.state is DeliveryState.ASSISTED:
        return bool(one.kit) or (bool(one.error) and one.next_at is None)
    return one.state is DeliveryState.FAILED or one.next_at is None


def _tokens(staff: Staff, now: datetime) -> Iterator[Occasion]:
    """What the trail warns of, each with the entry that began it."""
    for row in Connection.select().where(Connection.warned != Stage.WELL):
        since = (
            EventRow.select(EventRow.id)
            .where((EventRow.action == "token_warning") & (EventRow.subject == row.channel))
            .order_by(EventRow.id.desc())
            .scalar()
        )
        warning = TokenWarning(row.channel, row.warned, row.expires_at)
        yield of_token(warning, since or 0, label_of(row.channel), staff, now)


def _troubled(now: datetime) -> list[tuple[datetime, datetime]]:
    """When each file in trouble came, and when it got into it; not those that people put aside."""
    found = Arrival.select(Arrival.first_seen_at, Arrival.changed_at).where(
        Arrival.state.in_(list(IN_TROUBLE))
        & Arrival.reason.not_in([DISCARDED, HELD])
        & (Arrival.changed_at > now - INBOX_LOOK_BACK)
    )
    return [(row.first_seen_at, row.changed_at) for row in found]
