"""What Google's servers say no with (developers.google.com/youtube/v3/docs/errors).

A quota that is used up comes as HTTP 403, as a token without rights does; the reason in the
document tells them apart. Quotas of a day begin anew at midnight in California.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from soptui.channels.wire import LONGEST_WAIT_S, Verdict, retry_after

if TYPE_CHECKING:
    import httpx

CALIFORNIA: Final = ZoneInfo("America/Los_Angeles")
RATE_PAUSE_S: Final = 60.0
"""How long to wait where calls came too fast and nothing else is said."""
_DAILY: Final = {"quotaExceeded", "dailyLimitExceeded", "uploadLimitExceeded"}
_RATE: Final = {"rateLimitExceeded", "userRateLimitExceeded", "uploadRateLimitExceeded"}


def judge(answer: httpx.Response) -> Verdict:
    """What a no means: what was used up is waited for, and is no matter of the token."""
    reason, words = _reason(answer)
    if reason in _DAILY or (reason in _RATE and "per day" in words):
        return Verdict(429, until_midnight(answer), reason)
    if reason in _RATE:
        return Verdict(429, retry_after(answer) or RATE_PAUSE_S, reason)
    if answer.status_code == 403 and reason.startswith("forbidden"):
        return Verdict(422, code=reason)  # what was asked for, not who asks
    return Verdict(answer.status_code, retry_after(answer), reason)


def until_midnight(answer: httpx.Response) -> float:
    """Seconds until the next midnight in California, by the server's own clock."""
    try:
        now = parsedate_to_datetime(answer.headers.get("date", ""))
    except ValueError:
        return LONGEST_WAIT_S
    day = now.astimezone(CALIFORNIA).date() + timedelta(days=1)
    return (datetime.combine(day, time(), CALIFORNIA) - now).total_seconds()


def _reason(answer: httpx.Response) -> tuple[str, str]:
    """Google's word for it, and its sentence."""
    try:
        error: Any = answer.json()["error"]
        return str(error["errors"][0]["reason"]), str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, IndexError):
        return "", ""
