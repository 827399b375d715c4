"""The transition table, and what no path through it can do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.errors import InvalidInput, WrongStep
from soptui.sop.purpose import Purpose
from soptui.sop.roles import PERMISSIONS, Permission, Role
from soptui.sop.workflow import (
    CLOSED_STATES,
    OPEN_STATES,
    TRANSITIONS,
    Action,
    State,
    actions_in,
    transition,
)

RETURNS = {Action.RETURN, Action.RETURN_TO_REPORTER, Action.WITHDRAW, Action.RECALL}
CHANGES = {Action.CORRECT, Action.TAKE_DOWN}
FINAL = {State.REJECTED, State.CANCELLED, State.TAKEN_DOWN}


def steps(actions: list[Action]) -> list[tuple[State, Action, State]]:
    """What happens on the way, as far as each action does anything where it is tried."""
    state, purpose, taken = State.HANDOVER, Purpose.RELEASE, []
    for action in actions:
        if action in actions_in(state, purpose):
            change = transition(state, action, "karena", purpose)
            taken.append((state, action, change.to))
            state, purpose = change.to, change.purpose or purpose
    return taken


def walk(actions: list[Action]) -> list[State]:
    """The states on the way."""
    return [State.HANDOVER, *(to for _origin, _action, to in steps(actions))]


ALL_THE_WAY = [Action.HAND_OVER, Action.SUBMIT, Action.APPROVE, Action.COMPLETE]
"""Random walks seldom come so far."""


@given(st.lists(st.sampled_from(Action), max_size=60))
def test_publication_only_follows_approval(actions: list[Action]) -> None:
    for before, action, after in steps([*ALL_THE_WAY, *actions]):
        if after is State.PUBLICATION:
            assert (before, action) == (State.APPROVAL, Action.APPROVE)
        if after is State.TAKEN_DOWN:
            assert (before, action) == (State.PUBLICATION, Action.COMPLETE)


@given(st.lists(st.sampled_from(Action), max_size=60))
def test_nothing_is_published_that_was_not_approved(actions: list[Action]) -> None:
    published = False
    for before, _action, after in steps(actions):
        if after is State.PUBLISHED:
            assert published or before is State.PUBLICATION
            published = True


@given(st.lists(st.sampled_from(Action), max_size=60))
def test_what_stands_in_public_ends_there_or_is_taken_down(actions: list[Action]) -> None:
    later = walk([*ALL_THE_WAY, *actions])[len(ALL_THE_WAY) :]
    assert not {State.HANDOVER, State.REJECTED, State.CANCELLED} & set(later)


@given(st.lists(st.sampled_from(Action), max_size=60))
def test_what_has_ended_stays_ended(actions: list[Action]) -> None:
    for start in ([], ALL_THE_WAY):
        states = walk([*start, *actions])
        ended = [state in FINAL for state in states]
        assert ended == sorted(ended)


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("state", OPEN_STATES)
def test_every_open_state_can_be_left(state: State, purpose: Purpose) -> None:
    assert actions_in(state, purpose)


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("state", CLOSED_STATES)
def test_no_end_can_be_left_but_by_a_correction_or_a_takedown(
    state: State, purpose: Purpose
) -> None:
    assert set(actions_in(state, purpose)) == (CHANGES if state is State.PUBLISHED else set())
    with pytest.raises(WrongStep):
        transition(state, Action.APPROVE, purpose=purpose)


@pytest.mark.parametrize("purpose", [Purpose.CORRECTION, Purpose.TAKEDOWN])
def test_what_is_corrected_does_not_go_back_to_the_reporter(purpose: Purpose) -> None:
    assert State.HANDOVER not in {
        transition(state, action, "karena", purpose).to
        for state in (State.SELECTION, State.APPROVAL, State.PUBLICATION)
        for action in actions_in(state, purpose)
        if state is not State.SELECTION or purpose is Purpose.CORRECTION
    }


@pytest.mark.parametrize(("state", "action"), TRANSITIONS)
def test_a_return_opens_a_round_and_says_why(state: State, action: Action) -> None:
    change = TRANSITIONS[state, action]
    assert change.new_round is (action in RETURNS | CHANGES)
    if change.needs_note:
        with pytest.raises(InvalidInput):
            transition(state, action, "  ")


def test_only_the_head_decides_and_the_head_does_nothing_else() -> None:
    assert [role for role in Role if Permission.DECIDE in PERMISSIONS[role]] == [Role.HEAD]
    assert PERMISSIONS[Role.HEAD] == {Permission.SEE, Permission.DECIDE, Permission.MANDATE}
