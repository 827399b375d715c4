"""The office that runs the procedure: names that the office fills in, never constants."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """Who publishes, and who signs for it (the identity block of the SOP form)."""

    name: str
    unit: str = ""
    place: str = ""
    """The town that a release's date line opens with, e.g. `Bantul`."""
    address: str = ""
    contact: str = ""
    website: str = ""
    """Public address of the website, without a trailing slash; absolute links are built on it."""
    head_name: str = ""
    head_rank: str = ""
    head_nip: str = ""
    sop_number: str = ""
