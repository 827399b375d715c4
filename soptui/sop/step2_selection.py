"""SOP step 2, *pemilahan*: what must be there before a release is submitted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from soptui.i18n import N_, _, ngettext
from soptui.sop.material import Kind, Verdict
from soptui.sop.missing import Missing
from soptui.sop.release import Release
from soptui.sop.workflow import State

WEBSITE = "website"
DUPLICATE = "duplicate"
"""The reason of pictures of which another shows the same."""

REJECTION_REASONS = {
    "blurred": N_("Blurred or shaken"),
    "exposure": N_("Too dark or too bright"),
    DUPLICATE: N_("Same as another"),
    "irrelevant": N_("Not about this activity"),
    "privacy": N_("Shows personal data"),
    "consent": N_("No consent of those shown"),
    "other": N_("Other reason"),
}


def may_be_used_again(verdict: Verdict, state: State) -> bool:
    """Whether an asset of a coverage in `state` may be taken out of it and used elsewhere: it was
    rejected there and nobody waits for a decision, or the coverage came to nothing.
    """
    if state in {State.CANCELLED, State.REJECTED}:
        return True
    return verdict is Verdict.REJECTED and state not in {State.APPROVAL, State.PUBLICATION}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One asset as the selection sees it."""

    asset_id: int
    kind: Kind
    verdict: Verdict
    reason: str
    alt_text: str


def missing_for_submission(
    release: Release,
    candidates: Sequence[Candidate],
    channels: Collection[str],
    social: Collection[str],
) -> list[Missing]:
    """What is lacking before the Head is asked; `social` are the channels that count as such.

    The SOP's output of step 4 is the website *and* social media, so both are chosen here.
    """
    return [
        *_missing_texts(release),
        *_missing_verdicts(candidates),
        *_missing_channels(channels, social),
    ]


def _missing_texts(release: Release) -> list[Missing]:
    asked = {
        "title": (release.title, _("The release has no title.")),
        "lead": (release.lead, _("The release has no lead.")),
        "body": (release.body, _("The release has no body.")),
    }
    return [Missing(part, sentence) for part, (text, sentence) in asked.items() if not text.strip()]


def _missing_verdicts(candidates: Sequence[Candidate]) -> list[Missing]:
    found = []
    undecided = [c for c in candidates if c.verdict is Verdict.UNDECIDED]
    if undecided:
        count = len(undecided)
        sentence = ngettext(
            "{count} asset is not decided yet.", "{count} assets are not decided yet.", count
        ).format(count=count)
        found.append(Missing("assets", sentence))
    found.extend(
        Missing(f"asset:{c.asset_id}", _("A rejected asset has no reason."))
        for c in candidates
        if c.verdict is Verdict.REJECTED and not c.reason.strip()
    )
    chosen = [c for c in candidates if c.verdict is Verdict.PUBLISHABLE]
    if candidates and not undecided and not chosen:
        found.append(Missing("assets", _("No asset is publishable; mark at least one.")))
    silent = [c for c in chosen if c.kind is Kind.PHOTO and not c.alt_text.strip()]
    if silent:
        count = len(silent)
        sentence = ngettext(
            "{count} chosen photo has no alternative text.",
            "{count} chosen photos have no alternative text.",
            count,
        ).format(count=count)
        found.append(Missing(f"asset:{silent[0].asset_id}", sentence))
    return found


def _missing_channels(channels: Collection[str], social: Collection[str]) -> list[Missing]:
    found = []
    if WEBSITE not in channels:
        found.append(Missing("channels", _("The website is not among the channels.")))
    if not set(channels) & set(social):
        found.append(Missing("channels", _("Choose at least one social channel.")))
    return found
