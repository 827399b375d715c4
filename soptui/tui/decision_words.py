"""What the Head is asked before a decision and told after it; each names the release."""

from __future__ import annotations

from soptui.i18n import N_
from soptui.sop.step3_approval import Outcome

QUESTIONS = {
    Outcome.APPROVED: N_("Approve “{title}” as it is shown? Publication begins at once."),
    Outcome.RETURNED: N_("What has to be changed in “{title}”?"),
    Outcome.REJECTED: N_("Why is “{title}” rejected for good?"),
}

DONE = {
    Outcome.APPROVED: N_("“{title}” is approved."),
    Outcome.RETURNED: N_("“{title}” goes back with your note."),
    Outcome.REJECTED: N_("“{title}” is rejected."),
}
