"""What the Head is asked before a decision and told after it; each names the release."""

from __future__ import annotations

from soptui.i18n import N_
from soptui.sop.purpose import Purpose
from soptui.sop.step3_approval import Outcome

QUESTIONS = {
    Outcome.APPROVED: N_("Approve “{title}” as it is shown? Publication begins at once."),
    Outcome.RETURNED: N_("What has to be changed in “{title}”?"),
    Outcome.REJECTED: N_("Why is “{title}” rejected for good?"),
}

TAKEDOWN_QUESTIONS = {
    Outcome.APPROVED: N_("Let “{title}” be taken down everywhere? It begins at once."),
    Outcome.RETURNED: N_("Why shall “{title}” stay in public?"),
    Outcome.REJECTED: N_("Why shall “{title}” stay in public?"),
}
CORRECTION_QUESTIONS = {
    **QUESTIONS,
    Outcome.APPROVED: N_("Let “{title}” be corrected as it is shown? It begins at once."),
    Outcome.REJECTED: N_("Why shall “{title}” stay in public as it is?"),
}


def question(outcome: Outcome, purpose: Purpose) -> str:
    """What is asked before a decision; the words are still to be translated and filled in."""
    asked = {
        Purpose.RELEASE: QUESTIONS,
        Purpose.CORRECTION: CORRECTION_QUESTIONS,
        Purpose.TAKEDOWN: TAKEDOWN_QUESTIONS,
    }
    return asked[purpose][outcome]


DONE = {
    Outcome.APPROVED: N_("“{title}” is approved."),
    Outcome.RETURNED: N_("“{title}” goes back with your note."),
    Outcome.REJECTED: N_("“{title}” is rejected."),
}
