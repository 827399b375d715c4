"""SOP step 2: selecting what is publishable and submitting it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from soptui.channels.known import is_social, network_of
from soptui.desk.context import Desk, asset_of, coverage_of, person_of
from soptui.desk.coverage import seen
from soptui.desk.moves import move
from soptui.desk.office import read_office
from soptui.desk.privacy import privacy_gaps
from soptui.desk.publication.fitting import require_fitting
from soptui.desk.publication.renditions import require_rendered
from soptui.desk.publication.wording import release_of
from soptui.desk.release import content_to_submit
from soptui.desk.standing import standing_posts
from soptui.desk.texts import REASON, alt_of, replace_text, texts_of
from soptui.errors import InvalidInput, WrongStep
from soptui.i18n import _
from soptui.sop.canonical import stamp
from soptui.sop.material import Verdict
from soptui.sop.missing import Missing, require_nothing
from soptui.sop.privacy import mask
from soptui.sop.purpose import Purpose
from soptui.sop.release import Part, compose
from soptui.sop.roles import Permission
from soptui.sop.step2_selection import DUPLICATE, WEBSITE, Candidate, missing_for_submission
from soptui.sop.workflow import Action, State, transition
from soptui.store.guard import update_guarded
from soptui.store.tables import Asset, Coverage, Submission
from soptui.store.trail import record


def take(desk: Desk, coverage_id: int) -> None:
    """Say that one works on it, where nobody does yet; others see it on the board."""
    with desk.act(Permission.SELECT) as now:
        coverage = coverage_of(coverage_id)
        if coverage.state is State.SELECTION and coverage.holder is None:
            update_guarded(coverage, holder=person_of(desk.actor))
            record(desk.actor, now, "take", coverage.code)


def judge(desk: Desk, asset_id: int, version: int, verdict: Verdict, reason: str = "") -> None:
    """Mark an asset publishable, rejected (why?), or undecided again."""
    with desk.act(Permission.SELECT) as now:
        asset, coverage = selectable(asset_id)
        if verdict is Verdict.REJECTED and not reason.strip():
            raise InvalidInput(_("Say why it is not publishable."))
        asset.version = version
        why = mask(reason.strip()) if verdict is Verdict.REJECTED else ""
        update_guarded(asset, verdict=verdict, reason=why)
        record(desk.actor, now, "judge", coverage.code, asset=asset_id, verdict=verdict.value,
               reason=reason.strip())  # fmt: skip


def keep_one(desk: Desk, kept: tuple[int, int], others: Sequence[tuple[int, int]]) -> None:
    """Of pictures that show the same keep one, and mark the others as not publishable, in one act.

    Each is its id and its version. The kept one is only spared: what it is worth is judged apart.
    """
    with desk.act(Permission.SELECT) as now:
        asset, coverage = selectable(kept[0])
        asset.version = kept[1]
        if asset.verdict is Verdict.REJECTED:
            update_guarded(asset, verdict=Verdict.UNDECIDED, reason="")
        for number, version in others:
            other, elsewhere = selectable(number)
            if elsewhere.id != coverage.id:
                raise WrongStep(_("These pictures are not all of one coverage."))
            other.version = version
            update_guarded(other, verdict=Verdict.REJECTED, reason=DUPLICATE)
        record(desk.actor, now, "keep_one", coverage.code, asset=kept[0],
               others=[number for number, _version in others])  # fmt: skip


def arrange(desk: Desk, asset_id: int, step: int) -> None:
    """Move an asset `step` places (negative: forward) in the order in which the public sees it."""
    with desk.act(Permission.SELECT) as now:
        asset, coverage = selectable(asset_id)
        rows = list(
            Asset.select().where(Asset.coverage == coverage).order_by(Asset.position, Asset.id)
        )
        old = next(index for index, row in enumerate(rows) if row.id == asset.id)
        new = max(0, min(len(rows) - 1, old + step))
        if new == old:
            return
        rows.insert(new, rows.pop(old))
        for position, row in enumerate(rows, start=1):
            if row.position != position:
                update_guarded(row, position=position)
        record(desk.actor, now, "arrange", coverage.code, asset=asset_id, place=new + 1)


def choose_channels(desk: Desk, coverage_id: int, channels: Sequence[str]) -> None:
    """Where it shall be published."""
    unknown = [name for name in channels if name != WEBSITE and network_of(name) is None]
    if unknown:
        raise InvalidInput(_("There is no channel called {name}.").format(name=unknown[0]))
    with desk.act(Permission.EDIT_RELEASE) as now:
        coverage = _selection(coverage_id)
        if list(channels) == coverage.channels:
            return
        update_guarded(coverage, channels=list(channels), updated_at=now)
        record(desk.actor, now, "choose_channels", coverage.code, channels=list(channels))


def set_embargo(desk: Desk, coverage_id: int, moment: datetime | None) -> None:
    """Let nothing go out before `moment`; None takes the embargo away.

    Raises InvalidInput for a moment that has passed.
    """
    with desk.act(Permission.EDIT_RELEASE) as now:
        coverage = _selection(coverage_id)
        if moment is not None and moment <= now:
            raise InvalidInput(_("That moment has passed; nothing was changed."))
        update_guarded(coverage, embargo_at=moment, updated_at=now)
        record(desk.actor, now, "set_embargo", coverage.code,
               until=stamp(moment) if moment else "")  # fmt: skip


def recompose(desk: Desk, coverage_id: int) -> None:
    """Compose the release anew from the narrative, over whatever stands there. This person's
    drafts of it go as well.
    """
    with desk.act(Permission.EDIT_RELEASE) as now:
        coverage = _selection(coverage_id)
        office = read_office()
        release = compose(coverage.title, texts_of(coverage), office.place if office else "")
        for part in Part:
            replace_text(desk, coverage, part, getattr(release, part))
        record(desk.actor, now, "recompose", coverage.code)


def return_to_reporter(desk: Desk, coverage_id: int, version: int, note: str) -> None:
    """Give incomplete material back (an extension of the printed SOP)."""
    with desk.act(Permission.RETURN_TO_REPORTER) as now:
        coverage = seen(coverage_id, version)
        move(desk, coverage, Action.RETURN_TO_REPORTER, now, note=note, holder=coverage.reporter)


def submission_gaps(coverage: Coverage) -> list[Missing]:
    """What the coverage still lacks before the Head is asked."""
    texts = texts_of(coverage)
    assets = Asset.select().where(Asset.coverage == coverage).order_by(Asset.position)
    candidates = [
        Candidate(row.id, row.kind, row.verdict, row.reason, texts.get(alt_of(row.id), ""))
        for row in assets
    ]
    social = [name for name in coverage.channels if is_social(name)]
    return [
        *missing_for_submission(release_of(texts), candidates, coverage.channels, social),
        *_correction_gaps(coverage),
        *privacy_gaps(coverage),
    ]


def _correction_gaps(coverage: Coverage) -> Iterator[Missing]:
    """What a correction lacks: the reason, and channels on which it stands and that are not chosen
    any more.
    """
    if coverage.purpose is Purpose.CORRECTION:
        if not texts_of(coverage).get(REASON, "").strip():
            yield Missing("reason", _("Why it is corrected: the public reads it."))
        for name in standing_posts(coverage):
            if name not in coverage.channels:
                network = network_of(name)
                label = network.label if network else name
                sentence = _("It stands on {channel} too, and has to be corrected there.")
                yield Missing("channels", sentence.format(channel=label))


def submit(desk: Desk, coverage_id: int, version: int) -> str:
    """Lay the exact content before the Head. Returns its digest.

    Raises Incomplete with what is missing, Conflict, WrongStep, NotAllowed.
    """
    with desk.act(Permission.SUBMIT) as now:
        coverage = seen(coverage_id, version)
        transition(coverage.state, Action.SUBMIT, purpose=coverage.purpose)
        require_nothing(submission_gaps(coverage), _("The release is not ready yet."))
        require_rendered(desk.home, coverage)
        manifest = content_to_submit(coverage)
        require_fitting(desk.home, manifest)
        Submission.create(
            coverage=coverage,
            round=coverage.round,
            digest=manifest.digest,
            manifest=manifest.canonical().decode(),
            submitted_by=person_of(desk.actor),
            submitted_at=now,
        )
        move(desk, coverage, Action.SUBMIT, now, digest=manifest.digest)
        return manifest.digest


def withdraw(desk: Desk, coverage_id: int, version: int, note: str) -> None:
    """Take back what was submitted or approved, to change it: a new round, a new decision."""
    with desk.act(Permission.WITHDRAW) as now:
        coverage = seen(coverage_id, version)
        approved = coverage.state is State.PUBLICATION
        if approved:
            from soptui.desk.step4_publication import require_nothing_sent

            require_nothing_sent(coverage)
        action = Action.RECALL if approved else Action.WITHDRAW
        move(desk, coverage, action, now, note=note, holder=person_of(desk.actor))


def selectable(asset_id: int) -> tuple[Asset, Coverage]:
    """The asset and its coverage, which must be in selection. Call it inside an act."""
    asset = asset_of(asset_id)
    if asset.coverage is None:
        raise WrongStep(_("This asset belongs to no coverage."))
    return asset, _selection(asset.coverage.id)


def _selection(coverage_id: int) -> Coverage:
    coverage = coverage_of(coverage_id)
    if coverage.state is not State.SELECTION:
        raise WrongStep(
            _("Coverage {code} is not in selection any more.").format(code=coverage.code),
            remedy=_("Nothing was changed. Go back to the board to see where it stands."),
        )
    return coverage
