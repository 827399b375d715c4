"""The release as it will appear: what is on this paper is what is signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
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
from soptui.tui.format import day, full
from soptui.tui.inert_text import inert
from soptui.tui.widgets.picture import Picture
from soptui.tui.words import KINDS

if TYPE_CHECKING:
    from soptui.sop.manifest import Manifest, MediaEntry


class ReleasePaper(VerticalScroll):
    """Title, lead, body, pictures with their texts, and what each channel says; or only what the
    readers of one channel see. Built anew only when something else is told.
    """

    def __init__(self) -> None:
        super().__init__()
        self._manifest: Manifest | None = None
        self._pictures: Mapping[str, Path] = {}
        self.channel = ""
        """The channel whose readers' view is shown; empty for the whole release."""

    async def tell(self, manifest: Manifest, pictures: Mapping[str, Path]) -> None:
        """Show `manifest`; `pictures` are the thumbnails there are, by SHA-256."""
        if self._manifest is not None and manifest.digest == self._manifest.digest:
            return
        self._manifest, self._pictures, self.channel = manifest, pictures, ""
        await self._build()

    async def next_channel(self) -> None:
        """Show what the readers of the next channel see; after the last, the whole again."""
        if self._manifest is None:
            return
        names = ["", *(entry.channel for entry in self._manifest.channels)]
        self.channel = names[(names.index(self.channel) + 1) % len(names)]
        await self._build()

    async def clear(self) -> None:
        """Show nothing."""
        self._manifest, self.channel = None, ""
        await self.remove_children()

    async def _build(self) -> None:
        manifest = self._manifest
        if manifest is None:
            return
        await self.remove_children()
        shown = parts_for(manifest, self.channel) if self.channel else whole(manifest)
        await self.mount(*shown)
        media = media_for(manifest, self.channel) if self.channel else manifest.media
        for place, (widget, entry) in enumerate(
            zip(self.query(Picture), media, strict=True), start=1
        ):
            path = self._pictures.get(entry.sha256)
            label = "▶" if entry.kind is Kind.VIDEO else ""
            widget.show(path, _words(place, entry), label)
        self.scroll_home(animate=False)


def whole(manifest: Manifest) -> Iterator[Widget]:
    """Everything that is signed, once."""
    yield from _article(manifest)
    yield from _media(manifest.media)
    for channel in manifest.channels:
        yield Static(Content(f"── {channel_name(channel.channel)} "), classes="part")
        website = channel.channel == WEBSITE
        yield Static(Content(_("the release as it stands above")) if website and not channel.text
                     else inert(channel.text))  # fmt: skip


def parts_for(manifest: Manifest, channel: str) -> Iterator[Widget]:
    """What the readers of `channel` see, in the order in which they see it."""
    head = _("As readers of {channel} see it (C: the next)").format(channel=channel_name(channel))
    yield Static(Content(head), classes="muted")
    if channel == WEBSITE:
        yield from _article(manifest)
    else:
        text = next(entry.text for entry in manifest.channels if entry.channel == channel)
        yield Static(inert(text), classes="text")
    yield from _media(media_for(manifest, channel), channel)


def media_for(manifest: Manifest, channel: str) -> tuple[MediaEntry, ...]:
    """The media that go to `channel`: those with a rendition for it."""
    return tuple(
        entry
        for entry in manifest.media
        if any(rendition.channel == channel for rendition in entry.renditions)
    )


def _article(manifest: Manifest) -> Iterator[Widget]:
    yield Static(inert(manifest.title), classes="headline")
    yield Static(_dateline(manifest), classes="muted")
    yield Static(inert(manifest.lead), classes="lead")
    yield Static(inert(manifest.body), classes="text")


def _media(media: tuple[MediaEntry, ...], channel: str = "") -> Iterator[Widget]:
    for place, entry in enumerate(media, start=1):
        head = _("{n} of {total} · {kind}").format(
            n=place, total=len(media), kind=_(KINDS[entry.kind])
        )
        yield Static(Content(f"── {head}{_sizes(entry, channel)} "), classes="part")
        yield Picture()
        yield Static(_texts(entry), classes="caption")


def _sizes(entry: MediaEntry, channel: str) -> str:
    """How large the largest copy for `channel` is."""
    sizes = [
        (rendition.width, rendition.height)
        for rendition in entry.renditions
        if rendition.channel == channel and rendition.width
    ]
    return " · {}×{} px".format(*max(sizes)) if sizes else ""


def _dateline(manifest: Manifest) -> Content:
    try:
        when = Content(day(date.fromisoformat(manifest.event_date)))
    except ValueError:
        when = inert(manifest.event_date)
    embargo = Content("")
    if manifest.embargo:
        moment = full(datetime.fromisoformat(manifest.embargo))
        embargo = Content(_("nothing goes out before {time}").format(time=moment))
    parts = [part for part in (when, inert(manifest.byline), embargo) if part.plain]
    return Content(" · ").join(parts)


def _texts(entry: MediaEntry) -> Content:
    caption = inert(entry.caption) if entry.caption else Content(_("(no caption)"))
    alt = inert(entry.alt_text) if entry.alt_text else Content(_("(none)"))
    return Content.assemble(caption, "\n", (_("Alternative text:") + " ", "$muted"), alt)


def _words(place: int, entry: MediaEntry) -> str:
    kind = _(KINDS[entry.kind])
    return f"{kind} {place} · {entry.sha256[:12]}"
