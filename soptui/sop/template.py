"""How a channel's first text is composed from a release: a template with places in braces."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from soptui.errors import InvalidInput
from soptui.i18n import N_, _
from soptui.sop.hashtags import shown

PLACES: Final = {
    "judul": N_("the title"),
    "ringkasan": N_("the lead"),
    "isi": N_("the body"),
    "tautan": N_("the link to the article"),
    "tagar": N_("the hashtags"),
}
"""What may stand in braces, and what comes there. Indonesian in every language: it is what the
office writes, and files outlive settings."""

LONGEST: Final = 2000
_PLACE = re.compile(r"\{([^{}\n]*)\}")
_LOOSE_END = " \t–—-:|·"
"""What nobody wants at the end of a line whose last place stayed empty."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """What a template can take of a release; the hashtags without their `#`."""

    title: str
    lead: str
    body: str = ""
    link: str = ""
    hashtags: tuple[str, ...] = ()

    @property
    def places(self) -> dict[str, str]:
        """What comes where."""
        texts = self.title, self.lead, self.body, self.link, shown(self.hashtags)
        return dict(zip(PLACES, texts, strict=True))


@dataclass(frozen=True, slots=True)
class Composed:
    """A text, and what had to stay out of it because the channel takes no more."""

    text: str = ""
    hashtags_out: int = 0
    lead_out: bool = False


NOTHING: Final = Composed()


def check_template(template: str) -> str:
    """The template without blanks around it. Raises InvalidInput, saying what is wrong with it."""
    names = set(_names(template))
    known = " ".join(f"{{{name}}}" for name in PLACES)
    if unknown := sorted(names - set(PLACES)):
        raise InvalidInput(
            _("Nothing comes in the place of {name}.").format(name=f"{{{unknown[0]}}}"),
            remedy=_("Known are: {places}").format(places=known),
        )
    if not names & {"judul", "ringkasan", "isi"}:
        raise InvalidInput(
            _("This template would say the same of every release."),
            remedy=_("Known are: {places}").format(places=known),
        )
    if len(template) > LONGEST:
        raise InvalidInput(
            _("The text is longer than {count} characters.").format(count=LONGEST),
            remedy=_("Shorten it; what you typed is still on the screen."),
        )
    return template.strip()


def compose_text(
    template: str, pieces: Pieces, measure: Callable[[str], int], limit: int
) -> Composed:
    """The first text of a channel that takes `limit` in the units of `measure`.

    Where it would be too long, hashtags stay out from the end on; if that is not enough the lead
    stays out, whole: a sentence is never cut. What is still too long is left to a person. Nothing
    comes of a release in which nothing is written.
    """
    if not (pieces.title or pieces.lead or pieces.body):
        return NOTHING
    bare = replace(pieces, hashtags=())
    names = set(_names(template))
    says_more = (pieces.title and "judul" in names) or (pieces.body and "isi" in names)
    tries = [bare, replace(bare, lead="")] if says_more else [bare]
    for one in tries:
        if measure(fill(template, one)) <= limit:
            tags = pieces.hashtags
            while measure(text := fill(template, replace(one, hashtags=tags))) > limit:
                tags = tags[:-1]
            return Composed(text, len(pieces.hashtags) - len(tags), one.lead != pieces.lead)
    return Composed(fill(template, bare), len(pieces.hashtags))


def fill(template: str, pieces: Pieces) -> str:
    """The template with everything in its place. A line of which nothing came goes, and blank lines
    that then follow one another become one.
    """
    lines = (_filled(line, pieces.places) for line in template.splitlines())
    text = "\n".join(line for line in lines if line is not None)
    return re.sub(r"\n(\s*\n)+", "\n\n", text).strip()


def _filled(line: str, places: dict[str, str]) -> str | None:
    names = _names(line)
    empty = [name for name in names if not places.get(name)]
    if names and len(empty) == len(names):
        return None
    # In one pass: a title that has braces in it is a title.
    text = _PLACE.sub(lambda found: places.get(found[1].strip().lower(), ""), line)
    return text.rstrip(_LOOSE_END) if names and names[-1] in empty else text


def _names(template: str) -> list[str]:
    return [found.strip().lower() for found in _PLACE.findall(template)]
