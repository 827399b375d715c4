"""The kinds of numbers that are somebody's, and what becomes of a release with one."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from soptui.i18n import N_


class Secret(StrEnum):
    """What kind of number it is."""

    NIK = "nik"
    NPWP = "npwp"
    MOBILE = "mobile"
    LANDLINE = "landline"


class Weight(StrEnum):
    """What becomes of a release with it."""

    BLOCKS = "blocks"
    WARNS = "warns"
    INFORMS = "informs"


SECRET_NAMES: Final = {
    Secret.NIK: N_("NIK or KK number"),
    Secret.NPWP: N_("NPWP"),
    Secret.MOBILE: N_("mobile number"),
    Secret.LANDLINE: N_("telephone number"),
}
WEIGHTS: Final = {
    Secret.NIK: Weight.BLOCKS,
    Secret.NPWP: Weight.BLOCKS,
    Secret.MOBILE: Weight.WARNS,
    Secret.LANDLINE: Weight.INFORMS,
}
