"""The privacy gate before the Head: what the scan found, what was let pass, the checklist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from soptui.desk.context import Desk, coverage_of, person_of
from soptui.desk.office import read_office
from soptui.desk.publication.renditions import selected
from soptui.desk.texts import HASHTAGS, REASON, alt_of, caption_of, channel_of, texts_of
from soptui.errors import InvalidInput, WrongStep
from soptui.i18n import _, ngettext
from soptui.sop.canonical import digest
from soptui.sop.manifest import PictureCheck, PrivacyNote
from soptui.sop.material import Kind
from soptui.sop.missing import Missing
from soptui.sop.picture_check import Seen, checked
from soptui.sop.privacy import Secret, Weight, mask, scan
from soptui.sop.purpose import Purpose
from soptui.sop.release import Part
from soptui.sop.roles import Permission
from soptui.sop.workflow import State
from soptui.store.tables import Asset, Coverage, PictureCheckRow, PrivacyPass
from soptui.store.trail import record

PRIVACY = "privacy"
CHECKLIST = "checklist"
"""Names of what is missing (`Missing.field`)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number in one field; `reason` and `by` say who let it pass and why, where somebody did."""

    field: str
    secret: Secret
    weight: Weight
    masked: str
    text_sha256: str
    reason: str = ""
    by: str = ""
    nth: int = 1
    """Which of several that look the same when masked; a pass is for one of them."""

    @property
    def name(self) -> str:
        """What a pass calls it: `34************01`, the second such one `34************01#2`."""
        return self.masked if self.nth == 1 else f"{self.masked}#{self.nth}"

    @property
    def blocks(self) -> bool:
        """Whether the release cannot be submitted because of it."""
        return self.weight is Weight.BLOCKS and not self.reason


def read_findings(desk: Desk, coverage_id: int) -> tuple[Found, ...]:
    """Everything that the scan finds in the coverage as it stands."""
    with desk.look():
        return findings(coverage_of(coverage_id))


def findings(coverage: Coverage) -> tuple[Found, ...]:
    """The same, inside a connection; the office's own telephones are no findings."""
    office = read_office()
    own = list(_numbers(office.contact)) if office else []
    passes = {
        (row.field, row.masked, row.text_sha256): row
        for row in PrivacyPass.select().where(PrivacyPass.coverage == coverage)
    }
    return tuple(
        found
        for field, text in _fields(coverage, texts_of(coverage))
        for found in _in_text(field, text, own, passes)
    )


def let_pass(desk: Desk, coverage_id: int, found: Found, reason: str) -> None:
    """Publish the number all the same, for a reason that the Head reads. Raises InvalidInput."""
    if not reason.strip():
        raise InvalidInput(_("Say why it may be published."))
    with desk.act(Permission.EDIT_RELEASE) as now:
        coverage = _selection(coverage_id)
        if found not in findings(coverage):
            raise WrongStep(_("The text was changed meanwhile; look at it again."))
        PrivacyPass.create(coverage=coverage, field=found.field, secret=found.secret,
                           masked=found.name, text_sha256=found.text_sha256,
                           reason=mask(reason.strip()), person=person_of(desk.actor),
                           passed_at=now)  # fmt: skip
        record(desk.actor, now, "let_pass", coverage.code, field=found.field,
               kind=found.secret.value, masked=found.masked, reason=reason.strip())  # fmt: skip


def check_pictures(desk: Desk, coverage_id: int, seen: Collection[Seen], note: str) -> None:
    """Note that the selected pictures were looked through. Raises InvalidInput without a note
    where something can be seen.
    """
    checked(seen, note)
    with desk.act(Permission.EDIT_RELEASE) as now:
        coverage = _selection(coverage_id)
        PictureCheckRow.insert(
            coverage=coverage, media_sha256=_media_digest(selected(coverage)),
            seen=[item.value for item in Seen if item in seen], note=mask(note.strip()),
            person=person_of(desk.actor), checked_at=now,
        ).on_conflict_replace().execute()  # fmt: skip
        record(desk.actor, now, "check_pictures", coverage.code,
               seen=[item.value for item in Seen if item in seen], note=note.strip())  # fmt: skip


def privacy_notes(coverage: Coverage) -> tuple[PrivacyNote, ...]:
    """What the Head is told of: numbers that were let pass, and those that only warn."""
    return tuple(
        PrivacyNote(found.field, found.secret.value, found.masked, found.reason, found.by)
        for found in findings(coverage)
        if found.weight is not Weight.INFORMS and not found.blocks
    )


def picture_checklist(coverage: Coverage) -> tuple[PictureCheck, ...]:
    """The checklist of exactly the media that are selected; empty where there is none."""
    row = PictureCheckRow.get_or_none(PictureCheckRow.coverage == coverage)
    if row is None or row.media_sha256 != _media_digest(selected(coverage)):
        return ()
    return checked({Seen(code) for code in row.seen}, row.note)


def privacy_gaps(coverage: Coverage) -> Iterator[Missing]:
    """What keeps the release from the Head."""
    blocking = sum(found.blocks for found in findings(coverage))
    if blocking:
        sentence = ngettext(
            "{count} number of a person stands in the release.",
            "{count} numbers of persons stand in the release.", blocking,
        ).format(count=blocking)  # fmt: skip
        yield Missing(PRIVACY, sentence)
    visible = {Kind.PHOTO, Kind.VIDEO, Kind.DOCUMENT}
    if any(row.kind in visible for row in selected(coverage)) and not picture_checklist(coverage):
        yield Missing(CHECKLIST, _("The pictures were not looked through for personal data."))


def _in_text(
    field: str, text: str, own: list[str], passes: Mapping[tuple[str, str, str], PrivacyPass]
) -> Iterator[Found]:
    sha256 = digest(text.encode("utf-8", "surrogatepass"))
    seen: Counter[str] = Counter()
    for one in scan(text, own):
        seen[one.masked] += 1
        found = Found(field, one.secret, one.weight, one.masked, sha256, nth=seen[one.masked])
        row = passes.get((field, found.name, sha256))
        by = row.person.name if row and row.person else ""
        yield replace(found, reason=row.reason, by=by) if row else found


def _fields(coverage: Coverage, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every text that goes out or names what goes out, by its field."""
    for part in Part:
        yield part, texts.get(part, "")
    yield HASHTAGS, texts.get(HASHTAGS, "")
    if coverage.purpose is Purpose.CORRECTION:
        yield REASON, texts.get(REASON, "")
    for channel in coverage.channels:
        yield channel_of(channel), texts.get(channel_of(channel), "")
    for asset in selected(coverage):
        for field in (caption_of(asset.id), alt_of(asset.id)):
            yield field, texts.get(field, "")
        yield f"name:{asset.id}", asset.label


def _media_digest(assets: list[Asset]) -> str:
    return digest("\n".join(sorted(row.sha256 for row in assets)).encode())


def _numbers(text: str) -> Iterator[str]:
    """The telephone numbers in `text`, digits only."""
    for one in scan(text):
        yield "".join(letter for letter in text[one.start : one.end] if letter.isdigit())


def _selection(coverage_id: int) -> Coverage:
    coverage = coverage_of(coverage_id)
    if coverage.state is not State.SELECTION:
        raise WrongStep(
            _("Coverage {code} is not in selection any more.").format(code=coverage.code),
            remedy=_("Nothing was changed. Go back to the board to see where it stands."),
        )
    return coverage
