from __future__ import annotations

import os
import stat
from pathlib import Path

from soptui.paths import Home


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_web_server_reaches_the_site_and_sees_nothing_else(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    before = os.umask(0o077)  # as the program sets it
    try:
        home.make()
    finally:
        os.umask(before)
    assert (mode(home.root), mode(home.site)) == (0o711, 0o755)
    for folder in home.root.iterdir():
        assert folder == home.site or mode(folder) == 0o700, folder


def test_what_an_administrator_closed_stays_closed(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.make()
    home.site.chmod(0o750)
    home.make()
    assert mode(home.site) == 0o750
