"""Documents as RFC 8785 writes them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.errors import InvalidInput
from soptui.sop.canonical import canonical, digest, stamp

VALUES = st.recursive(
    st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(
        st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcz", max_size=3), inner,
                                                               max_size=4),
    max_leaves=12,
)  # fmt: skip


def test_the_example_of_the_rfc() -> None:
    """RFC 8785, 3.2.2 and 3.2.3, but for its floating-point numbers."""
    given = {
        "string": '\u20ac$\u000f\nA\'B"\\\\"/', "literals": [True, False],
        "\u20ac": "Euro Sign", "\r": "Carriage Return", "1": "One", "\u0080": "Control",
    }  # fmt: skip
    assert canonical(given).decode() == (
        '{"\\r":"Carriage Return","1":"One","literals":[true,false],'
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/","\u0080":"Control","\u20ac":"Euro Sign"}'
    )


@given(st.dictionaries(st.text("abcz", max_size=3), VALUES, max_size=5))
def test_it_is_read_back_and_written_alike(document: dict[str, object]) -> None:
    written = canonical(document)
    assert json.loads(written) == document
    shuffled = dict(reversed(list(document.items())))
    assert canonical(shuffled) == written
    assert digest(written) == digest(canonical(json.loads(written)))


@pytest.mark.parametrize("value", ["\ud800", 2**60])
def test_what_has_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(InvalidInput, match="cannot be written down"):
        canonical({"a": value})


def test_a_moment_is_written_in_utc_to_the_millisecond() -> None:
    moment = datetime(2026, 11, 25, 15, 12, 13, 123_999, tzinfo=timezone(timedelta(hours=7)))
    assert stamp(moment) == "2026-11-25T08:12:13.124Z"
    assert stamp(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000Z"
