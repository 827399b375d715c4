"""What Meta's servers mean when they say no."""

from __future__ import annotations

import json

import httpx
import pytest

from soptui.channels.graph import RATE_PAUSE_S, judge, plain
from soptui.channels.wire import LONGEST_WAIT_S


def answer(
    code: int, subcode: int = 0, *, status: int = 400, usage: object = None
) -> httpx.Response:
    headers = {"X-Business-Use-Case-Usage": json.dumps(usage)} if usage is not None else {}
    error = {"code": code, "error_subcode": subcode} if subcode else {"code": code}
    return httpx.Response(status, json={"error": error}, headers=headers)


@pytest.mark.parametrize(
    ("code", "subcode", "means"),
    [
        (190, 463, 401), (102, 0, 401), (10, 0, 403), (200, 0, 403), (299, 0, 403), (300, 0, 400),
        (4, 0, 429), (17, 2446079, 429), (32, 0, 429), (613, 0, 429), (80002, 0, 429),
        (9, 2207042, 429), (9007, 2207027, 429), (9004, 2207052, 424), (-2, 2207003, 424),
        (100, 33, 404), (24, 2207008, 503), (100, 1366051, 503), (1, 99, 503), (2, 0, 503),
        (-1, 2207001, 503), (25, 2207050, 403), (368, 0, 400), (100, 0, 400), (36000, 2207004, 400),
    ],
)  # fmt: skip
def test_a_code_says_more_than_the_status(code: int, subcode: int, means: int) -> None:
    verdict = judge(answer(code, subcode))
    assert verdict.status == means
    assert verdict.code == (f"{code}/{subcode}" if subcode else str(code))


def test_a_passing_fault_may_be_marked_as_such() -> None:
    fault = httpx.Response(400, json={"error": {"code": 5555, "is_transient": True}})
    assert judge(fault).status == 503


@pytest.mark.parametrize(
    "body", [b"", b"<html>Bad Gateway</html>", b"[]", b'"x"', b'{"error": "no"}', b"\xff"]
)
def test_what_is_no_document_of_theirs_is_read_as_http(body: bytes) -> None:
    assert judge(httpx.Response(502, content=body)).status == 502


@pytest.mark.parametrize(
    ("usage", "wait"),
    [
        ({"1": [{"estimated_time_to_regain_access": 3}, {}]}, 180.0),
        ({"1": [], "2": [{"estimated_time_to_regain_access": 19}]}, 1140.0),
        ({"1": [{"estimated_time_to_regain_access": 99_999}]}, LONGEST_WAIT_S),
        ({}, RATE_PAUSE_S),
        ([1], RATE_PAUSE_S),
        ({"1": [{"estimated_time_to_regain_access": "lama"}]}, RATE_PAUSE_S),
        (None, RATE_PAUSE_S),
    ],
)
def test_the_header_says_how_long(usage: object, wait: float) -> None:
    assert judge(answer(613, usage=usage)).retry_after == wait
    assert judge(answer(100, usage=usage)).retry_after == 0.0


def test_mentions_and_blanks_tell_no_texts_apart() -> None:
    assert plain("Bersama @dinas\n\n di  Bantul") == plain("Bersama dinas di Bantul")
