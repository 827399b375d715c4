"""Saying what must be seen of a picture where a channel cuts it (SOP step 2)."""

from __future__ import annotations

from soptui.desk.context import Desk
from soptui.desk.step2_selection import selectable
from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.media.crop import Focus
from soptui.sop.material import Kind
from soptui.sop.roles import Permission
from soptui.store.guard import update_guarded
from soptui.store.trail import record


def set_focus(desk: Desk, asset_id: int, version: int, focus: Focus | None) -> None:
    """Cut the picture around `focus`; None: around the usual place. Files that depend on it are
    made anew before the next submission.

    Raises InvalidInput for what is no picture, or for a point outside of it.
    """
    with desk.act(Permission.SELECT) as now:
        asset, coverage = selectable(asset_id)
        if asset.kind is not Kind.PHOTO:
            raise InvalidInput(_("Only photos are cut; this is none."))
        if focus is not None and not all(0 <= place <= 100 for place in focus):
            raise InvalidInput(_("That point lies outside of the picture; nothing was changed."))
        x, y = focus or (None, None)
        asset.version = version
        update_guarded(asset, focus_x=x, focus_y=y)
        record(desk.actor, now, "set_focus", coverage.code, asset=asset_id,
               place=list(focus or ()))  # fmt: skip
