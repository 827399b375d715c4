"""The wheel carries everything that the program reads, and runs without the checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
NOT_SHIPPED = {"soptui/locale/build_hook.py"}

SPEAK = """
from soptui import i18n, paths
i18n.use_language("id")
print(paths.PACKAGE, paths.styles_dir())
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content, unpacked far from the checkout."""
    top = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", top]
    subprocess.run(build, cwd=CHECKOUT, check=True, capture_output=True)
    (wheel,) = top.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(top / "site")
    return top / "site"


def test_it_carries_every_file_of_the_package(installed: Path) -> None:
    package = CHECKOUT / "soptui"
    expected = {
        path.relative_to(CHECKOUT).as_posix()
        for path in package.rglob("*")
        if path.is_file() and path.suffix not in {".pyc", ".mo"}
    } - NOT_SHIPPED
    expected |= {f"soptui/styles/{path.name}" for path in (CHECKOUT / "styles").glob("*.tcss")}
    expected |= {"soptui/locale/id/LC_MESSAGES/soptui.mo"}
    carried = {path.relative_to(installed).as_posix() for path in installed.rglob("*")}
    assert expected <= carried
    assert not NOT_SHIPPED & carried


def test_it_speaks_indonesian_without_the_checkout(installed: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SPEAK],
        cwd=installed,
        capture_output=True,
        text=True,
    )
    assert run.stderr == ""
    package = installed / "soptui"
    assert run.stdout.split() == [str(package), str(package / "styles")]
