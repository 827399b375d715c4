"""Where a channel's secret is kept, and who may renew it: one program at a time.

The claim stands in the connection's row, so that programs on other machines see it; it ends by
itself when whoever made it was killed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from soptui.channels.wire import TOKEN_PAUSE_S
from soptui.desk.context import Desk
from soptui.desk.publication.tokens import CONNECT_ANEW, label_of
from soptui.errors import TokenRefused, Unreachable
from soptui.i18n import _
from soptui.store.tables import Connection

SERVICE: Final = "soptui-channels"
LONGEST: Final = timedelta(minutes=2)
"""How long a claim counts: longer than any call takes."""
SOON_S: Final = 5.0


class SecretKeeper:
    """The secret of one connected channel, in the keyring alone."""

    def __init__(self, desk: Desk, channel: str) -> None:
        self._desk, self._channel = desk, channel
        self._until: datetime | None = None

    def read(self) -> str:
        secret = self._desk.secrets().get_password(SERVICE, self._channel)
        if secret is None:
            raise TokenRefused(
                _("The token of {channel} is not in the keyring.").format(
                    channel=label_of(self._channel)
                ),
                remedy=_(CONNECT_ANEW),
                retry_after=TOKEN_PAUSE_S,
            )
        return secret

    def save(self, secret: str) -> None:
        # In one transaction: whoever connects anew, or claims it after us, comes before or after.
        with self._desk.store.transaction():
            if not Connection.select().where(self._ours()).exists():
                raise self._taken()
            self._desk.secrets().set_password(SERVICE, self._channel, secret)

    @contextmanager
    def alone(self) -> Iterator[None]:
        self._until = self._claim()
        try:
            yield
        finally:
            with self._desk.store.transaction():
                Connection.update(renewing_until=None).where(self._ours()).execute()

    def _claim(self) -> datetime:
        """Until when it is ours. A claim that reaches further than any is a clock's mistake."""
        there = Connection.renewing_until
        with self._desk.store.transaction():
            now = self._desk.now()
            free = there.is_null() | (there <= now) | (there > now + LONGEST)
            until = now + LONGEST
            row = Connection.update(renewing_until=until)
            if not row.where((Connection.channel == self._channel) & free).execute():
                raise self._taken()
        return until

    def _ours(self) -> Any:
        claim = Connection.renewing_until == self._until
        return (Connection.channel == self._channel) & claim

    def _taken(self) -> Unreachable:
        return Unreachable(
            _("The token of {channel} is being renewed by another program.").format(
                channel=label_of(self._channel)
            ),
            remedy=_("It is tried again by itself."),
            retry_after=SOON_S,
        )
