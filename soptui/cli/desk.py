"""A desk for commands without a screen: the store opened, the station's or a reader's eyes."""

from __future__ import annotations

from soptui.clock import Clock, SystemClock
from soptui.config import Settings
from soptui.desk.context import Desk
from soptui.errors import NotFound
from soptui.i18n import _
from soptui.sop.procedure import load_procedure
from soptui.sop.roles import STATION
from soptui.store.database import open_store


def lay_desk(settings: Settings, *, create: bool = False, clock: Clock | None = None) -> Desk:
    """A desk at the settings' home; without `create`, NotFound where there is no database yet."""
    home = settings.home
    if create:
        home.make()
    elif not home.database.exists():
        raise NotFound(
            _("There is no office in {folder} yet.").format(folder=home.root),
            remedy=_("Open soptui there once, or name another folder with --home."),
        )
    custom = settings.procedure_file
    procedure = load_procedure(custom) if custom else load_procedure()
    return Desk(open_store(home.database), clock or SystemClock(), home, procedure, STATION,
                keyring=settings.keyring)  # fmt: skip
