"""Words for the domain's codes that more than one screen shows."""

from __future__ import annotations

from collections.abc import Mapping

from soptui.i18n import N_, ngettext
from soptui.sop.cycle import PauseReason
from soptui.sop.material import Doubt, Hint, Kind, PartRole, Verdict

PAUSE_REASONS = {
    PauseReason.SOURCE: N_("Waiting for a source"),
    PauseReason.HARM_TEST: N_("Harm test (PPID)"),
    PauseReason.EMBARGO: N_("Embargo"),
    PauseReason.OUTAGE: N_("Power or network failure"),
    PauseReason.HEADS_ORDER: N_("Ordered by the Head"),
}

KINDS = {
    Kind.PHOTO: N_("photo"),
    Kind.VIDEO: N_("video"),
    Kind.AUDIO: N_("recording"),
    Kind.DOCUMENT: N_("scan"),
    Kind.SIDECAR: N_("notes"),
}

VERDICTS = {
    Verdict.UNDECIDED: N_("undecided"),
    Verdict.PUBLISHABLE: N_("publishable"),
    Verdict.REJECTED: N_("not publishable"),
}

HINTS = {
    Hint.BLURRED: N_("perhaps blurred"),
    Hint.DARK: N_("perhaps too dark"),
    Hint.BRIGHT: N_("perhaps too bright"),
    Hint.COVERED: N_("perhaps covered"),
}

DOUBTS = {
    Doubt.ANCIENT: N_("Date? The camera's clock was never set."),
    Doubt.FUTURE: N_("Date? The camera's clock runs ahead."),
    Doubt.MISSING: N_("The file does not say when it was taken."),
}

PARTS = {
    PartRole.RAW: "+RAW",
    PartRole.MOTION: "+Live",
    PartRole.NOTES: "+XMP",
    PartRole.THUMBNAIL: "+THM",
    PartRole.PROXY: "+LRV",
    PartRole.MEMO: "+memo",
}
"""What belongs to an asset; names of formats are the same in every language."""


def counted(kinds: Mapping[Kind, int]) -> list[str]:
    """`24 foto`, `2 video`: how many there are of each kind that there is."""
    words = {
        Kind.PHOTO: lambda n: ngettext("{n} photo", "{n} photos", n),
        Kind.VIDEO: lambda n: ngettext("{n} video", "{n} videos", n),
        Kind.AUDIO: lambda n: ngettext("{n} recording", "{n} recordings", n),
        Kind.DOCUMENT: lambda n: ngettext("{n} scan", "{n} scans", n),
        Kind.SIDECAR: lambda n: ngettext("{n} notes file", "{n} notes files", n),
    }
    return [words[kind](n).format(n=n) for kind in Kind if (n := kinds.get(kind, 0))]
