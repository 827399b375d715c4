"""What changed between two rounds of a release, told as a person would tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from soptui.sop.manifest import Manifest, MediaEntry, RenditionEntry
from soptui.sop.picture_words import without_words

_PARAGRAPH = re.compile(r"\n\s*\n")
_Key = tuple[str, int]
"""A media entry: its SHA-256, and which of several with the same content it is."""


class How(StrEnum):
    """What happened to it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class What(StrEnum):
    """What a change is about."""

    TITLE = "title"
    LEAD = "lead"
    PARAGRAPH = "paragraph"
    LAYOUT = "layout"
    """The body's words are the same, its blank lines are not."""
    MEDIA = "media"
    CAPTION = "caption"
    ALT_TEXT = "alt_text"
    CHANNEL = "channel"
    CHANNEL_TEXT = "channel_text"
    EVENT_DATE = "event_date"
    BYLINE = "byline"
    EMBARGO = "embargo"
    PURPOSE = "purpose"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `place` counts from 1, in the new release, or in the old one for what was
    removed; 0 where there is only one. `name` is the channel's.
    """

    how: How
    what: What
    place: int = 0
    name: str = ""
    was: str = ""
    now: str = ""


def changes(before: Manifest, after: Manifest) -> tuple[Change, ...]:
    """Everything in which the two differ, in reading order; the round itself is no change."""
    return (
        *_text(What.TITLE, before.title, after.title),
        *_text(What.LEAD, before.lead, after.lead),
        *_body(before.body, after.body),
        *_media(before, after),
        *_channels(dict(_named(before)), dict(_named(after))),
        *_text(What.EVENT_DATE, before.event_date, after.event_date),
        *_text(What.BYLINE, before.byline, after.byline),
        *_text(What.EMBARGO, before.embargo, after.embargo),
        *_text(What.PURPOSE, before.purpose, after.purpose),
        *_text(What.REASON, before.reason, after.reason),
    )


def content_changes(before: Manifest, after: Manifest) -> tuple[Change, ...]:
    """The same without what the two are for: only in what the public gets of them."""
    about = {What.PURPOSE, What.REASON}
    return tuple(change for change in changes(before, after) if change.what not in about)


def paragraphs(body: str) -> list[str]:
    """The body's paragraphs, parted by blank lines."""
    return [part.strip() for part in _PARAGRAPH.split(body) if part.strip()]


def _text(what: What, was: str, now: str, place: int = 0, name: str = "") -> Iterator[Change]:
    if was != now:
        yield Change(How.CHANGED, what, place, name, was, now)


def _body(was: str, now: str) -> Iterator[Change]:
    old, new = paragraphs(was), paragraphs(now)
    if old == new:
        yield from _text(What.LAYOUT, was, now)
        return
    for tag, first, last, start, end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        both = min(last - first, end - start)
        for index in range(both):
            yield from _text(What.PARAGRAPH, old[first + index], new[start + index],
                             place=start + index + 1)  # fmt: skip
        for index in range(first + both, last):
            yield Change(How.REMOVED, What.PARAGRAPH, index + 1, was=old[index])
        for index in range(start + both, end):
            yield Change(How.ADDED, What.PARAGRAPH, index + 1, now=new[index])


def _media(was: Manifest, now: Manifest) -> Iterator[Change]:
    old, new = _keyed(was.media), _keyed(now.media)
    both = {name for name, _text in _named(was)} & {name for name, _text in _named(now)}
    places = {key: place for place, key in enumerate(new, start=1)}
    for place, (key, entry) in enumerate(old.items(), start=1):
        if key not in new:
            yield Change(How.REMOVED, What.MEDIA, place, was=entry.caption or entry.alt_text)
    retold = (was.title, was.byline, was.event_date) != (now.title, now.byline, now.event_date)
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    for key, entry in new.items():
        place = places[key]
        if key not in old:
            yield Change(How.ADDED, What.MEDIA, place, now=entry.caption or entry.alt_text)
            continue
        if key in moved:
            yield Change(How.MOVED, What.MEDIA, place)
        if not _made_alike(old[key], entry, both, retold=retold):
            yield Change(How.CHANGED, What.MEDIA, place)
        yield from _entry(old[key], entry, place)


def _entry(was: MediaEntry, now: MediaEntry, place: int) -> Iterator[Change]:
    yield from _text(What.CAPTION, was.caption, now.caption, place)
    yield from _text(What.ALT_TEXT, was.alt_text, now.alt_text, place)


def _made_alike(was: MediaEntry, now: MediaEntry, channels: set[str], *, retold: bool) -> bool:
    """Whether both are the same, and the files that go out to `channels`: a channel more or less is
    told once. Files say what the release says: other words in them, where these are told as changed
    (`retold`, caption, alternative text), are not another picture.
    """
    retold = retold or (was.caption, was.alt_text) != (now.caption, now.alt_text)
    old = [one for one in was.renditions if one.channel in channels]
    new = [one for one in now.renditions if one.channel in channels]
    return (was.kind, was.media_type, len(old)) == (now.kind, now.media_type, len(new)) and all(
        one == other or (retold and _differ_in_words(one, other))
        for one, other in zip(old, new, strict=True)
    )


def _differ_in_words(one: RenditionEntry, other: RenditionEntry) -> bool:
    """Whether the two files show the same, and their recipes say that they tell something else."""
    if one.recipe == other.recipe or without_words(one.recipe) != without_words(other.recipe):
        return False
    return replace(one, recipe=other.recipe, sha256=other.sha256) == other


def _keyed(entries: Sequence[MediaEntry]) -> dict[_Key, MediaEntry]:
    seen: Counter[str] = Counter()
    keyed = {}
    for entry in entries:
        keyed[entry.sha256, seen[entry.sha256]] = entry
        seen[entry.sha256] += 1
    return keyed


def _moved(was: list[_Key], now: list[_Key]) -> set[_Key]:
    """Those that changed places; what only made room for them did not."""
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    stayed = {key for block in blocks for key in was[block.a : block.a + block.size]}
    return set(now) - stayed


def _named(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for entry in manifest.channels:
        yield entry.channel, entry.text


def _channels(was: dict[str, str], now: dict[str, str]) -> Iterator[Change]:
    for name in was:
        if name not in now:
            yield Change(How.REMOVED, What.CHANNEL, name=name)
    for name, text in now.items():
        if name not in was:
            yield Change(How.ADDED, What.CHANNEL, name=name, now=text)
        else:
            yield from _text(What.CHANNEL_TEXT, was[name], text, name=name)
    if [name for name in was if name in now] != [name for name in now if name in was]:
        yield Change(How.MOVED, What.CHANNEL)
