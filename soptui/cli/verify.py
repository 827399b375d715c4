"""`soptui verify`: is everything still as it was signed?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from soptui.cli.desk import lay_desk
from soptui.cli.doctor import GLYPHS
from soptui.config import Settings
from soptui.desk.verify.files import Progress
from soptui.errors import InvalidInput
from soptui.i18n import _
from soptui.sop.finding import Finding, Level

MOST_BYTES = 1 << 20


def run_verify(
    settings: Settings, checkpoints: Sequence[Path], *, files: bool, as_json: bool
) -> int:
    """Print the findings; 0 when nothing is in error, 1 otherwise."""
    from soptui.desk.verify.whole import verify

    copies = [(_text(path), _text(path.with_name(f"{path.name}.sig"))) for path in checkpoints]
    desk = lay_desk(settings)
    findings = verify(desk, copies=copies, files=files, progress=_progress(as_json=as_json))
    return _print(findings, as_json=as_json)


def _print(findings: Iterable[Finding], *, as_json: bool) -> int:
    """As they come: a long check shows what it has found so far."""
    seen = []
    for entry in findings:
        seen.append(entry)
        if not as_json:
            print(f"{GLYPHS[entry.level]} {entry.topic}: {entry.message}", flush=True)  # noqa: T201
            if entry.remedy:
                print(f"  {entry.remedy}")  # noqa: T201
    errors = sum(entry.level is Level.ERROR for entry in seen)
    if as_json:
        print(json.dumps([asdict(entry) for entry in seen], ensure_ascii=False, indent=2))  # noqa: T201
    elif errors:
        print(_("✗ {n} things are not as they were signed.").format(n=errors))  # noqa: T201
    else:
        print(_("● Everything that was looked at is as it was signed."))  # noqa: T201
    return int(bool(errors))


def _progress(*, as_json: bool) -> Progress:
    shown = not as_json and sys.stderr.isatty()

    def tell(done: int, total: int) -> None:
        if shown:
            end = "\n" if done == total else "\r"
            words = _("Reading files: {done} of {total}").format(done=done, total=total)
            print(words, end=end, file=sys.stderr, flush=True)  # noqa: T201

    return tell


def _text(path: Path) -> str:
    """A small file's text. Raises InvalidInput."""
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(MOST_BYTES)
    except (OSError, UnicodeDecodeError) as problem:
        raise InvalidInput(
            _("The file {name} cannot be read.").format(name=path.name),
            remedy=_("A checkpoint is two files: NAME.json and NAME.json.sig."),
        ) from problem
