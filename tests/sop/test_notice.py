"""Who is told of what: by whose turn it is, once an occurrence, and nobody's data with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.cycle import Cycle, Pause, PauseReason
from soptui.sop.letter import write_letter
from soptui.sop.notice import (
    INBOX_LOOK_BACK,
    INBOX_SPAN,
    INBOX_STUBBORN,
    Kind,
    Occasion,
    Post,
    Staff,
    Standing,
    of_inbox,
    of_item,
    of_token,
    shown_title,
)
from soptui.sop.roles import Role
from soptui.sop.sla import measure
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.token_health import Stage, TokenWarning
from soptui.sop.workflow import State
from tests.sop.office_time import CALENDAR, at, minutes

DAY = "2026-11-23"  # a Monday
NOW = at(DAY, "09.00")
REPORTER, MANAGER, OTHER, HEAD, ACTING, ADMIN = 1, 2, 3, 4, 5, 6
STAFF = Staff(
    {REPORTER: Role.REPORTER, MANAGER: Role.WEB_MANAGER, OTHER: Role.WEB_MANAGER, HEAD: Role.HEAD,
     ACTING: Role.REPORTER, ADMIN: Role.ADMIN},
    frozenset({ACTING}),
)  # fmt: skip
ITEM = Standing(7, "041", "Pelatihan las", State.SELECTION, 1, holder=MANAGER)


def told(item: Standing, *, open_now: bool = True) -> list[tuple[Kind, str, frozenset[int]]]:
    return [(one.kind, one.key, one.to) for one in of_item(item, STAFF, open_now=open_now)]


def people(*ids: int) -> frozenset[int]:
    return frozenset(ids)


def test_the_head_and_whoever_acts_are_told_of_a_submission_but_no_author() -> None:
    waiting = replace(ITEM, state=State.APPROVAL, submission=12, holder=None)
    assert told(waiting) == [(Kind.DECISION, "decision:12", people(HEAD, ACTING))]
    own = replace(waiting, authors=people(ACTING, MANAGER))
    assert told(own) == [(Kind.DECISION, "decision:12", people(HEAD))]


def test_what_came_back_is_told_to_its_holder_each_round() -> None:
    back = replace(ITEM, returned=True, round=2)
    assert told(back) == [(Kind.RETURNED, "returned:7:2", people(MANAGER))]
    assert told(replace(back, round=3))[0][1] == "returned:7:3"
    home = replace(back, state=State.HANDOVER, holder=REPORTER)
    assert told(home) == [(Kind.RETURNED, "returned:7:2", people(REPORTER))]


@pytest.mark.parametrize("holder", [None, 99])
def test_without_a_holder_who_may_sign_in_everybody_is_told_whose_task_it_is(
    holder: int | None,
) -> None:
    back = replace(ITEM, returned=True, round=2, holder=holder)
    assert told(back)[0][2] == people(MANAGER, OTHER)


@pytest.mark.parametrize(
    ("state", "kind", "key"),
    [
        (DeliveryState.FAILED, Kind.FAILED, "failed:31:4"),
        (DeliveryState.UNKNOWN, Kind.UNSURE, "unsure:31:4"),
        (DeliveryState.ASSISTED, Kind.BY_HAND, "by_hand:31"),
    ],
)
def test_a_delivery_is_told_of_once_it_waits_for_a_person(
    state: DeliveryState, kind: Kind, key: str
) -> None:
    post = Post(31, "Instagram", state, 4, rests=True)
    item = replace(ITEM, state=State.PUBLICATION, posts=(post,))
    assert told(item) == [(kind, key, people(MANAGER))]
    assert told(replace(item, posts=(replace(post, rests=False),))) == []


@pytest.mark.parametrize("state", [DeliveryState.WAITING, DeliveryState.SENDING,
                                   DeliveryState.PUBLISHED])  # fmt: skip
def test_a_delivery_that_goes_on_by_itself_is_nobodys(state: DeliveryState) -> None:
    item = replace(ITEM, state=State.PUBLICATION, posts=(Post(31, "Web", state, 1, rests=True),))
    assert told(item) == []


def running(state: State, used: int, *pauses: Pause) -> Standing:
    """A coverage whose step of 60 minutes has run for `used` minutes."""
    started = at(DAY, "08.00")
    cycle = Cycle(state.step or 0, 1, started, None, minutes(60), pauses)
    reading = measure(cycle, CALENDAR, started + timedelta(minutes=used))
    return replace(ITEM, state=state, holder=None, reading=reading)


@pytest.mark.parametrize(
    ("state", "used", "kind", "to"),
    [
        (State.SELECTION, 47, None, people()),
        (State.SELECTION, 48, Kind.DUE_SOON, people(MANAGER, OTHER)),
        (State.SELECTION, 60, Kind.DUE_SOON, people(MANAGER, OTHER)),
        (State.SELECTION, 61, Kind.LATE, people(MANAGER, OTHER, HEAD, ACTING)),
        (State.SELECTION, 150, Kind.LATE, people(MANAGER, OTHER, HEAD, ACTING)),
        (State.APPROVAL, 61, Kind.LATE, people(HEAD, ACTING)),
        (State.HANDOVER, 61, Kind.LATE, people(REPORTER, ACTING, MANAGER, OTHER)),
    ],
)
def test_a_clock_is_told_of_at_eighty_and_at_more_than_a_hundred_percent(
    state: State, used: int, kind: Kind | None, to: frozenset[int]
) -> None:
    found = told(running(state, used))
    assert [(one[0], one[2]) for one in found] == ([(kind, to)] if kind else [])
    assert told(running(state, used), open_now=False) == []


def test_a_clock_that_stands_is_not_told_of() -> None:
    pause = Pause(PauseReason.SOURCE, at(DAY, "08.50"), at(DAY, "10.00"))
    assert told(running(State.SELECTION, 55, pause)) == []


@pytest.mark.parametrize(
    ("stage", "kind", "days"),
    [
        (Stage.REFUSED, Kind.CUT_OFF, 1),
        (Stage.ENDED, Kind.CUT_OFF, 1),
        (Stage.DAY, Kind.EXPIRING, 1),
        (Stage.WEEK, Kind.EXPIRING, 7),
    ],
)
def test_a_token_is_the_administrators_once_each_time(stage: Stage, kind: Kind, days: int) -> None:
    warning = TokenWarning("threads", stage, NOW + timedelta(days=days, minutes=-1))
    one = of_token(warning, 31, "Threads", STAFF, NOW)
    assert (one.kind, one.to, one.channel, one.count) == (kind, people(ADMIN), "Threads", days)
    assert one.key != of_token(warning, 40, "Threads", STAFF, NOW).key
    assert one.key == of_token(warning, 31, "Threads", STAFF, NOW + timedelta(hours=3)).key


@given(st.lists(st.integers(0, 20_000).map(lambda s: NOW - timedelta(seconds=s)), max_size=9))
def test_files_in_trouble_are_told_of_once_whenever_somebody_looks(moments: list[datetime]) -> None:
    found: dict[str, Occasion] = {}
    troubled = [(moment, moment) for moment in moments]
    for half_hours in range(60):
        for one in of_inbox(troubled, STAFF, NOW + half_hours * INBOX_SPAN):
            assert found.setdefault(one.key, one) == one
            assert one.to == people(REPORTER, ACTING, MANAGER, OTHER)
    assert sum(one.count for one in found.values()) == len(moments)
    assert list(of_inbox(troubled, STAFF, NOW + INBOX_LOOK_BACK * 2)) == []


def test_a_card_in_trouble_is_one_occasion() -> None:
    came = at(DAY, "09.00")
    troubled = [(came, at(DAY, "09.05") + timedelta(seconds=n)) for n in range(400)]
    assert list(of_inbox(troubled, STAFF, at(DAY, "09.20"))) == []
    (one,) = of_inbox(troubled, STAFF, at(DAY, "09.40"))
    assert one.count == 400


def test_a_file_that_is_tried_for_ever_is_not_told_of_for_ever() -> None:
    came, keys = at(DAY, "09.00"), set()
    for tried in range(48):
        moment = came + tried * INBOX_SPAN
        keys |= {one.key for one in of_inbox([(came, moment)], STAFF, moment + INBOX_SPAN)}
    assert len(keys) == INBOX_STUBBORN / INBOX_SPAN + 1


NIK = "3402011507900003"


@pytest.mark.parametrize("title", [f"KTP {NIK}", "a\r\nBcc: x@y.z", "\u202eterbalik", "p" * 500])
def test_a_title_is_one_short_line_without_anybodys_number(title: str) -> None:
    shown = shown_title(title)
    assert NIK not in shown
    assert shown.isprintable()
    assert len(shown) <= 80


def test_one_letter_tells_all_of_a_release_and_groups_its_channels() -> None:
    posts = tuple(
        Post(n, name, DeliveryState.FAILED, 1, rests=True)
        for n, name in enumerate(("Instagram", "Facebook", "X"))
    )
    item = replace(running(State.PUBLICATION, 61), title=f"Las {NIK}", posts=posts)
    occasions = list(of_item(item, STAFF, open_now=True))
    assert len(occasions) == 4
    letter = write_letter(occasions)
    assert letter.subject == "[soptui] 041 gagal di sebuah kanal (+1)"
    assert "Instagram, Facebook, X" in letter.body
    assert letter.body.count("041") == 1
    assert NIK not in letter.subject + letter.body


def test_every_kind_has_words_in_the_offices_language() -> None:
    for kind in Kind:
        one = Occasion(kind, kind, people(1), "041", "Las", State.SELECTION, "X", 3)
        letter = write_letter([one])
        assert "{" not in letter.body
        assert "Ini menunggu Anda di soptui:" in letter.body
        assert "waits" not in letter.body + letter.subject


def test_tokens_that_end_on_different_days_are_told_apart() -> None:
    some = [Occasion(Kind.EXPIRING, name, people(1), channel=name, count=days)
            for name, days in (("threads", 7), ("facebook", 7), ("youtube", 1))]  # fmt: skip
    body = write_letter(some).body
    assert "threads, facebook" in body
    assert body.count("- ") == 3  # two sentences and the line before the signature
