"""What the three parts of the selection ask of their screen."""

from __future__ import annotations

from soptui.sop.roles import Permission
from soptui.sop.workflow import State
from soptui.tui.item_room import ItemRoom


class SelectionRoom(ItemRoom):
    """The room of step 2, without anything in it."""

    STEP = 2

    @property
    def editable(self) -> bool:
        """Whether this person may change the coverage here and now."""
        selecting = self.item is not None and self.item.state is State.SELECTION
        return selecting and self.may(Permission.SELECT)

    def may(self, permission: Permission) -> bool:
        """Whether whoever sits here may do that at all."""
        return self.app.person is not None and self.app.person.actor.may(permission)

    def action_pane(self, pane: str) -> None:
        """Put the focus into `pane`."""
