"""What needs a person, and whom: the occasions on which somebody is told by e-mail.

An occasion is read off how things stand; it has a key of its own, so that it is told once, and it
is over when nothing needs that person any more. It holds a code, a masked title and names of
channels: no text of a release, and nobody's data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING, Final

from soptui.clock import local
from soptui.sop.inert import in_one_line
from soptui.sop.privacy import mask
from soptui.sop.roles import PERMISSIONS, Permission, Role
from soptui.sop.sla import Mark
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.token_health import ONE_DAY, WAITING
from soptui.sop.workflow import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from soptui.sop.sla import Reading
    from soptui.sop.token_health import TokenWarning


class Kind(StrEnum):
    """What somebody is needed for."""

    DECISION = "decision"
    RETURNED = "returned"
    FAILED = "failed"
    UNSURE = "unsure"
    BY_HAND = "by_hand"
    DUE_SOON = "due_soon"
    LATE = "late"
    CUT_OFF = "cut_off"
    EXPIRING = "expiring"
    INBOX = "inbox"


class NoticeState(StrEnum):
    """Where a notice stands; `sending` is written before the letter goes out."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNSURE = "unsure"
    """It may have arrived; it is not sent again."""


LONGEST_TITLE: Final = 80
GATHERED: Final = timedelta(minutes=1)
"""Channels of one release fail, or are ready, within moments of each other."""
GATHER: Final = {Kind.FAILED: GATHERED, Kind.UNSURE: GATHERED, Kind.BY_HAND: GATHERED}
"""How long an occasion waits for others to be told with it; those not named here do not wait."""
SPACING: Final = timedelta(minutes=5)
"""Nobody gets two letters within so long: what comes meanwhile is told together."""
LEFT_OVER: Final = timedelta(days=7)
"""So long after its publication what is left of it is told of."""
INBOX_SPAN: Final = timedelta(minutes=30)
"""Files that get into trouble within one such span of the clock are one occasion."""
INBOX_LOOK_BACK: Final = timedelta(days=7)
INBOX_STUBBORN: Final = timedelta(hours=2)
"""A file that is tried again and again is told of no more so long after it came."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who may sign in: account ids with their roles, and those whom a letter lets decide today."""

    roles: Mapping[int, Role]
    acting: frozenset[int] = frozenset()

    def who_may(self, permission: Permission) -> frozenset[int]:
        """Everybody whose role, or letter, includes `permission`."""
        by_letter = self.acting & self.roles.keys() if permission is Permission.DECIDE else set()
        by_role = {person for person, role in self.roles.items() if permission in PERMISSIONS[role]}
        return frozenset(by_role | by_letter)


@dataclass(frozen=True, slots=True)
class Post:
    """A delivery as it stands. `rests`: the program does no more about it by itself; `version`
    grows with every change of it.
    """

    id: int
    channel: str
    state: DeliveryState
    version: int
    rests: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A coverage in one of the four steps, or published with something left over. `holder` is whose
    turn it is, None where it is a role's; `submission` is what waits before the Head, by `authors`;
    `returned`: somebody sent it back.
    """

    id: int
    code: str
    title: str
    state: State
    round: int
    holder: int | None = None
    submission: int = 0
    authors: frozenset[int] = frozenset()
    returned: bool = False
    reading: Reading | None = None
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing that needs the people `to`; the same `key` is never told twice."""

    kind: Kind
    key: str
    to: frozenset[int]
    code: str = ""
    title: str = ""
    state: State | None = None
    channel: str = ""
    count: int = 0
    """Files, or days that are left."""


_OF_POST: Final = {
    DeliveryState.FAILED: Kind.FAILED,
    DeliveryState.UNKNOWN: Kind.UNSURE,
    DeliveryState.ASSISTED: Kind.BY_HAND,
}
_DONE_BY: Final = {
    State.HANDOVER: Permission.HAND_OVER,
    State.SELECTION: Permission.SUBMIT,
    State.APPROVAL: Permission.DECIDE,
    State.PUBLICATION: Permission.PUBLISH,
    State.PUBLISHED: Permission.PUBLISH,  # what a slow channel left over
}
_OVERSEEN_BY: Final = {
    State.HANDOVER: Permission.SELECT,
    State.SELECTION: Permission.DECIDE,
    State.PUBLICATION: Permission.DECIDE,
}
"""Who hears of a late step besides whoever does it (domain §2); above the Head there is nobody."""


def shown_title(title: str) -> str:
    """A title as letters show it: one line, not long, people's numbers masked."""
    line = in_one_line(mask(title))
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"


def of_item(item: Standing, staff: Staff, *, open_now: bool) -> Iterator[Occasion]:
    """What of a coverage needs somebody; clocks are told of in office hours only (`open_now`)."""
    yield from _turn(item, staff)
    yield from _posts(item, staff)
    if open_now and item.reading is not None:
        yield from _clock(item, item.reading, staff)


def of_token(warning: TokenWarning, since: int, name: str, staff: Staff, now: datetime) -> Occasion:
    """A channel, called `name`, whose token ends soon or is refused; `since` tells one such time
    from the next.
    """
    to = staff.who_may(Permission.MANAGE_OFFICE)
    kind = Kind.CUT_OFF if warning.stage in WAITING else Kind.EXPIRING
    left = ceil((warning.expires_at - now) / ONE_DAY) if warning.expires_at else 0
    key = f"{kind}:{warning.channel}:{warning.stage}:{since}"
    return Occasion(kind, key, to, channel=name, count=max(left, 1))


def of_inbox(
    troubled: Iterable[tuple[datetime, datetime]], staff: Staff, now: datetime
) -> Iterator[Occasion]:
    """Files in trouble, as when each came and when it got into it; told once a span of the clock is
    over, for most mend themselves while a card is still being copied.
    """
    spans: dict[datetime, int] = {}
    for came, moment in troubled:
        if moment - came <= INBOX_STUBBORN:
            start = moment - timedelta(seconds=moment.timestamp() % INBOX_SPAN.total_seconds())
            spans[start] = spans.get(start, 0) + 1
    to = staff.who_may(Permission.CREATE)
    for start, count in sorted(spans.items()):
        if start + INBOX_SPAN <= now < start + INBOX_LOOK_BACK:
            key = f"inbox:{local(start):%Y-%m-%dT%H:%M}"
            yield Occasion(Kind.INBOX, key, to, count=count)


def _turn(item: Standing, staff: Staff) -> Iterator[Occasion]:
    """Whose turn it has become."""
    if item.state is State.APPROVAL and item.submission:
        yield _about(item, Kind.DECISION, f"decision:{item.submission}", _doers(item, staff))
    elif item.returned and item.state in {State.HANDOVER, State.SELECTION}:
        yield _about(item, Kind.RETURNED, f"returned:{item.id}:{item.round}", _doers(item, staff))


def _posts(item: Standing, staff: Staff) -> Iterator[Occasion]:
    """Deliveries that go on only when a person does something."""
    for post in item.posts:
        kind = _OF_POST.get(post.state)
        if kind is not None and post.rests:
            # The folder of a post by hand may be made anew; that is no second occasion.
            version = "" if kind is Kind.BY_HAND else f":{post.version}"
            key = f"{kind}:{post.id}{version}"
            yield _about(item, kind, key, _doers(item, staff), post.channel)


def _clock(item: Standing, reading: Reading, staff: Staff) -> Iterator[Occasion]:
    if reading.cycle.ended is not None or reading.pause is not None or reading.clock_anomaly:
        return
    mark, to = reading.mark or Mark.HALF, _doers(item, staff)
    cycle = f"{item.id}:{reading.cycle.step}:{reading.cycle.round}"
    if mark >= Mark.LATE:
        overseer = _OVERSEEN_BY.get(item.state)
        above = staff.who_may(overseer) if overseer else frozenset()
        yield _about(item, Kind.LATE, f"late:{cycle}", to | above)
    elif mark is Mark.DUE_SOON:
        yield _about(item, Kind.DUE_SOON, f"due_soon:{cycle}", to)


def _doers(item: Standing, staff: Staff) -> frozenset[int]:
    """Whose turn it is: an active holder's, else that of all whose task it is."""
    if item.state not in _DONE_BY:
        return frozenset()
    if item.holder is not None and item.holder in staff.roles and item.state is not State.APPROVAL:
        return frozenset({item.holder})
    everybody = staff.who_may(_DONE_BY[item.state])
    return everybody - item.authors if item.state is State.APPROVAL else everybody


def _about(item: Standing, kind: Kind, key: str, to: frozenset[int], channel: str = "") -> Occasion:
    return Occasion(kind, key, to, item.code, shown_title(item.title), item.state, channel)
