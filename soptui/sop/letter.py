"""The words of a notice: what waits for somebody and what to do next, in the office's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from soptui.i18n import N_, in_language
from soptui.sop.inert import in_one_line
from soptui.sop.notice import Kind, Occasion
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.workflow import STATE_NAMES

LANGUAGE: Final = "id"
"""Letters speak the office's language, whatever the face speaks."""

SAID: Final = {
    Kind.DECISION: N_("waits for a decision. Open Approval, read it, then approve or return it."),
    Kind.RETURNED: N_("came back. Open it, read the note, then mend it and hand it on again."),
    Kind.FAILED: N_("failed on {channels}. Open Publication, read why, then decide there."),
    Kind.UNSURE: N_(
        "nobody can say whether it stands on {channels}. Look there, then say so in Publication."
    ),
    Kind.BY_HAND: N_(
        "is to be done by hand on {channels}. Open Publication: it says how, and the folder is"
        " ready."
    ),
    Kind.DUE_SOON: N_("the step “{step}” has used up most of its time."),
    Kind.LATE: N_("the step “{step}” is late."),
    Kind.CUT_OFF: N_(
        "{channels} refuses the token; posts there wait. Connect it anew on the screen Channels."
    ),
    Kind.EXPIRING: N_(
        "The token of {channels} runs out in {count} days. Connect it anew on the screen Channels."
    ),
    Kind.INBOX: N_("{count} files in the inbox are in trouble. Open the inbox and read why."),
}
SUBJECTS: Final = {
    Kind.DECISION: N_("waits for a decision"),
    Kind.RETURNED: N_("came back"),
    Kind.FAILED: N_("failed on a channel"),
    Kind.UNSURE: N_("is uncertain"),
    Kind.BY_HAND: N_("is to be done by hand"),
    Kind.DUE_SOON: N_("is due soon"),
    Kind.LATE: N_("is late"),
    Kind.CUT_OFF: N_("a token is refused"),
    Kind.EXPIRING: N_("a token runs out"),
    Kind.INBOX: N_("files are in trouble"),
}
ORDER: Final = tuple(SAID)
OPENING: Final = N_("This waits for you in soptui:")
CLOSING: Final = N_(
    "soptui wrote this by itself, once; answers are read by nobody. F7 on the board turns it off."
)

TRIAL: Final = N_("a trial")
TRIED: Final = N_("This letter shows that notices of soptui arrive here. There is nothing to do.")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's subject and text; every line of both is free of what a mail program obeys."""

    subject: str
    body: str


def write_letter(occasions: Sequence[Occasion]) -> Letter:
    """One letter about all of `occasions`, at least one, coverage by coverage."""
    said = in_language(LANGUAGE)
    in_order = sorted(occasions, key=lambda one: (not one.code, one.code, *_together(one)))
    blocks = []
    for (code, title), some in groupby(in_order, lambda one: (one.code, one.title)):
        lines = [f"- {sentence}" for sentence in _sentences(list(some))]
        blocks.append(
            "\n".join([f"{code} · {title}" if title else code, *lines] if code else lines)
        )
    body = "\n\n".join([said(OPENING), *blocks, f"-- \n{said(CLOSING)}"])
    return Letter(_subject(in_order), body + "\n")


def trial_letter() -> Letter:
    """What an administrator sends to see that letters arrive."""
    said = in_language(LANGUAGE)
    return Letter(f"[soptui] {said(TRIAL)}", f"{said(TRIED)}\n")


def _subject(occasions: Sequence[Occasion]) -> str:
    """What waits, by number, the most pressing first: no title, which may be about somebody, stands
    in a list of letters.
    """
    said = in_language(LANGUAGE)
    pressing = sorted(occasions, key=lambda one: (ORDER.index(one.kind), one.code))
    told = [f"{one.code} {said(SUBJECTS[one.kind])}".strip() for one in pressing]
    words = list(dict.fromkeys(told))
    more = f" (+{len(words) - 1})" if len(words) > 1 else ""
    return f"[soptui] {words[0]}{more}"


def _sentences(occasions: Sequence[Occasion]) -> list[str]:
    """One a kind: several channels, or spans of the inbox, are told together."""
    said, found = in_language(LANGUAGE), []
    for (place, days), same in groupby(occasions, _together):
        some = list(same)
        state = some[0].state
        words = said(SAID[ORDER[place]]).format(
            channels=", ".join(dict.fromkeys(_channel(one) for one in some)),
            step=said(STATE_NAMES[state]) if state else "",
            count=days or sum(one.count for one in some),
        )
        found.append(words)
    return found


def _channel(one: Occasion) -> str:
    said = in_language(LANGUAGE)
    return said(N_("Website")) if one.channel == WEBSITE else in_one_line(one.channel)


def _together(one: Occasion) -> tuple[int, int]:
    """Equal for what one sentence can say, in the order in which it is said."""
    return ORDER.index(one.kind), one.count if one.kind is Kind.EXPIRING else 0
