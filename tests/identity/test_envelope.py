from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.errors import WrongSecret
from soptui.identity.envelope import Envelope
from soptui.identity.kdf import Cost
from soptui.identity.signing import PublicKey

CHEAP = Cost(memory_kib=8, iterations=1, lanes=1)
KEY = PublicKey(bytes(range(32)))
SEED = b"s" * 32


@given(person=st.text(min_size=1), passphrase=st.text())
def test_what_is_sealed_opens_again_after_a_round_through_text(person, passphrase):
    sealed = Envelope.seal(SEED, KEY, person, passphrase, CHEAP)
    assert Envelope.parse(sealed.to_json()) == sealed
    assert sealed.open(person, passphrase) == SEED


@given(st.text(min_size=1), st.text(min_size=1))
def test_it_opens_for_its_person_only(person, other):
    sealed = Envelope.seal(SEED, KEY, person, "passphrase", CHEAP)
    if person != other:
        with pytest.raises(WrongSecret):
            sealed.open(other, "passphrase")


def test_nothing_is_sealed_twice_in_the_same_way():
    first, second = (Envelope.seal(SEED, KEY, "head", "passphrase", CHEAP) for _ in "12")
    assert (first.salt, first.nonce) != (second.salt, second.nonce)
    assert first.sealed != second.sealed


def test_its_repr_holds_no_secret():
    sealed = Envelope.seal(SEED, KEY, "head", "passphrase", CHEAP)
    assert "passphrase" not in repr(sealed)
    assert "s" * 32 not in repr(sealed)
    assert repr(sealed.sealed) not in repr(sealed)
