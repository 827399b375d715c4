"""Texts of a coverage: drafts that keep every keystroke, and the saved texts that count."""

from __future__ import annotations

from soptui.desk.context import Desk, coverage_of, person_of
from soptui.errors import Conflict, InvalidInput, WrongStep
from soptui.i18n import _
from soptui.sop.narrative import Question
from soptui.sop.release import Part
from soptui.sop.roles import Permission
from soptui.sop.workflow import State
from soptui.store.guard import update_guarded
from soptui.store.tables import Coverage, Draft, Person, Text
from soptui.store.trail import record

NAME = "name"
NARRATIVE = (NAME, *Question)
HASHTAGS = "hashtags"
"""The release's own hashtags, beside those of every release."""
REASON = "reason"
"""Why what stands in public is corrected or taken down, as the public reads it."""
PREFIXES = ("caption:", "alt:", "channel:")
LONGEST = 20_000


def caption_of(asset_id: int) -> str:
    """The field in which an asset's caption is kept."""
    return f"caption:{asset_id}"


def alt_of(asset_id: int) -> str:
    """The field in which an asset's alternative text is kept."""
    return f"alt:{asset_id}"


def channel_of(name: str) -> str:
    """The field in which a channel's own text is kept."""
    return f"channel:{name}"


def keep_draft(desk: Desk, coverage_id: int, field: str, body: str, base_version: int) -> None:
    """Keep what is being typed. Scratch paper of one person: no event, no version, no conflict."""
    _check(field, body)
    now = desk.now()
    with desk.store.transaction():
        Draft.insert(coverage=coverage_id, field=field, person=desk.actor.person_id, body=body,
                     base_version=base_version, saved_at=now).on_conflict(
            conflict_target=[Draft.coverage, Draft.field, Draft.person],
            update={Draft.body: body, Draft.base_version: base_version, Draft.saved_at: now},
        ).execute()  # fmt: skip


def drop_draft(desk: Desk, coverage_id: int, field: str) -> None:
    """Forget what was typed and not saved."""
    with desk.store.transaction():
        _drop(desk, coverage_id, field)


def save_text(desk: Desk, coverage_id: int, field: str, body: str, base_version: int) -> int:
    """Save `body` over version `base_version` of the text (0: there was none). Returns the new
    version; saving what stands there already changes nothing.

    Raises Conflict where somebody saved first: theirs stands, the draft is kept.
    """
    _check(field, body)
    with desk.act(_permission(field)) as now:
        coverage = coverage_of(coverage_id)
        _require_editable(coverage, field)
        row = Text.get_or_none((Text.coverage == coverage) & (Text.field == field))
        _drop(desk, coverage_id, field)
        if (row.body if row else "") == body:
            return row.version if row else 0
        if (row.version if row else 0) != base_version:
            raise _conflict(row)
        person = person_of(desk.actor)
        version = _write(coverage, row, field, body, person, desk)
        if field == NAME:
            update_guarded(coverage, title=body.strip(), updated_at=now)
        record(desk.actor, now, "edit_text", coverage.code, field=field, version=version)
        return version


def texts_of(coverage: Coverage) -> dict[str, str]:
    """All saved texts, by field."""
    return {row.field: row.body for row in Text.select().where(Text.coverage == coverage)}


def put_text(desk: Desk, coverage: Coverage, field: str, body: str) -> None:
    """Write a text that the program composed, where nobody has written one yet. No event of its
    own: it is part of the act that composes it.
    """
    known = Text.select().where((Text.coverage == coverage) & (Text.field == field))
    if body and not known.exists():
        _write(coverage, None, field, body, person_of(desk.actor), desk)


def replace_text(desk: Desk, coverage: Coverage, field: str, body: str) -> None:
    """Write a text that the program composed over what stands there; this person's draft of it
    goes. No event of its own, like `put_text`.
    """
    row = Text.get_or_none((Text.coverage == coverage) & (Text.field == field))
    _drop(desk, coverage.id, field)
    if (row.body if row else "") != body:
        _write(coverage, row, field, body, person_of(desk.actor), desk)


def _write(
    coverage: Coverage, row: Text | None, field: str, body: str, person: Person | None, desk: Desk
) -> int:
    if row is None:
        Text.create(coverage=coverage, field=field, body=body, edited_by=person,
                    edited_at=desk.now())  # fmt: skip
        return 1
    update_guarded(row, body=body, edited_by=person, edited_at=desk.now())
    return int(row.version)


def _drop(desk: Desk, coverage_id: int, field: str) -> None:
    Draft.delete().where(
        (Draft.coverage == coverage_id)
        & (Draft.field == field)
        & (Draft.person == desk.actor.person_id)
    ).execute()


def _permission(field: str) -> Permission:
    return Permission.NARRATE if field in NARRATIVE else Permission.EDIT_RELEASE


def _require_editable(coverage: Coverage, field: str) -> None:
    wanted = State.HANDOVER if field in NARRATIVE else State.SELECTION
    if coverage.state is not wanted:
        raise WrongStep(
            _("Coverage {code} has moved on; this text can no longer be changed here.").format(
                code=coverage.code
            ),
            remedy=_("What you typed is kept as a draft."),
        )


def _check(field: str, body: str) -> None:
    if field not in {*NARRATIVE, *Part, HASHTAGS, REASON} and not field.startswith(PREFIXES):
        raise InvalidInput(_("There is no text called {field}.").format(field=field))
    if len(body) > LONGEST:
        raise InvalidInput(
            _("The text is longer than {count} characters.").format(count=LONGEST),
            remedy=_("Shorten it; what you typed is still on the screen."),
        )


def _conflict(row: Text | None) -> Conflict:
    name = row.edited_by.name if row is not None and row.edited_by is not None else ""
    return Conflict(
        _("{name} saved this text first; yours was kept as a draft.").format(name=name or "–"),
        remedy=_("Compare the two, then save again."),
    )
