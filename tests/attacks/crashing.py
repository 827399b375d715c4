"""soptui with a fault at the worst place: it breaks with the passphrase in its hands."""

from __future__ import annotations

import sys
from pathlib import Path

from soptui.config import load_settings
from soptui.tui.app import Soptui
from soptui.tui.widgets.unlock_form import UnlockForm


def _fails(form: UnlockForm) -> str:
    typed = form.passphrase.value
    raise RuntimeError(typed)


if __name__ == "__main__":
    UnlockForm.take = _fails  # type: ignore[method-assign]
    Soptui(load_settings(Path(sys.argv[1]), Path(sys.argv[2]))).run()
