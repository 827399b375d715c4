"""A release as WordPress keeps it: blocks, whose settings stand in comments between the HTML."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from soptui.channels.text import clean, paragraphs
from soptui.sop.material import Kind

if TYPE_CHECKING:
    from soptui.sop.manifest import Manifest, MediaEntry

BEGUN: Final = "<!-- soptui:"
"""Stands in every post that the program has begun."""
NOTE: Final = "correction"
"""The class of what is said of a correction."""
_CHANGED: Final = re.compile(
    r"""[&<>"'`\[\]]            # HTML, quotes that would be curled, short codes
    |(?<=-)-|(?<!\S)-(?!\S)      # hyphens that would be dashes
    |(?<=\.)\.                   # full stops that would be an ellipsis
    |(?<=\d)x(?=\d)              # 3x4
    |:(?=//)                     # an address that would be a player
    |(?<!\S)(?:[:;]|8(?=[-O]))   # smileys
    |\((?=tm\))|(?<=Word)p(?=ress)""",
    re.VERBOSE,
)
"""What WordPress makes something else of when it shows a text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file in the site's library: its number and address there, and of which asset it is."""

    number: int
    url: str
    entry: MediaEntry
    alt_text: str


def marker(key: str) -> str:
    """What tells a delivery's post from every other; readers do not see it."""
    return f"{BEGUN}{key} -->"


def words(text: str) -> str:
    """`text` as HTML that readers see letter by letter, without WordPress's improvements."""
    return _CHANGED.sub(lambda found: f"&#{ord(found[0])};", clean(text))


def plain(text: str) -> str:
    """`text` as HTML that says the same, though WordPress may curl its quotes."""
    return html.escape(clean(text), quote=False)


def content(
    key: str, manifest: Manifest, pieces: Iterable[Piece], notes: Iterable[str] = ()
) -> str:
    """The article below its title: what was corrected, lead, body, who wrote it, then the media in
    their order.
    """
    return "\n\n".join([
        marker(key),
        *(_paragraph(note, NOTE) for note in notes),
        *(_paragraph(part, "lead") for part in paragraphs(manifest.lead)),
        *map(_paragraph, paragraphs(manifest.body)),
        *(_paragraph(part, "byline") for part in paragraphs(manifest.byline)),
        *_media(pieces),
    ])  # fmt: skip


def notes_in(source: str) -> list[str]:
    """What an article that stands there says of its corrections."""
    found = re.findall(rf'<p class="{NOTE}">(.*?)</p>', source, re.DOTALL)
    return [html.unescape(note) for note in found]


def _block(name: str, inner: str, **settings: object) -> str:
    said = f" {json.dumps(settings)}" if settings else ""
    return f"<!-- wp:{name}{said} -->\n{inner}\n<!-- /wp:{name} -->"


def _paragraph(text: str, style: str = "") -> str:
    if not style:
        return _block("paragraph", f"<p>{words(text)}</p>")
    return _block("paragraph", f'<p class="{style}">{words(text)}</p>', className=style)


def _media(pieces: Iterable[Piece]) -> Iterator[str]:
    """The pages of a document are one gallery, and so are photos without a caption; a gallery
    writes captions over what they are about.
    """
    for (kind, captioned), run in groupby(pieces, key=_alike):
        if kind is Kind.PHOTO and captioned:
            yield from (_image(piece, piece.entry.caption) for piece in run)
        elif kind is Kind.PHOTO:
            yield _pictures(list(run))
        elif kind is Kind.DOCUMENT:
            for entry, pages in groupby(run, key=lambda piece: piece.entry):
                yield _pictures(list(pages), entry.caption)
        else:
            yield from map(_player, run)


def _alike(piece: Piece) -> tuple[Kind, bool]:
    return piece.entry.kind, bool(piece.entry.caption)


def _pictures(pieces: Sequence[Piece], caption: str = "") -> str:
    """One picture, or a gallery that cuts none; `caption` is that of all of them together."""
    if len(pieces) == 1:
        return _image(pieces[0], caption)
    images = "\n\n".join(_image(piece, "") for piece in pieces)
    inner = images + _caption(caption, "blocks-gallery-caption ")
    classes = "wp-block-gallery has-nested-images columns-default"
    return _block("gallery", f'<figure class="{classes}">{inner}</figure>', linkTo="none",
                  imageCrop=False)  # fmt: skip


def _image(piece: Piece, caption: str) -> str:
    image = (f'<img src="{html.escape(piece.url)}" alt="{words(piece.alt_text)}"'
             f' class="wp-image-{piece.number}"/>')  # fmt: skip
    inner = f'<figure class="wp-block-image size-full">{image}{_caption(caption)}</figure>'
    return _block("image", inner, id=piece.number, sizeSlug="full", linkDestination="none")


def _player(piece: Piece) -> str:
    name = "video" if piece.entry.kind is Kind.VIDEO else "audio"
    label = f' aria-label="{words(piece.alt_text)}"' if piece.alt_text else ""
    player = f'<{name} controls src="{html.escape(piece.url)}"{label}></{name}>'
    inner = f'<figure class="wp-block-{name}">{player}{_caption(piece.entry.caption)}</figure>'
    return _block(name, inner, id=piece.number)


def _caption(text: str, more: str = "") -> str:
    if not text:
        return ""
    return f'<figcaption class="{more}wp-element-caption">{words(text)}</figcaption>'
