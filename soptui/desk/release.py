"""The release of a coverage as it stands now, and the manifest that fixes it."""

from __future__ import annotations

from collections.abc import Mapping

from soptui.desk.texts import alt_of, caption_of, channel_of, texts_of
from soptui.sop.canonical import stamp
from soptui.sop.manifest import ChannelText, Manifest, MediaEntry
from soptui.sop.material import Verdict
from soptui.sop.release import Part, Release, social_text
from soptui.sop.step2_selection import WEBSITE
from soptui.store.tables import Asset, Coverage


def release_of(texts: Mapping[str, str]) -> Release:
    """The three parts, from the coverage's texts."""
    return Release(*(texts.get(part, "").strip() for part in Part))


def channel_text(channel: str, texts: Mapping[str, str]) -> str:
    """What `channel` will say: its own text, else title and lead. The website has the release."""
    if channel == WEBSITE:
        return ""
    return texts.get(channel_of(channel), "").strip() or social_text(release_of(texts))


def build_manifest(coverage: Coverage) -> Manifest:
    """Exactly what would be published if the coverage were approved as it stands."""
    texts = texts_of(coverage)
    release = release_of(texts)
    chosen = (
        Asset.select()
        .where((Asset.coverage == coverage) & (Asset.verdict == Verdict.PUBLISHABLE))
        .order_by(Asset.position, Asset.id)
    )
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
                       texts.get(alt_of(row.id), "").strip())
            for row in chosen
        ),
        channels=tuple(ChannelText(name, channel_text(name, texts)) for name in coverage.channels),
    )  # fmt: skip
