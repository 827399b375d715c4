"""The checklist for pictures: what is easily overlooked in them (domain §3)."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from soptui.errors import InvalidInput
from soptui.i18n import N_, _
from soptui.sop.manifest import PictureCheck


class Seen(StrEnum):
    """What may show somebody's data."""

    ATTENDANCE = "attendance"
    ID_CARD = "id_card"
    AK1 = "ak1"
    PASSPORT = "passport"
    CERTIFICATE = "certificate"
    SCREEN = "screen"
    CHILDREN = "children"
    PLATE = "plate"


SEEN_NAMES = {
    Seen.ATTENDANCE: N_("attendance lists"),
    Seen.ID_CARD: N_("identity cards (KTP, KK)"),
    Seen.AK1: N_("job seekers' cards (AK-1)"),
    Seen.PASSPORT: N_("passports"),
    Seen.CERTIFICATE: N_("certificates with names and numbers"),
    Seen.SCREEN: N_("screens with data"),
    Seen.CHILDREN: N_("children (consent?)"),
    Seen.PLATE: N_("number plates"),
}


def checked(seen: Collection[Seen], note: str) -> tuple[PictureCheck, ...]:
    """The checklist as it is signed: every line, and beside what can be seen what was done.

    Raises InvalidInput where something is seen and nothing is said about it.
    """
    if seen and not note.strip():
        raise InvalidInput(
            _("Write what was done about it: covered, cut off, or with whose consent."),
            remedy=_("Then confirm once more."),
        )
    return tuple(
        PictureCheck(item.value, item in seen, note.strip() if item in seen else "")
        for item in Seen
    )
