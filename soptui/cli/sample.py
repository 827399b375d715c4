"""Making the sample office."""

from __future__ import annotations

import sys

from soptui.cli.desk import lay_desk
from soptui.config import Settings
from soptui.i18n import _


def make(settings: Settings) -> int:
    """Make it in the settings' home; refused, with nothing changed, where an office is at work."""
    from soptui.station.sample import SAMPLE_PASSPHRASE, SAMPLE_PIN, make_sample

    def progress(done: int, total: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done}/{total}", end="", file=sys.stderr, flush=True)  # noqa: T201

    make_sample(lay_desk(settings, create=True), progress=progress)
    if sys.stderr.isatty():
        print(file=sys.stderr)  # noqa: T201
    print(_("The sample office is ready in {folder}.").format(folder=settings.home.root))  # noqa: T201
    print(_("Everybody's PIN is {pin}; the Head's passphrase is “{passphrase}”.").format(  # noqa: T201
        pin=SAMPLE_PIN, passphrase=SAMPLE_PASSPHRASE))  # fmt: skip
    return 0
