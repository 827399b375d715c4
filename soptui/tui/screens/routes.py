"""Which room a coverage is worked on in: one for each step of the procedure."""

from __future__ import annotations

from soptui.sop.workflow import State
from soptui.tui.room import Room


def room_of(state: State, coverage_id: int) -> Room:
    """The room of the step that `state` is in; what has ended is read where it was published.

    Imported late: the board should not wait for rooms that nobody has opened.
    """
    if state is State.HANDOVER:
        from soptui.tui.screens.step1_handover import HandoverScreen

        return HandoverScreen(coverage_id)
    if state in {State.SELECTION, State.CANCELLED}:
        from soptui.tui.screens.step2_selection import SelectionScreen

        return SelectionScreen(coverage_id)
    if state in {State.APPROVAL, State.REJECTED}:
        from soptui.tui.screens.step3_approval import ApprovalScreen

        return ApprovalScreen(coverage_id)
    from soptui.tui.screens.step4_publication import PublicationScreen

    return PublicationScreen(coverage_id)
