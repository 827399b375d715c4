"""Changes guarded by a version: the later of two sessions is told, and overwrites nothing."""

from __future__ import annotations

from typing import Any

from soptui.errors import Conflict
from soptui.i18n import _


def update_guarded(row: Any, **changes: Any) -> None:
    """Write `changes` to `row` if it is still at the version it was read at.

    Raises Conflict, with nothing written, where somebody else was first. An immediate transaction
    alone does not stop lost updates between a read and a later write; the version does.
    """
    model: Any = type(row)
    fields = {getattr(model, name): value for name, value in changes.items()}
    version = model.version
    changed = (
        model.update({**fields, version: version + 1})
        .where((model.id == row.id) & (version == row.version))
        .execute()
    )
    if not changed:
        raise Conflict(
            _("Somebody else changed this first; your change was not saved."),
            remedy=_("What is on the screen is now the newest; do it again if it is still right."),
        )
    for name, value in changes.items():
        setattr(row, name, value)
    row.version += 1
