"""The release of a coverage as it stands now, and the manifest that fixes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from soptui.desk.privacy import picture_checklist, privacy_notes
from soptui.desk.publication.inscribing import finishes
from soptui.desk.publication.renditions import renditions_as_submitted, renditions_for, selected
from soptui.desk.publication.wording import compose_for, own_text, release_of, wording_of
from soptui.desk.standing import standing_manifest, takedown_of
from soptui.desk.texts import REASON, alt_of, caption_of, texts_of
from soptui.sop.canonical import stamp
from soptui.sop.manifest import ChannelText, Manifest, MediaEntry, RenditionEntry
from soptui.sop.purpose import Purpose
from soptui.store.tables import Asset, Coverage


def content_to_submit(coverage: Coverage) -> Manifest:
    """Exactly what would be published if the coverage were approved as it stands, with what the
    privacy gate tells the Head of it.
    """
    content = replace(build_manifest(coverage), privacy=privacy_notes(coverage),
                      checklist=picture_checklist(coverage))  # fmt: skip
    stands = standing_manifest(coverage)
    return replace(content, earlier=stands.digest) if stands else content


def content_now(coverage: Coverage, submitted: Manifest) -> Manifest:
    """What would be published now, to be compared with what was submitted: the notes of the gate
    are taken from there, for a scan of today may find what one of yesterday did not, and so is how
    its files were made. What the program composed for a channel too: the office may have another
    template today, and what it is composed from is compared itself. A takedown is about what stands
    in public, whatever the texts say by now.
    """
    if coverage.purpose is Purpose.TAKEDOWN:
        return takedown_of(coverage, submitted.earlier)
    assets = selected(coverage)
    composed = {entry.channel: entry.text for entry in submitted.channels}
    content = _manifest(coverage, assets, renditions_as_submitted(submitted, assets), composed)
    return replace(content, privacy=submitted.privacy, checklist=submitted.checklist,
                   earlier=submitted.earlier)  # fmt: skip


def build_manifest(coverage: Coverage) -> Manifest:
    """What would be published, without the notes of the privacy gate."""
    assets = selected(coverage)
    finish = finishes(coverage, assets)
    return _manifest(coverage, assets, renditions_for(coverage.channels, assets, finish))


def _manifest(
    coverage: Coverage,
    assets: list[Asset],
    renditions: Mapping[int, Sequence[RenditionEntry]],
    composed: Mapping[str, str] | None = None,
) -> Manifest:
    """`composed` are the texts of channels for which nobody wrote one, where they are known."""
    texts = texts_of(coverage)
    release = release_of(texts)
    wording = wording_of(coverage)
    kinds = {row.kind for row in assets}
    said = {name: own_text(name, texts) for name in coverage.channels}
    said = {
        name: text or (composed or {}).get(name) or compose_for(name, wording, texts, kinds).text
        for name, text in said.items()
    }
    return Manifest(
        item=coverage.code,
        round=coverage.round,
        title=release.title,
        lead=release.lead,
        body=release.body,
        event_date=coverage.event_date,
        embargo=stamp(coverage.embargo_at) if coverage.embargo_at else "",
        byline=coverage.reporter.name if coverage.reporter else "",
        media=tuple(
            MediaEntry(row.sha256, row.kind, row.media_type,
                       texts.get(caption_of(row.id), "").strip(),
                       texts.get(alt_of(row.id), "").strip(), tuple(renditions[row.id]))
            for row in assets
        ),
        channels=tuple(ChannelText(name, text) for name, text in said.items()),
        purpose=coverage.purpose,
        reason=texts.get(REASON, "") if coverage.purpose is not Purpose.RELEASE else "",
    )  # fmt: skip
