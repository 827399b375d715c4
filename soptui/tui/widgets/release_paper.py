"""The release as it will appear: what is on this paper is what is signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from soptui.i18n import _
from soptui.sop.material import Kind
from soptui.sop.step2_selection import WEBSITE
from soptui.tui.channel_words import channel_name
from soptui.tui.format import day
from soptui.tui.inert_text import inert
from soptui.tui.widgets.picture import Picture
from soptui.tui.words import KINDS

if TYPE_CHECKING:
    from soptui.sop.manifest import Manifest, MediaEntry


class ReleasePaper(VerticalScroll):
    """Title, lead, body, pictures with their texts, and what each channel says. Built anew only
    when another content is told.
    """

    def __init__(self) -> None:
        super().__init__()
        self._digest = ""

    async def tell(self, manifest: Manifest, pictures: Mapping[str, Path]) -> None:
        """Show `manifest`; `pictures` are the thumbnails there are, by SHA-256."""
        if manifest.digest == self._digest:
            return
        self._digest = manifest.digest
        await self.remove_children()
        await self.mount(*_parts(manifest))
        for place, (widget, entry) in enumerate(
            zip(self.query(Picture), manifest.media, strict=True), start=1
        ):
            path = pictures.get(entry.sha256)
            label = "▶" if entry.kind is Kind.VIDEO else ""
            widget.show(path, _words(place, entry), label)
        self.scroll_home(animate=False)

    async def clear(self) -> None:
        """Show nothing."""
        self._digest = ""
        await self.remove_children()


def _parts(manifest: Manifest) -> Iterator[Widget]:
    yield Static(inert(manifest.title), classes="headline")
    yield Static(_dateline(manifest), classes="muted")
    yield Static(inert(manifest.lead), classes="lead")
    yield Static(inert(manifest.body), classes="text")
    total = len(manifest.media)
    for place, entry in enumerate(manifest.media, start=1):
        head = _("{n} of {total} · {kind}").format(n=place, total=total, kind=_(KINDS[entry.kind]))
        yield Static(Content(f"── {head} "), classes="part")
        yield Picture()
        yield Static(_texts(entry), classes="caption")
    for channel in manifest.channels:
        yield Static(Content(f"── {channel_name(channel.channel)} "), classes="part")
        website = channel.channel == WEBSITE
        yield Static(Content(_("the release as it stands above")) if website and not channel.text
                     else inert(channel.text))  # fmt: skip


def _dateline(manifest: Manifest) -> Content:
    from datetime import date

    try:
        when = Content(day(date.fromisoformat(manifest.event_date)))
    except ValueError:
        when = inert(manifest.event_date)
    parts = [part for part in (when, inert(manifest.byline)) if part.plain]
    return Content(" · ").join(parts)


def _texts(entry: MediaEntry) -> Content:
    caption = inert(entry.caption) if entry.caption else Content(_("(no caption)"))
    alt = inert(entry.alt_text) if entry.alt_text else Content(_("(none)"))
    return Content.assemble(caption, "\n", (_("Alternative text:") + " ", "$muted"), alt)


def _words(place: int, entry: MediaEntry) -> str:
    kind = _(KINDS[entry.kind])
    return f"{kind} {place} · {entry.sha256[:12]}"
