"""That something is a correction or a takedown, in words and a shape, and why."""

from __future__ import annotations

from textual.content import Content

from soptui.i18n import _
from soptui.sop.manifest import Manifest
from soptui.sop.purpose import PURPOSE_NAMES, Purpose
from soptui.tui.inert_text import inert

PURPOSE_GLYPHS = {Purpose.RELEASE: "", Purpose.CORRECTION: "≠", Purpose.TAKEDOWN: "○"}


def purpose_mark(purpose: Purpose) -> str:
    """`≠ Correction`; nothing for a release."""
    return (
        f"{PURPOSE_GLYPHS[purpose]} {_(PURPOSE_NAMES[purpose])}".strip()
        if (purpose is not Purpose.RELEASE)
        else ""
    )


def purpose_lines(manifest: Manifest) -> list[Content]:
    """What a decision about `manifest` is about, and why, above everything else."""
    if manifest.purpose is Purpose.RELEASE:
        return []
    about = {
        Purpose.CORRECTION: _("It stands in public and is to say this instead."),
        Purpose.TAKEDOWN: _("It stands in public and is to be gone, everywhere."),
    }[manifest.purpose]
    reason = Content.assemble(_("Reason, as the public reads it:"), " ", inert(manifest.reason))
    mark = Content.styled(purpose_mark(manifest.purpose).upper(), "$warning bold")
    return [mark, Content(about), reason]
