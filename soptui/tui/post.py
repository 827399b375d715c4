"""A post as the readers of its channel will see it: whose it is, its words, its pictures as cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from soptui.channels.known import is_website, network_of
from soptui.channels.limits import kept
from soptui.channels.recipes import Known, going, limit, recipes
from soptui.channels.social import URL
from soptui.desk.assets import AssetView
from soptui.desk.publication.faces import Faces
from soptui.media.crop import Part, crop_box
from soptui.sop.manifest import Manifest, MediaEntry, RenditionEntry
from soptui.sop.material import Kind


@dataclass(frozen=True, slots=True)
class Look:
    """What a post is drawn with: the office's name, its accounts by channel and its website's host,
    where files that go out and thumbnails (by SHA-256) lie; `assets` (by SHA-256) where files are
    not made yet.
    """

    office: str
    faces: Faces
    shelf: Callable[[str], Path]
    thumbnails: Mapping[str, Path]
    assets: Mapping[str, AssetView] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture, page, film or recording of a post; `size` is in pixels, (0, 0) where unknown."""

    kind: Kind
    path: Path | None
    caption: str
    alt_text: str
    size: tuple[int, int] = (0, 0)
    part: Part | None = None
    """None where the file at `path` is cut already, or is not cut at all."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a network makes of a link: where it leads, and what the page says of itself."""

    host: str
    title: str
    lead: str


@dataclass(frozen=True, slots=True)
class Post:
    """One channel's post. `over` is where its text becomes too long; None where it fits."""

    channel: str
    office: str
    account: str
    text: str
    shots: tuple[Shot, ...]
    release: Manifest
    over: int | None = None

    @property
    def card(self) -> Card | None:
        """Networks show one where a text with a link comes without pictures."""
        found = URL.search(self.text)
        if found is None or self.shots:
            return None
        return Card(urlsplit(found[0]).hostname or "", self.release.title, self.release.lead)

    def saying(self, text: str) -> Post:
        """The same post with another text."""
        network = network_of(self.channel)
        over = None
        if network is not None:
            room = network.limit(entry.kind for entry in self.release.media)
            place = kept(text, network.measure, room)
            over = place if place < len(text) else None
        return Post(self.channel, self.office, self.account, text, self.shots, self.release, over)


def post_of(manifest: Manifest, channel: str, look: Look) -> Post:
    """What `channel` gets of the release."""
    text = next((entry.text for entry in manifest.channels if entry.channel == channel), "")
    most = limit(channel)
    shots = tuple(_shots(manifest, channel, look))[:most]
    account = look.faces.accounts.get(channel, "")
    return Post(channel, look.office, account, "", shots, manifest).saying(text)


def _shots(manifest: Manifest, channel: str, look: Look) -> Iterator[Shot]:
    goes = going(channel, [entry.kind for entry in manifest.media])
    for entry in (entry for entry, yes in zip(manifest.media, goes, strict=True) if yes):
        made = [one for one in entry.renditions if one.channel == channel]
        if made:
            largest = made if entry.kind is Kind.DOCUMENT else made[-1:]
            yield from (_as_made(entry, one, look) for one in largest)
        elif entry.sha256 in look.assets:
            yield from _as_planned(entry, channel, look)


def _as_made(entry: MediaEntry, one: RenditionEntry, look: Look) -> Shot:
    """The very file that goes out; of films the thumbnail."""
    drawn = one.media_type.startswith("image/")
    path = look.shelf(one.sha256) if drawn else look.thumbnails.get(entry.sha256)
    size = (one.width, one.height)
    return Shot(entry.kind, path, entry.caption, entry.alt_text, size)


def _as_planned(entry: MediaEntry, channel: str, look: Look) -> Iterator[Shot]:
    """How it will be cut; nothing where the channel does not take it."""
    asset = look.assets[entry.sha256]
    size = (asset.width, asset.height) if asset.width and asset.height else None
    wanted = recipes(channel, entry.kind, Known(size=size, focus=asset.focus))
    if not wanted:
        return
    part, form = None, wanted[-1].form
    if size and form and form.ratios and entry.kind is Kind.PHOTO and not is_website(channel):
        left, top, right, low = crop_box(*size, form.ratios, form.focus)
        part = (left / size[0], top / size[1], right / size[0], low / size[1])
        size = (right - left, low - top)
    path = look.thumbnails.get(entry.sha256)
    yield Shot(entry.kind, path, entry.caption, entry.alt_text, size or (0, 0), part)
