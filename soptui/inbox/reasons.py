"""Why a file is in trouble: short stable codes in the database, sentences on the screen."""

from __future__ import annotations

from typing import Final

from soptui.i18n import N_, _
from soptui.sop.arrival import ArrivalState

DISCARDED: Final = "discarded"
"""Closed by a person: shown no more, its bytes lie in the trash."""
VOUCHED: Final = "vouched"
"""A person says that the file is to be taken as it is: hollow, cut off or damaged."""
HELD: Final = "held"
"""A person stopped its reading."""

REASONS: Final = {
    "empty": N_("The file has no content. It was set aside. Copy it from the camera again."),
    "truncated": N_("The file ends too early. What there is of it was set aside. Copy it again."),
    "damaged": N_("The file is damaged and cannot be opened. It was set aside. Copy it again."),
    "unsupported": N_(
        "This type of file is not taken. It was set aside. Bring photos, videos, audio, PDF or"
        " TIFF."
    ),
    "too_large": N_(
        "The picture is too large to be opened. It was set aside. Ask for a smaller copy."
    ),
    "decoder": N_(
        "Reading this file failed three times. It was set aside. Ask the administrator to look at"
        " it."
    ),
    "unreadable": N_(
        "The disk could not read this file. What there is was set aside. Copy it again."
    ),
    "incomplete": N_(
        "Copying stopped before the end. The file stays in the inbox. Copy it again under the same"
        " name; it is then taken by itself."
    ),
    "hollow": N_(
        "The file ends in nothing but zeros: perhaps it was not copied to its end. It stays in the"
        " inbox. Play or open it; if it is whole, choose Take anyway, else copy it again."
    ),
    "unplugged": N_(
        "The card or folder it lay on is no longer there. Nothing was taken yet. Connect it again."
    ),
    "permission": N_(
        "This account may not read the file. It stays in the inbox. Ask whoever copied it, or the"
        " administrator, to allow reading; it is then taken by itself."
    ),
    "disk": N_(
        "The disk or card gave an error while this file was read. It stays where it is and is tried"
        " again. Check the card, or copy the file again."
    ),
    "link": N_(
        "This is a link to a file elsewhere, and links are not followed. Copy the file itself."
    ),
    "special": N_("This is not a file but a device or pipe. Nothing was read. Remove it."),
    "closed_folder": N_(
        "This folder cannot be looked into. Nothing in it was taken. Ask the administrator to allow"
        " reading."
    ),
    HELD: N_(
        "Somebody stopped the reading of this file. It was set aside. Choose Try again to go on."
    ),
    DISCARDED: N_("Moved to the trash."),
    VOUCHED: N_("Somebody says that the file is whole; it is taken as it is."),
}

WORDS: Final = {
    "empty": N_("empty"),
    "truncated": N_("cut off"),
    "damaged": N_("damaged"),
    "unsupported": N_("not this type"),
    "too_large": N_("too large"),
    "decoder": N_("unreadable"),
    "unreadable": N_("disk error"),
    "incomplete": N_("not whole yet"),
    "hollow": N_("empty at its end"),
    "unplugged": N_("unplugged"),
    "permission": N_("not allowed"),
    "disk": N_("disk error"),
    "link": N_("a link"),
    "special": N_("not a file"),
    "closed_folder": N_("closed folder"),
    HELD: N_("stopped"),
}
"""The same in the few letters that a row has for it: 15, in any language."""

PROBLEMS: Final = {
    "inbox_missing": N_(
        "The inbox folder is not there. Nothing was lost; connect or create it and it goes on."
    ),
    "inbox_unreadable": N_(
        "The inbox folder cannot be read. Ask the administrator to check its permissions."
    ),
    "disk_full": N_(
        "The disk is full: the inbox waits, nothing is lost. Free some space and it goes on."
    ),
    "store": N_("The database cannot be used at the moment. The inbox waits and tries again."),
    "failed": N_("The station met an error. It tries again; details are in the log."),
}


_VOUCHABLE: Final = {
    ArrivalState.INCOMPLETE: frozenset({"incomplete", "hollow"}),
    ArrivalState.QUARANTINED: frozenset({"truncated", "damaged", "hollow"}),
}


def may_be_vouched_for(state: ArrivalState, code: str) -> bool:
    """Whether a person can have the file taken as it is: there is something of it, to be read."""
    return code in _VOUCHABLE.get(state, ())


def reason_sentence(code: str) -> str:
    """What happened to a file, what was kept and what to do, translated; '' for none."""
    return _(REASONS[code]) if code in REASONS else code


def reason_word(code: str) -> str:
    """What is wrong with a file, for its row, translated; '' where no word is known."""
    return _(WORDS[code]) if code in WORDS else ""


def problem_sentence(code: str) -> str:
    """What keeps the whole inbox from working, translated; '' for nothing."""
    return _(PROBLEMS[code]) if code in PROBLEMS else code
