"""Bluesky: keys and links here; posting in `tests.channels.pds`, against a real server."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from soptui.channels.bluesky import link_facets, record_key
from soptui.channels.social import graphemes

WHEN = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def test_a_key_is_one_deliverys_and_in_the_order_of_time() -> None:
    key = record_key(WHEN, "041-bluesky-1")
    assert len(key) == 13
    assert key == record_key(WHEN, "041-bluesky-1") != record_key(WHEN, "042-bluesky-1")
    assert record_key(WHEN, "x") < record_key(WHEN + timedelta(seconds=1), "a")
    assert set(key) <= set("234567abcdefghijklmnopqrstuvwxyz")
    assert key[0] in "234567abcdefghij"  # atproto: the highest bit is 0


@given(st.text(max_size=40), st.text(max_size=20))
def test_links_are_marked_in_bytes(before: str, after: str) -> None:
    text = f"{before} https://contoh.example/a?b=1, {after}"
    raw = text.encode("utf-8", "surrogatepass")
    found = [raw[facet["index"]["byteStart"] : facet["index"]["byteEnd"]]
             for facet in link_facets(text.encode("utf-8", "replace").decode())]  # fmt: skip
    assert b"https://contoh.example/a?b=1" in found or "\ud800" <= max(text) <= "\udfff"


def test_letters_are_counted_as_people_see_them() -> None:
    assert graphemes("e\u0301 👩‍👩‍👧") == 3
