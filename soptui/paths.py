"""Where things are: one home folder for the database, the media and what is published."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from soptui.errors import StorageError
from soptui.i18n import _

PACKAGE = Path(__file__).parent


def styles_dir() -> Path:
    """The style sheets: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "styles"
    return inside if inside.is_dir() else PACKAGE.parent / "styles"


def checkout_dir() -> Path | None:
    """The checkout this program runs from, or None when it was installed."""
    top = PACKAGE.parent
    return top if (top / "pyproject.toml").is_file() else None


@dataclass(frozen=True, slots=True)
class Home:
    """The layout of a home folder. Nothing is created until `make` is called."""

    root: Path

    @property
    def database(self) -> Path:
        return self.root / "soptui.db"

    @property
    def settings(self) -> Path:
        return self.root / "soptui.toml"

    @property
    def calendar_override(self) -> Path:
        return self.root / "calendar.toml"

    @property
    def originals(self) -> Path:
        return self.root / "originals"

    @property
    def work(self) -> Path:
        return self.root / "work"

    @property
    def thumbnails(self) -> Path:
        return self.root / "thumbnails"

    @property
    def previews(self) -> Path:
        return self.root / "previews"

    @property
    def quarantine(self) -> Path:
        return self.root / "quarantine"

    @property
    def trash(self) -> Path:
        return self.root / "trash"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def theme(self) -> Path:
        """Templates, style and images of the office's own for the website; it need not exist."""
        return self.root / "theme"

    @property
    def kits(self) -> Path:
        return self.root / "kits"

    @property
    def renditions(self) -> Path:
        return self.root / "renditions"

    @property
    def logos(self) -> Path:
        return self.root / "logos"

    @property
    def checkpoints(self) -> Path:
        return self.root / "checkpoints"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def station_lock(self) -> Path:
        return self.root / "station.lock"

    @property
    def log(self) -> Path:
        return self.root / "soptui.log"

    def original(self, sha256: str) -> Path:
        """Where the original with that content lies; fan-out by the first two digits."""
        return self.originals / sha256[:2] / sha256

    def rendition(self, sha256: str) -> Path:
        """Where the file lies that goes out under that content."""
        return self.renditions / sha256[:2] / sha256

    def logo(self, sha256: str) -> Path:
        """Where the office's logo with that content lies (PNG)."""
        return self.logos / f"{sha256}.png"

    def thumbnail(self, sha256: str) -> Path:
        """Where its thumbnail lies (JPEG, long edge 480 px)."""
        return self.thumbnails / sha256[:2] / f"{sha256}.jpg"

    def preview(self, arrival_id: int) -> Path:
        """Where the small picture lies that the camera put into a file still being read."""
        return self.previews / f"{arrival_id}.jpg"

    def make(self) -> None:
        """Create the folders, for this account only, but the site, which web servers read: they may
        pass through the home without seeing what else is in it. Raises StorageError.
        """
        try:
            self._make()
        except OSError as error:
            raise StorageError(
                _("The folder {folder} cannot be used: {reason}.").format(
                    folder=self.root, reason=error.strerror
                ),
                remedy=_("Ask the administrator to check that it exists and can be written."),
            ) from error

    def _make(self) -> None:
        _make_for_readers(self.root, 0o711)
        for folder in (self.originals, self.renditions, self.work, self.thumbnails, self.previews,
                       self.quarantine, self.trash, self.kits, self.checkpoints,
                       self.logos, self.secrets):  # fmt: skip
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_for_readers(self.site, 0o755)


def _make_for_readers(folder: Path, mode: int) -> None:
    """Make a folder that others may enter, whatever the umask; one that is there stays as it is."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)


def default_home() -> Path:
    """`$SOPTUI_HOME`, else `.soptui` in a checkout, else the XDG data folder."""
    if named := os.environ.get("SOPTUI_HOME"):
        return Path(named).expanduser()
    if checkout := checkout_dir():
        return checkout / ".soptui"
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "soptui"
