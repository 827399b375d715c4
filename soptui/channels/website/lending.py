"""Files lent to networks that fetch what they publish themselves, from a public address.

They are the files that were approved, byte for byte, each named by its SHA-256, in a folder beside
the pages; no page links to them. A network that has published them needs them no more: then they
are taken back, and what is lent to another one at the same time stays.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from soptui.channels.disk import Disk, storage_errors
from soptui.channels.recipes import SUFFIXES
from soptui.channels.website.address import Address
from soptui.errors import Unreachable
from soptui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import httpx

    from soptui.sop.manifest import RenditionEntry

FOLDER: Final = "media-publik"
TIMEOUT_S: Final = 30.0


class Lending:
    """One website: its folder and its public address, and the shelf where the files are."""

    def __init__(
        self, site: Path, base: str, shelf: Callable[[str], Path], *, disk: Disk | None = None
    ) -> None:
        self._site, self._address, self._shelf = site, Address(base), shelf
        self._disk = disk or Disk()

    def lend(self, file: RenditionEntry) -> str:
        """Put `file` where the public can fetch it; its address. Doing so again changes nothing."""
        with storage_errors():
            self._disk.copy(self._shelf(file.sha256), self._place(file))
        return self._address.file(_name(file))

    def take_back(self, file: RenditionEntry) -> None:
        """It is no longer there; well too where it never was."""
        with storage_errors():
            self._place(file).unlink(missing_ok=True)

    def _place(self, file: RenditionEntry) -> Path:
        return self._site / _name(file)


def require_public(address: str, sha256: str, transport: httpx.BaseTransport | None) -> None:
    """Raise Unreachable unless `address` answers with the bytes of that SHA-256."""
    import httpx

    digest = hashlib.sha256()
    try:
        with (
            httpx.Client(timeout=TIMEOUT_S, transport=transport, trust_env=False) as client,
            client.stream("GET", address) as answer,
        ):
            for part in answer.raise_for_status().iter_bytes():
                digest.update(part)
    except (httpx.HTTPError, httpx.InvalidURL) as problem:
        raise _not_public() from problem
    if digest.hexdigest() != sha256:
        raise _not_public()


def _not_public() -> Unreachable:
    return Unreachable(
        _("The website does not show yet the files that the network takes from it; "
          "nothing was sent."),
        remedy=_("See that everybody can open the website, and that its folder is copied there; "
                 "it is tried again by itself."),
    )  # fmt: skip


def _name(file: RenditionEntry) -> str:
    return f"{FOLDER}/{file.channel}/{file.sha256}{SUFFIXES.get(file.media_type, '.jpg')}"
