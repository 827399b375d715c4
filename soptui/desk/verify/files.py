"""Files against their names: originals and renditions are called by their SHA-256."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from soptui.desk.context import Desk
from soptui.i18n import _
from soptui.sop.finding import Finding, Level
from soptui.store.tables import Asset

TOPIC = "files"
Progress = Callable[[int, int], None]


def file_findings(desk: Desk, progress: Progress) -> Iterator[Finding]:
    """Every original read whole; which ones are missing or are something else now."""
    from soptui.media.sha import file_sha256

    rows = list(Asset.select().order_by(Asset.id))
    for done, row in enumerate(rows, start=1):
        path = desk.home.original(row.sha256)
        try:
            if file_sha256(path) != row.sha256:
                yield _error(_("{name} is not the file that was taken in."), row.label)
        except FileNotFoundError:
            yield _error(_("{name} is missing."), row.label)
        except OSError:
            yield _error(_("{name} cannot be read."), row.label)
        progress(done, len(rows))


def _error(words: str, name: str) -> Finding:
    return Finding(Level.ERROR, TOPIC, words.format(name=name))
