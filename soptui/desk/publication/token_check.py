"""Asking every connected network whether its token still works."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from soptui.desk.context import Desk
from soptui.desk.publication.connections import ask
from soptui.desk.publication.tokens import note_warnings, token_of
from soptui.errors import SoptuiError
from soptui.sop.roles import Permission
from soptui.sop.token_health import Token, is_due
from soptui.store.tables import Connection

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)


def check_tokens(
    desk: Desk,
    *,
    everyone: bool = False,
    stopping: Callable[[], bool] = lambda: False,
    transport: httpx.BaseTransport | None = None,
) -> int:
    """Ask those whose time has come, or with `everyone` all; how many. Slow: a thread of its own.

    One that fails keeps no other from being asked.
    """
    with desk.store.connection():
        now = desk.now()
        tokens: list[Token] = [token_of(row) for row in Connection.select()]
    asked = 0
    for token in tokens:
        if stopping():
            break
        if everyone or is_due(token, now):
            asked += 1
            _ask(desk, token.channel, transport)
    note_warnings(desk)
    return asked


def _ask(desk: Desk, channel: str, transport: httpx.BaseTransport | None) -> None:
    try:
        ask(desk, channel, Permission.PUBLISH, transport=transport)
    except SoptuiError as error:  # what it means is kept already
        log.warning("token of %s: %s", channel, type(error).__name__)
