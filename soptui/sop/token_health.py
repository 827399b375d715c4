"""Whether a connected channel's token still works: when it is asked, what is warned of, what waits.

A token that ends unnoticed stops publication on the day it is needed; one that is refused keeps its
own channel waiting and no other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Final

from soptui.i18n import _, ngettext


class TokenState(StrEnum):
    """What the network answered last."""

    OK = "ok"
    REFUSED = "refused"
    UNASKED = "unasked"
    """It could not be asked."""


class Stage(StrEnum):
    """How pressing it is, the least first."""

    WELL = ""
    FORTNIGHT = "14"
    WEEK = "7"
    DAY = "1"
    ENDED = "ended"
    REFUSED = "refused"


ONE_DAY: Final = timedelta(days=1)
AHEAD: Final = {Stage.DAY: ONE_DAY, Stage.WEEK: 7 * ONE_DAY, Stage.FORTNIGHT: 14 * ONE_DAY}
"""How long before its end each warning comes, the shortest first."""
WAITING: Final = frozenset({Stage.ENDED, Stage.REFUSED})
"""In these the channel's deliveries wait."""
ASK_WELL: Final = ONE_DAY
ASK_UNWELL: Final = timedelta(hours=1)
"""Between questions: what is not well may become so without anybody's doing."""


@dataclass(frozen=True, slots=True)
class Token:
    """One connected channel's. `asked_at` is when the network answered last, or was found not to;
    None asks for a question soon. `expires_at` is None where the network does not say.
    """

    channel: str
    state: TokenState
    asked_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class TokenWarning:
    """What somebody has to do something about."""

    channel: str
    stage: Stage
    expires_at: datetime | None


def stage(token: Token, now: datetime) -> Stage:
    """How pressing it is now. One that was answered after its end is not over: the network knows
    better than what it said before.
    """
    if token.state is TokenState.REFUSED:
        return Stage.REFUSED
    end = token.expires_at
    if end is None:
        return Stage.WELL
    if end <= now:
        answered = token.state is TokenState.OK and token.asked_at and token.asked_at >= end
        return Stage.WELL if answered else Stage.ENDED
    near = (found for found, ahead in AHEAD.items() if end - now <= ahead)
    return next(near, Stage.WELL)


def is_due(token: Token, now: datetime) -> bool:
    """Whether the network is to be asked: once a day, each hour where it is not well, at its end,
    and where the clock was put back behind the last answer.
    """
    asked = token.asked_at
    if asked is None or asked > now:
        return True
    if token.expires_at and asked < token.expires_at <= now:
        return True
    return now - asked >= (ASK_WELL if token.state is TokenState.OK else ASK_UNWELL)


def after(before: TokenState, answer: TokenState) -> TokenState:
    """The state once `answer` came: a network out of reach does not take a refusal back."""
    stands = before is TokenState.REFUSED and answer is TokenState.UNASKED
    return before if stands else answer


def warnings(tokens: Iterable[Token], now: datetime) -> tuple[TokenWarning, ...]:
    """What to warn of now, the most pressing first."""
    found = [TokenWarning(one.channel, stage(one, now), one.expires_at) for one in tokens]
    order = list(Stage)
    pressing = [one for one in found if one.stage is not Stage.WELL]
    return tuple(sorted(pressing, key=lambda one: (-order.index(one.stage), one.channel)))


def phrase(warning: TokenWarning, now: datetime) -> str:
    """The warning in a few words, without the channel's name."""
    if warning.stage is Stage.REFUSED:
        return _("its token is refused; releases wait")
    if warning.stage is Stage.ENDED or warning.expires_at is None:
        return _("its token has ended; releases wait")
    days = max(1, ceil((warning.expires_at - now) / ONE_DAY))
    return ngettext("its token ends in {n} day", "its token ends in {n} days", days).format(n=days)
