"""A post on paper, as its readers see it: for whoever writes it, and for the Head who signs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from soptui.channels.social import URL
from soptui.i18n import _
from soptui.sop.inert import visible
from soptui.sop.material import Kind
from soptui.tui.inert_text import inert
from soptui.tui.post import Card, Post, Shot
from soptui.tui.widgets.picture import Picture
from soptui.tui.words import KINDS

PICTURES_FIRST = {"instagram", "tiktok", "youtube"}
"""Where the text stands below what it is about."""
_TAG = re.compile(r"(?<!\w)[#@]\w[\w.-]*(?:@[\w.-]+)?")


class ShotPicture(Picture):
    """A picture of a post; knows what it shows."""

    def __init__(self, place: int, shot: Shot) -> None:
        super().__init__()
        self._place, self._shot = place, shot

    def on_mount(self) -> None:
        shot = self._shot
        label = "▶" if shot.kind is Kind.VIDEO else ""
        words = f"{_(KINDS[shot.kind])} {self._place} · {_name(shot.path)}"
        self.show(shot.path, words, label, shot.part)


class PostPreview(VerticalScroll):
    """Built anew only when another post is told; words that change are only painted."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's own word
        super().__init__(id=id, can_focus=False)
        self._post: Post | None = None

    async def tell(self, post: Post) -> None:
        """Show `post`."""
        before, self._post = self._post, post
        if before is not None and (before.channel, before.shots) == (post.channel, post.shots):
            self._say()
            return
        await self.remove_children()
        await self.mount(*post_parts(post))

    def say(self, text: str) -> None:
        """Show the same post with another text."""
        if self._post is not None and self._post.text != text:
            self._post = self._post.saying(text)
            self._say()

    def _say(self) -> None:
        if self._post is None:
            return
        for name, content in (("text", said(self._post)), ("card", card_of(self._post.card))):
            line = self.query_one(f"Static.{name}", Static)
            if line.content != content:
                line.update(content)
                line.display = bool(content.plain)


def post_parts(post: Post) -> Iterator[Widget]:
    """What the readers see, in the order in which they see it."""
    yield Static(_whose(post), classes="whose")
    words = [Static(said(post), classes="text"), Static(card_of(post.card), classes="card")]
    words[1].display = post.card is not None
    first = post.channel in PICTURES_FIRST
    if not first:
        yield from words
    for place, shot in enumerate(post.shots, start=1):
        yield Static(_head(place, len(post.shots), shot), classes="part")
        yield ShotPicture(place, shot)
        yield Static(_alt(shot), classes="caption")
    if first:
        yield from words


def said(post: Post) -> Content:
    """The text, links and hashtags coloured, and what is too much of it marked."""
    fits = post.text if post.over is None else post.text[: post.over]
    content = inert(fits)
    for pattern, style in ((URL, "$primary underline"), (_TAG, "$accent")):
        for found in pattern.finditer(content.plain):
            content = content.stylize(style, found.start(), found.end())
    if post.over is not None:
        rest = inert(post.text[post.over :]).stylize("$error reverse")
        content += rest
    return content if content.plain else Content.styled(_("nothing yet"), "$muted")


def card_of(card: Card | None) -> Content:
    """`│ title │ lead │ host`: what the network shows of the page behind the link."""
    if card is None:
        return Content("")
    lines = [inert(card.title, "bold"), inert(card.lead), inert(card.host, "$muted")]
    bar = Content.styled("│ ", "$accent")
    return Content("\n").join(bar + line for line in lines if line.plain)


def _whose(post: Post) -> Content:
    name = inert(post.office, "bold")
    return name + Content.assemble("  ", inert(post.account, "$muted")) if post.account else name


def _head(place: int, total: int, shot: Shot) -> Content:
    words = _("{n} of {total} · {kind}").format(n=place, total=total, kind=_(KINDS[shot.kind]))
    if all(shot.size):
        words += " · {}×{} px".format(*shot.size)
    if shot.part is not None:
        words += " · " + _("cut")
    return Content(f"── {words} ")


def _alt(shot: Shot) -> Content:
    """What those hear who cannot see it; that there is none, too."""
    if shot.alt_text:
        return Content.assemble(("ALT ", "$success bold"), inert(shot.alt_text, "$muted"))
    if shot.kind is not Kind.PHOTO:
        return Content("")
    return Content.assemble(("✗ ALT ", "$error bold"), _("(none)"))


def _name(path: Path | None) -> str:
    return visible(path.stem[:12]) if path else ""
