"""The transition table, and what no path through it can do."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.errors import InvalidInput, WrongStep
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


def walk(actions: list[Action]) -> list[State]:
    """The states on the way, as far as each action does anything where it is tried."""
    states = [State.HANDOVER]
    for action in actions:
        if action in actions_in(states[-1]):
            states.append(transition(states[-1], action, "karena").to)
    return states


@given(st.lists(st.sampled_from(Action), max_size=60))
def test_publication_only_follows_approval(actions: list[Action]) -> None:
    states = walk(actions)
    for before, after in itertools.pairwise(states):
        if after is State.PUBLICATION:
            assert before is State.APPROVAL
        if after is State.PUBLISHED:
            assert before is State.PUBLICATION


@given(st.lists(st.sampled_from(Action), max_size=60))
def test_what_has_ended_stays_ended(actions: list[Action]) -> None:
    states = walk(actions)
    ended = [state in CLOSED_STATES for state in states]
    assert ended == sorted(ended)


@pytest.mark.parametrize("state", OPEN_STATES)
def test_every_open_state_can_be_left(state: State) -> None:
    assert actions_in(state)


@pytest.mark.parametrize("state", CLOSED_STATES)
def test_no_end_can_be_left(state: State) -> None:
    assert actions_in(state) == ()
    with pytest.raises(WrongStep):
        transition(state, Action.APPROVE)


@pytest.mark.parametrize(("state", "action"), TRANSITIONS)
def test_a_return_opens_a_round_and_says_why(state: State, action: Action) -> None:
    change = TRANSITIONS[state, action]
    assert change.new_round is (action in RETURNS)
    if change.needs_note:
        with pytest.raises(InvalidInput):
            transition(state, action, "  ")


def test_only_the_head_decides_and_the_head_does_nothing_else() -> None:
    assert [role for role in Role if Permission.DECIDE in PERMISSIONS[role]] == [Role.HEAD]
    assert PERMISSIONS[Role.HEAD] == {Permission.SEE, Permission.DECIDE, Permission.MANDATE}
