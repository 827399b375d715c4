"""Imports run one way, and what stands below the face stays light."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

CHECKOUT = Path(__file__).parent.parent

LOAD = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted({"textual", "PIL"} & set(sys.modules)))
"""


def test_the_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(
        config_filename=str(CHECKOUT / "pyproject.toml"), no_cache=True, no_logo=True
    )
    assert not broken, capsys.readouterr().out


@pytest.mark.parametrize(
    "package", ["soptui.sop", "soptui.store", "soptui.notices", "soptui.desk", "soptui.station"]
)
def test_it_loads_neither_textual_nor_pillow(package: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOAD, package], cwd=CHECKOUT, capture_output=True, text=True
    )
    assert run.stderr == ""
    assert run.stdout.strip() == ""
