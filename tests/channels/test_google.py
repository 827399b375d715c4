"""What Google's no means: a quota, a token, or the video itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.channels.google import CALIFORNIA, RATE_PAUSE_S, judge, until_midnight
from soptui.channels.wire import LONGEST_WAIT_S

NOON = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)
"""Noon in California."""


def no(status: int, reason: str, message: str = "", **headers: str) -> httpx.Response:
    error = {"code": status, "message": message, "errors": [{"reason": reason}]}
    told = {"date": format_datetime(NOON, usegmt=True), **headers}
    return httpx.Response(status, json={"error": error}, headers=told)


@pytest.mark.parametrize(
    ("answer", "status", "wait"),
    [
        (no(403, "quotaExceeded"), 429, 12 * 3600.0),
        (no(400, "uploadLimitExceeded"), 429, 12 * 3600.0),
        (no(403, "rateLimitExceeded", "Quota exceeded: Queries per day"), 429, 12 * 3600.0),
        (no(403, "rateLimitExceeded"), 429, RATE_PAUSE_S),
        (no(429, "rateLimitExceeded", **{"retry-after": "7"}), 429, 7.0),
        (no(401, "authError"), 401, 0.0),
        (no(403, "insufficientPermissions"), 403, 0.0),
        (no(403, "accessNotConfigured"), 403, 0.0),
        (no(403, "forbiddenPrivacySetting"), 422, 0.0),
        (no(404, "videoNotFound"), 404, 0.0),
        (no(503, "backendError", **{"retry-after": "30"}), 503, 30.0),
    ],
    ids=lambda one: one.json()["error"]["errors"][0]["reason"] if hasattr(one, "json") else None,
)
def test_what_is_meant(answer: httpx.Response, status: int, wait: float) -> None:
    verdict = judge(answer)
    assert (verdict.status, verdict.retry_after) == (status, wait)
    assert verdict.code


@pytest.mark.parametrize("body", [b"", b"[]", b'{"error": "text"}', b'{"error": {"errors": []}}'])
def test_what_is_no_document_of_googles_is_taken_as_http_has_it(body: bytes) -> None:
    assert judge(httpx.Response(500, content=body)).status == 500


@given(st.integers(0, 2 * 366 * 24 * 3600))
def test_midnight_in_california_is_ahead_and_within_a_day(later: int) -> None:
    now = NOON + timedelta(seconds=later)
    answer = httpx.Response(403, headers={"date": format_datetime(now, usegmt=True)})
    seconds = until_midnight(answer)
    there = (now + timedelta(seconds=seconds)).astimezone(CALIFORNIA)
    assert (there.hour, there.minute, there.second) == (0, 0, 0)
    assert 0 < seconds <= 25 * 3600  # the day that winter time begins has 25 hours


def test_without_a_date_it_waits_a_day() -> None:
    assert until_midnight(httpx.Response(403)) == LONGEST_WAIT_S
