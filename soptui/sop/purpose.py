"""What a round is for: a first release, a correction of what stands in public, or its takedown.

The printed SOP ends with the publication. *Ralat* and *cabut tayang* are extensions of it, each an
act of its own that the Head approves like a release.
"""

from __future__ import annotations

from enum import StrEnum

from soptui.i18n import N_


class Purpose(StrEnum):
    """Why something is laid before the Head."""

    RELEASE = "release"
    CORRECTION = "correction"
    """*Ralat*: what stands in public shall say something else."""
    TAKEDOWN = "takedown"
    """*Cabut tayang*: what stands in public shall be gone."""


PURPOSE_NAMES = {
    Purpose.RELEASE: N_("Release"),
    Purpose.CORRECTION: N_("Correction"),
    Purpose.TAKEDOWN: N_("Takedown"),
}
