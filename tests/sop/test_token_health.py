"""When a token is asked about, what is warned of, and what waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.token_health import (
    ASK_UNWELL,
    ASK_WELL,
    WAITING,
    Stage,
    Token,
    TokenState,
    after,
    is_due,
    phrase,
    stage,
    warnings,
)

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SPANS = st.timedeltas(min_value=-400 * DAY, max_value=400 * DAY)


def token(
    state: TokenState = TokenState.OK,
    asked: timedelta | None = -timedelta(hours=1),
    end: timedelta | None = None,
) -> Token:
    return Token("mastodon", state, None if asked is None else NOW + asked,
                 None if end is None else NOW + end)  # fmt: skip


@pytest.mark.parametrize(
    ("end", "found"),
    [
        (15 * DAY, Stage.WELL),
        (14 * DAY, Stage.FORTNIGHT),
        (8 * DAY, Stage.FORTNIGHT),
        (7 * DAY, Stage.WEEK),
        (2 * DAY, Stage.WEEK),
        (DAY, Stage.DAY),
        (timedelta(seconds=1), Stage.DAY),
        (timedelta(0), Stage.ENDED),
        (-DAY, Stage.ENDED),
        (None, Stage.WELL),
    ],
)
def test_it_is_warned_14_7_and_1_days_ahead(end: timedelta | None, found: Stage) -> None:
    assert stage(token(asked=-2 * DAY, end=end), NOW) is found


@given(st.one_of(st.none(), SPANS), st.one_of(st.none(), SPANS))
def test_a_refusal_is_more_pressing_than_any_date(
    asked: timedelta | None, end: timedelta | None
) -> None:
    assert stage(token(TokenState.REFUSED, asked, end), NOW) is Stage.REFUSED


@given(SPANS, SPANS, st.timedeltas(min_value=timedelta(0), max_value=400 * DAY))
def test_time_alone_never_makes_it_less_pressing(
    asked: timedelta, end: timedelta, later: timedelta
) -> None:
    one, order = token(asked=asked, end=end), list(Stage)
    if one.asked_at is not None and one.expires_at is not None and one.asked_at < one.expires_at:
        assert order.index(stage(one, NOW)) <= order.index(stage(one, NOW + later))


def test_a_token_that_answers_after_its_end_is_not_over() -> None:
    assert stage(token(asked=-DAY, end=-2 * DAY), NOW) is Stage.WELL
    assert stage(token(TokenState.UNASKED, -DAY, -2 * DAY), NOW) is Stage.ENDED


@given(SPANS)
def test_it_is_asked_once_a_day_and_each_hour_where_it_is_not_well(ago: timedelta) -> None:
    behind = ago < timedelta(0)
    assert is_due(token(asked=-ago), NOW) == (behind or ago >= ASK_WELL)
    for state in (TokenState.REFUSED, TokenState.UNASKED):
        assert is_due(token(state, -ago), NOW) == (behind or ago >= ASK_UNWELL)


def test_it_is_asked_at_its_end_and_where_somebody_doubts() -> None:
    assert is_due(token(asked=-timedelta(hours=2), end=-timedelta(hours=1)), NOW)
    assert not is_due(token(asked=-timedelta(hours=1), end=-timedelta(hours=2)), NOW)
    assert is_due(token(asked=None), NOW)


def test_a_network_out_of_reach_does_not_take_a_refusal_back() -> None:
    for before in TokenState:
        for answer in TokenState:
            kept = before is TokenState.REFUSED and answer is TokenState.UNASKED
            assert after(before, answer) is (before if kept else answer)


def test_the_most_pressing_comes_first_and_the_well_are_silent() -> None:
    found = warnings(
        [
            Token("bluesky", TokenState.OK, NOW, None),
            Token("telegram", TokenState.OK, NOW, NOW + 7 * DAY),
            Token("youtube", TokenState.OK, NOW - DAY, NOW),
            Token("mastodon", TokenState.REFUSED, NOW, None),
        ],
        NOW,
    )
    assert [one.channel for one in found] == ["mastodon", "youtube", "telegram"]
    assert [one.stage in WAITING for one in found] == [True, True, False]
    assert phrase(found[2], NOW) == "its token ends in 7 days"
    assert phrase(found[2], NOW + 6.5 * DAY) == "its token ends in 1 day"
    assert "refused; releases wait" in phrase(found[0], NOW)
    assert "ended; releases wait" in phrase(found[1], NOW)
