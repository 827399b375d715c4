"""Words for the domain's codes that more than one screen shows."""

from __future__ import annotations

from soptui.i18n import N_
from soptui.sop.cycle import PauseReason
from soptui.sop.material import Kind, Verdict

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
}

VERDICTS = {
    Verdict.UNDECIDED: N_("undecided"),
    Verdict.PUBLISHABLE: N_("publishable"),
    Verdict.REJECTED: N_("not publishable"),
}
