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

from soptui.channels.known import is_website
from soptui.i18n import _
from soptui.sop.material import Kind
from soptui.sop.step2_selection import WEBSITE
from soptui.tui.channel_words import channel_name
from soptui.tui.format import day, full
from soptui.tui.inert_text import inert
from soptui.tui.post import Card, Look, post_of
from soptui.tui.purpose_words import purpose_lines
from soptui.tui.widgets.change_paper import change_parts
from soptui.tui.widgets.picture import Picture
from soptui.tui.widgets.post_preview import card_of, post_parts
from soptui.tui.words import KINDS

if TYPE_CHECKING:
    from soptui.sop.manifest import Manifest, MediaEntry


Part = tuple[Widget, "MediaEntry | None"]
"""A part of the paper, and what it shows where it is a picture."""


class ReleasePaper(VerticalScroll):
    """Title, lead, body, pictures with their texts, and what each channel says; or only what the
    readers of one channel see. Built anew only when something else is told.
    """

    def __init__(self) -> None:
        super().__init__()
        self._manifest: Manifest | None = None
        self._previous: Manifest | None = None
        self._pictures: Mapping[str, Path] = {}
        self._look: Look | None = None
        self.channel = ""
        """The channel whose readers' view is shown; empty for the whole release."""
        self.shows_changes = False

    async def tell(
        self,
        manifest: Manifest,
        pictures: Mapping[str, Path],
        previous: Manifest | None = None,
        *,
        look: Look,
    ) -> None:
        """Show `manifest`; `pictures` are the thumbnails there are, by SHA-256; `previous` is what
        was laid before the Head in the round before; `look` is how posts are drawn.
        """
        if self._manifest is not None and manifest.digest == self._manifest.digest:
            return
        self._manifest, self._pictures, self._previous = manifest, pictures, previous
        self._look = look
        self.channel, self.shows_changes = "", False
        await self._build()

    async def next_channel(self) -> None:
        """Show what the readers of the next channel see; after the last, the whole again."""
        if self._manifest is None:
            return
        names = ["", *(entry.channel for entry in self._manifest.channels)]
        await self.show_channel(names[(names.index(self.channel) + 1) % len(names)])

    async def show_channel(self, channel: str) -> None:
        """Show what the readers of `channel` see; '' is the whole release."""
        self.channel, self.shows_changes = channel, False
        await self._build()

    async def toggle_changes(self) -> None:
        """Show what changed since the round before, or the whole again."""
        self.channel, self.shows_changes = "", not self.shows_changes
        await self._build()

    async def clear(self) -> None:
        """Show nothing."""
        self._manifest = self._previous = None
        self.channel, self.shows_changes = "", False
        await self.remove_children()

    async def _build(self) -> None:
        manifest = self._manifest
        if manifest is None:
            return
        await self.remove_children()
        parts = list(self._parts(manifest))
        await self.mount(*(widget for widget, _entry in parts))
        shown = [(widget, entry) for widget, entry in parts if entry is not None]
        for number, (widget, entry) in enumerate(shown, start=1):
            place = manifest.media.index(entry) + 1 if entry in manifest.media else number
            if isinstance(widget, Picture):
                label = "▶" if entry.kind is Kind.VIDEO else ""
                widget.show(self._pictures.get(entry.sha256), _words(place, entry), label)
        self.scroll_home(animate=False)

    def _parts(self, manifest: Manifest) -> Iterator[Part]:
        if self.shows_changes and self._previous is not None:
            return change_parts(self._previous, manifest)
        if self.channel and self._look is not None:
            return parts_for(manifest, self.channel, self._look)
        return whole(manifest)


def whole(manifest: Manifest) -> Iterator[Part]:
    """Everything that is signed, once."""
    if lines := purpose_lines(manifest):
        yield Static(Content("\n").join([*lines, Content("")]), classes="part"), None
    yield from _article(manifest)
    yield from _media(manifest.media)
    for channel in manifest.channels:
        yield Static(Content(f"── {channel_name(channel.channel)} "), classes="part"), None
        above = is_website(channel.channel) and not channel.text
        said = Content(_("the release as it stands above")) if above else inert(channel.text)
        yield Static(said), None


def parts_for(manifest: Manifest, channel: str, look: Look) -> Iterator[Part]:
    """What the readers of `channel` see, in the order in which they see it."""
    head = _("As readers of {channel} see it (C: the next)").format(channel=channel_name(channel))
    yield Static(Content(head), classes="muted"), None
    if not is_website(channel):
        for widget in post_parts(post_of(manifest, channel, look)):
            yield widget, None
        return
    yield from _article(manifest)
    yield from _media(media_for(manifest, channel), channel)
    if channel == WEBSITE and look.faces.host:
        yield Static(Content("── " + _("as a link on other channels") + " "), classes="part"), None
        card = Card(look.faces.host, manifest.title, manifest.lead)
        yield Static(card_of(card), classes="card"), None


def media_for(manifest: Manifest, channel: str) -> tuple[MediaEntry, ...]:
    """The media that go to `channel`: those with a rendition for it; all where nothing is made."""
    made = tuple(
        entry
        for entry in manifest.media
        if any(rendition.channel == channel for rendition in entry.renditions)
    )
    return made or manifest.media


def _article(manifest: Manifest) -> Iterator[Part]:
    yield Static(inert(manifest.title), classes="headline"), None
    yield Static(_dateline(manifest), classes="muted"), None
    yield Static(inert(manifest.lead), classes="lead"), None
    yield Static(inert(manifest.body), classes="text"), None


def _media(media: tuple[MediaEntry, ...], channel: str = "") -> Iterator[Part]:
    for place, entry in enumerate(media, start=1):
        head = _("{n} of {total} · {kind}").format(
            n=place, total=len(media), kind=_(KINDS[entry.kind])
        )
        yield Static(Content(f"── {head}{_sizes(entry, channel)} "), classes="part"), None
        yield Picture(), entry
        yield Static(_texts(entry), classes="caption"), None


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
