"""Compiles the catalogues whenever soptui is built or installed; git keeps only the sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogue(source: Path) -> Path:
    """Write the compiled form of `source` (.po) beside it, whole or not at all; its path (.mo)."""
    target = source.with_suffix(".mo")
    unfinished = source.with_suffix(".part.mo")  # git ignores it as well
    with source.open("rb") as po:
        catalogue = read_po(po, locale=source.parts[-3], abort_invalid=True)
    with unfinished.open("wb") as mo:
        write_mo(mo, catalogue)
    unfinished.replace(target)
    return target


class CatalogueHook(BuildHookInterface[Any]):
    """Runs for wheels, source archives and editable installs alike."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  theirs
        """Compile every catalogue and have the results shipped, though git ignores them."""
        top = Path(self.root)
        for source in sorted(top.glob("soptui/locale/*/LC_MESSAGES/*.po")):
            compiled = compile_catalogue(source)
            build_data["artifacts"].append(compiled.relative_to(top).as_posix())
