"""Files against their names: originals and renditions are called by their SHA-256."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from soptui.desk.context import Desk
from soptui.i18n import _
from soptui.sop.finding import Finding, Level
from soptui.store.tables import Asset, Rendition

TOPIC = "files"
Progress = Callable[[int, int], None]


def file_findings(desk: Desk, progress: Progress) -> Iterator[Finding]:
    """Every original, and every file that was made to go out, read whole; which ones are missing
    or are something else now.
    """
    home = desk.home
    files = [(row.label, home.original(row.sha256), row.sha256)
             for row in Asset.select().order_by(Asset.id)]  # fmt: skip
    files += [(f"{row.asset.label} ({row.recipe})", home.rendition(row.sha256), row.sha256)
              for row in Rendition.select().order_by(Rendition.id)]  # fmt: skip
    bad = 0
    for done, (name, path, sha256) in enumerate(files, start=1):
        words = _look(path, sha256)
        if words:
            bad += 1
            yield Finding(Level.ERROR, TOPIC, words.format(name=name))
        progress(done, len(files))
    if not bad:
        told = _("All files are what their names say: {n}.").format(n=len(files))
        yield Finding(Level.OK, TOPIC, told)


def _look(path: Path, sha256: str) -> str:
    """What is wrong with the file, in words with a place for its name; nothing when it is well."""
    from soptui.media.sha import file_sha256

    try:
        same = file_sha256(path) == sha256
    except FileNotFoundError:
        return _("{name} is missing.")
    except OSError:
        return _("{name} cannot be read.")
    return "" if same else _("{name} is not the file that it was.")
