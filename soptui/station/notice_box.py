"""The box of notices: what is to be told is written down, sent, and its outcome written down."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from peewee import chunked, fn

from soptui.desk.context import Desk
from soptui.notices.trouble import FOR_GOOD, OF_SERVER, Trouble
from soptui.sop.notice import GATHER, SPACING, NoticeState, Occasion
from soptui.store.tables import NoticeRow, Person
from soptui.store.trail import record

FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(hours=1)
MOST_UNSURE: Final = 2
"""So often a letter of which nobody knows whether it arrived goes out; then it is left."""
AT_ONCE: Final = 400
_OF_MAIL: Final = [one.value for one in OF_SERVER - {Trouble.NOT_INSTALLED}]

Told = Mapping[str, Occasion]
"""What each notice is about, by its key: the occasion's and the person's id."""


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th try: doubling from a minute to an hour."""
    return min(FIRST_PAUSE * (1 << min(max(attempts - 1, 0), 20)), LONGEST_PAUSE)


def told_to(occasions: Iterable[Occasion], people: Collection[int]) -> dict[str, Occasion]:
    """The notices that there should be now, for those of `people` whom each occasion needs."""
    return {f"{one.key}:{who}": one for one in occasions for who in one.to if who in people}


def recover(desk: Desk) -> None:
    """Before anything is sent: what stands there as being sent was cut short by a station's end, or
    its outcome could not be written down. Nobody knows whether it arrived.
    """
    with desk.store.connection():
        rows = list(NoticeRow.select().where(NoticeRow.state == NoticeState.SENDING))
    for token in {row.token for row in rows}:
        settle(desk, [row for row in rows if row.token == token], Trouble.UNSURE)


def bring_up_to_date(desk: Desk, wanted: Told) -> None:
    """Write down what is new, and take out what needs nobody any more and was never sent."""
    with desk.store.connection():
        known = _states(wanted)
        over = [row.id for row in NoticeRow.select().where(NoticeRow.state == NoticeState.WAITING)
                if row.key not in wanted]  # fmt: skip
    new = [key for key in wanted if key not in known]
    if not new and not over:
        return
    with desk.store.transaction():
        now = desk.now()
        latest = _latest_letters()
        for key in new:
            person = int(key.rsplit(":", 1)[1])
            first = now + GATHER.get(wanted[key].kind, timedelta())
            after = latest.get(person)
            next_at = max(first, after + SPACING) if after else first
            NoticeRow.create(key=key, person=person, kind=wanted[key].kind, made_at=now,
                             next_at=next_at)  # fmt: skip
        for some in chunked(over, AT_ONCE):
            rows = NoticeRow.id.in_(some) & (NoticeRow.state == NoticeState.WAITING)
            NoticeRow.update(state=NoticeState.UNSURE, done_at=now).where(
                rows & (NoticeRow.unsure > 0)
            ).execute()
            NoticeRow.delete().where(rows & (NoticeRow.unsure == 0)).execute()


def due_letters(now: datetime) -> list[list[NoticeRow]]:
    """What goes into one letter each: all of a person's, once one of them is due. What may have
    been sent already stays a letter of its own. Call it inside a connection.
    """
    rows = (
        NoticeRow.select(NoticeRow, Person)
        .join(Person)
        .where(NoticeRow.state == NoticeState.WAITING)
        .order_by(NoticeRow.id)
    )
    letters: dict[tuple[int, str], list[NoticeRow]] = {}
    for row in rows:
        letters.setdefault((row.person_id, row.token), []).append(row)
    return [some for some in letters.values() if any(not _waits(row.next_at, now) for row in some)]


def mail_rests(now: datetime) -> bool:
    """Whether the mail server did not work a moment ago: what is new does not wake it, or a wrong
    password would be tried as often as something happens. Call it inside a connection.
    """
    in_vain = (NoticeRow.state == NoticeState.WAITING) & NoticeRow.error.in_(_OF_MAIL)
    return any(_waits(row.next_at, now) for row in NoticeRow.select().where(in_vain))


def intend(desk: Desk, rows: Sequence[NoticeRow]) -> str:
    """Write down that these are being sent, before they are; the letter's token."""
    token = rows[0].token or _token(rows)
    attempts = max(row.attempts for row in rows) + 1
    with desk.store.transaction():
        _update(rows, state=NoticeState.SENDING, token=token, attempts=attempts)
    return token


def settle(desk: Desk, rows: Sequence[NoticeRow], trouble: Trouble | None) -> None:
    """Write down what became of a letter about `rows`: it went out, or `trouble` hindered it."""
    with desk.store.transaction():
        now = desk.now()
        if trouble is None:
            _update(rows, state=NoticeState.SENT, error="", done_at=now)
            _note(desk, now, "notify", rows)
        elif trouble in FOR_GOOD:
            _update(rows, state=NoticeState.REFUSED, error=trouble.value, done_at=now)
            _note(desk, now, "notify_refused", rows, trouble=trouble.value)
        elif trouble is Trouble.UNSURE:
            _doubt(desk, now, rows)
        else:
            put_off(rows, trouble, now)


def put_off(rows: Sequence[NoticeRow], trouble: Trouble, now: datetime) -> None:
    """Try again later what certainly did not go out; with what comes until then it is one letter.
    Call it inside a transaction.
    """
    attempts = max(row.attempts for row in rows) + (rows[0].state is NoticeState.WAITING)
    token = "" if not any(row.unsure for row in rows) else rows[0].token
    _update(rows, state=NoticeState.WAITING, token=token, error=trouble.value, attempts=attempts,
            next_at=now + pause_after(attempts))  # fmt: skip


def _waits(until: datetime, now: datetime) -> bool:
    """Whether its time has not come; what lies further ahead than any pause is from a clock that
    was put back since.
    """
    return now < until <= now + LONGEST_PAUSE


def _doubt(desk: Desk, now: datetime, rows: Sequence[NoticeRow]) -> None:
    unsure = max(row.unsure for row in rows) + 1
    if unsure >= MOST_UNSURE:
        _update(rows, state=NoticeState.UNSURE, unsure=unsure, done_at=now)
        _note(desk, now, "notify_unsure", rows)
        return
    attempts = max(row.attempts for row in rows)
    _update(rows, state=NoticeState.WAITING, unsure=unsure, error=Trouble.UNSURE.value,
            next_at=now + pause_after(attempts))  # fmt: skip


def _update(rows: Sequence[NoticeRow], **changes: Any) -> None:
    fields = {getattr(NoticeRow, name): value for name, value in changes.items()}
    NoticeRow.update(fields).where(NoticeRow.id.in_([row.id for row in rows])).execute()
    for row in rows:
        for name, value in changes.items():
            setattr(row, name, value)


def _note(desk: Desk, now: datetime, action: str, rows: Sequence[NoticeRow], **detail: str) -> None:
    kinds = sorted({row.kind.value for row in rows})
    record(desk.actor, now, action, rows[0].person.name, about=", ".join(kinds), **detail)


def _states(wanted: Told) -> set[str]:
    """Which of the notices are known already."""
    found: set[str] = set()
    for some in chunked(wanted, AT_ONCE):
        rows = NoticeRow.select(NoticeRow.key).where(NoticeRow.key.in_(some))
        found |= {row.key for row in rows}
    return found


def _latest_letters() -> dict[int, datetime]:
    """When each person was told last."""
    rows = (
        NoticeRow.select(NoticeRow.person, fn.MAX(NoticeRow.done_at).alias("done_at"))
        .where(NoticeRow.state == NoticeState.SENT)
        .group_by(NoticeRow.person)
    )
    return {row.person_id: row.done_at for row in rows if row.done_at}


def _token(rows: Sequence[NoticeRow]) -> str:
    """The same for the same notices, whenever they are sent."""
    keys = "\n".join(sorted(row.key for row in rows))
    return f"soptui-{hashlib.sha256(keys.encode()).hexdigest()[:32]}"
