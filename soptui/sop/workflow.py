"""The states of a coverage and the one table of what leads from which to which."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from soptui.errors import InvalidInput, WrongStep
from soptui.i18n import N_, _
from soptui.sop.purpose import Purpose
from soptui.sop.roles import Permission


class State(StrEnum):
    """Where a coverage stands: in one of the SOP's four steps, or at one of its ends."""

    HANDOVER = "handover"
    SELECTION = "selection"
    APPROVAL = "approval"
    PUBLICATION = "publication"
    PUBLISHED = "published"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    TAKEN_DOWN = "taken_down"

    @property
    def step(self) -> int | None:
        """The SOP step's number, or None where the procedure has ended."""
        return _STEP_OF.get(self)


_STEP_OF = {State.HANDOVER: 1, State.SELECTION: 2, State.APPROVAL: 3, State.PUBLICATION: 4}
OPEN_STATES = tuple(_STEP_OF)
CLOSED_STATES = tuple(state for state in State if state not in _STEP_OF)

STATE_NAMES = {
    State.HANDOVER: N_("Hand-over"),
    State.SELECTION: N_("Selection"),
    State.APPROVAL: N_("Approval"),
    State.PUBLICATION: N_("Publication"),
    State.PUBLISHED: N_("Published"),
    State.REJECTED: N_("Rejected"),
    State.CANCELLED: N_("Cancelled"),
    State.TAKEN_DOWN: N_("Taken down"),
}


class Action(StrEnum):
    """What moves a coverage."""

    HAND_OVER = "hand_over"
    RETURN_TO_REPORTER = "return_to_reporter"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"
    REJECT = "reject"
    RECALL = "recall"
    COMPLETE = "complete"
    CANCEL = "cancel"
    CORRECT = "correct"
    TAKE_DOWN = "take_down"


@dataclass(frozen=True, slots=True)
class Transition:
    """What an action does: who may, where it leads, whether it must say why, whether it opens a
    new round (domain: each return is a round of its own, and never erases a breach), and what that
    is for where it is for something else than the round before.
    """

    permission: Permission
    to: State
    needs_note: bool = False
    new_round: bool = False
    purpose: Purpose | None = None


TRANSITIONS: dict[tuple[State, Action], Transition] = {
    (State.HANDOVER, Action.HAND_OVER): Transition(Permission.HAND_OVER, State.SELECTION),
    (State.HANDOVER, Action.CANCEL): Transition(
        Permission.CANCEL, State.CANCELLED, needs_note=True
    ),
    (State.SELECTION, Action.SUBMIT): Transition(Permission.SUBMIT, State.APPROVAL),
    (State.SELECTION, Action.RETURN_TO_REPORTER): Transition(
        Permission.RETURN_TO_REPORTER, State.HANDOVER, needs_note=True, new_round=True
    ),
    (State.SELECTION, Action.CANCEL): Transition(
        Permission.CANCEL, State.CANCELLED, needs_note=True
    ),
    (State.APPROVAL, Action.WITHDRAW): Transition(
        Permission.WITHDRAW, State.SELECTION, needs_note=True, new_round=True
    ),
    (State.APPROVAL, Action.APPROVE): Transition(Permission.DECIDE, State.PUBLICATION),
    (State.APPROVAL, Action.RETURN): Transition(
        Permission.DECIDE, State.SELECTION, needs_note=True, new_round=True
    ),
    (State.APPROVAL, Action.REJECT): Transition(Permission.DECIDE, State.REJECTED, needs_note=True),
    (State.PUBLICATION, Action.RECALL): Transition(
        Permission.WITHDRAW, State.SELECTION, needs_note=True, new_round=True
    ),
    (State.PUBLICATION, Action.COMPLETE): Transition(Permission.PUBLISH, State.PUBLISHED),
    (State.PUBLISHED, Action.CORRECT): Transition(
        Permission.CORRECT, State.SELECTION, needs_note=True, new_round=True,
        purpose=Purpose.CORRECTION,
    ),
    (State.PUBLISHED, Action.TAKE_DOWN): Transition(
        Permission.CORRECT, State.APPROVAL, needs_note=True, new_round=True,
        purpose=Purpose.TAKEDOWN,
    ),
}  # fmt: skip

_STAYS = State.PUBLISHED
"""Where a correction or a takedown that does not come about leaves what stands in public."""

OTHERWISE: dict[Purpose, dict[tuple[State, Action], Transition | None]] = {
    Purpose.RELEASE: {},
    Purpose.CORRECTION: {
        (State.SELECTION, Action.RETURN_TO_REPORTER): None,
        (State.SELECTION, Action.CANCEL): Transition(Permission.CORRECT, _STAYS, needs_note=True),
        (State.APPROVAL, Action.REJECT): Transition(Permission.DECIDE, _STAYS, needs_note=True),
    },
    Purpose.TAKEDOWN: {
        (State.APPROVAL, Action.WITHDRAW): Transition(Permission.CORRECT, _STAYS, needs_note=True),
        (State.APPROVAL, Action.RETURN): Transition(Permission.DECIDE, _STAYS, needs_note=True),
        (State.APPROVAL, Action.REJECT): Transition(Permission.DECIDE, _STAYS, needs_note=True),
        (State.PUBLICATION, Action.RECALL): Transition(Permission.CORRECT, _STAYS, needs_note=True),
        (State.PUBLICATION, Action.COMPLETE): Transition(Permission.PUBLISH, State.TAKEN_DOWN),
    },
}
"""What differs where something stands in public already; None where nothing is done there."""


def transition(
    state: State, action: Action, note: str = "", purpose: Purpose = Purpose.RELEASE
) -> Transition:
    """What `action` does in `state`, in a round for `purpose`.

    Raises WrongStep where it does nothing there, InvalidInput where a note is due and missing.
    """
    found = OTHERWISE[purpose].get((state, action), TRANSITIONS.get((state, action)))
    if found is None:
        raise WrongStep(
            _("The coverage is now in “{state}”, where that is not done.").format(
                state=_(STATE_NAMES[state])
            ),
            remedy=_("Nothing was changed. Go back to the board to see where it stands."),
        )
    if found.needs_note and not note.strip():
        raise InvalidInput(
            _("A note is needed here, so that the others know why."),
            remedy=_("Write one sentence and try again."),
        )
    return found


def actions_in(state: State, purpose: Purpose = Purpose.RELEASE) -> tuple[Action, ...]:
    """What can be done in `state` in a round for `purpose`, in the table's order."""
    table = {**TRANSITIONS, **OTHERWISE[purpose]}
    return tuple(action for (origin, action), change in table.items() if change and origin is state)
