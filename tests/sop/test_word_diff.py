"""What changed inside a text can be put together to both of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.changes import How
from soptui.sop.word_diff import Piece, word_diff

TEXTS = st.lists(st.sampled_from(["las", "dibuka", "BLK", "12", "orang", "\n\n", " ", "–"]),
                 max_size=30).map(" ".join)  # fmt: skip


@given(TEXTS, TEXTS)
def test_both_texts_are_in_it(was: str, now: str) -> None:
    pieces = word_diff(was, now)
    assert "".join(text for how, text in pieces if how is not How.REMOVED) == now
    assert "".join(text for how, text in pieces if how is not How.ADDED) == was
    assert all(text for _how, text in pieces)


def test_one_changed_word_is_told_alone() -> None:
    assert word_diff("20 orang hadir", "25 orang hadir") == (
        Piece(How.REMOVED, "20"), Piece(How.ADDED, "25"), Piece(None, " orang hadir"),
    )  # fmt: skip
