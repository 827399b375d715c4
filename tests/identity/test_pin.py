from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from soptui.errors import InvalidInput
from soptui.identity.kdf import PIN_COST, VAULT_COST, Cost, derive_key
from soptui.identity.pin import check_passphrase_rules, check_pin_rules, hash_pin, verify_pin

CHEAP = Cost(memory_kib=64, iterations=1, lanes=1)
DIGITS = "0123456789"


def test_the_right_pin_fits_and_others_do_not():
    encoded = hash_pin("482913", CHEAP)
    assert verify_pin("482913", encoded)
    assert not verify_pin("482914", encoded)
    assert not verify_pin("", encoded)


def test_a_verifier_names_its_cost_but_not_the_pin():
    first, second = hash_pin("482913"), hash_pin("482913")
    assert first.startswith("$argon2id$v=19$m=65536,t=2,p=2$")
    assert first != second, "every verifier has its own salt"
    assert "482913" not in first


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "x",
        "482913",
        "$argon2id$v=19$m=64,t=0,p=1$$",
        "$argon2i$v=19$m=64,t=1,p=1$YWFhYWFhYWE$YQ",
    ],
)
def test_a_damaged_verifier_fits_no_pin(damaged):
    assert not verify_pin("482913", damaged)


def test_letters_count_the_same_however_the_terminal_composes_them():
    composed = "kopi-susu-é"
    decomposed = unicodedata.normalize("NFD", composed)
    assert composed != decomposed
    assert verify_pin(decomposed, hash_pin(composed, CHEAP))


@given(st.text(st.characters(), min_size=1))
@example("\udcff rahasia")
def test_no_text_makes_hashing_fail(secret):
    """An encoding error would carry the secret in its message."""
    assert verify_pin(secret, hash_pin(secret, CHEAP))


@given(st.text(DIGITS, max_size=5))
def test_fewer_than_six_digits_are_refused(pin):
    with pytest.raises(InvalidInput):
        check_pin_rules(pin)


@given(st.text("abcdefgxyz0123!?", min_size=1, max_size=7).filter(lambda pin: not pin.isdigit()))
def test_fewer_than_eight_mixed_characters_are_refused(pin):
    with pytest.raises(InvalidInput):
        check_pin_rules(pin)


@given(st.sampled_from(DIGITS), st.integers(6, 20), st.sampled_from([0, 1, -1]))
def test_repeats_and_runs_of_digits_are_refused(first, length, step):
    pin = "".join(str((int(first) + step * place) % 10) for place in range(length))
    with pytest.raises(InvalidInput):
        check_pin_rules(pin)


@pytest.mark.parametrize("pin", ["aaaaaaaa", "abcdefgh", "HGFEDCBA", "AbCdEfGh", "aAaAaAaA"])
def test_repeats_and_runs_of_letters_are_refused(pin):
    with pytest.raises(InvalidInput):
        check_pin_rules(pin)


@pytest.mark.parametrize("pin", [" 482913 ", "4829\x1b[A13", "482913\n", "48291\u200b3"])
def test_what_cannot_be_seen_is_refused(pin):
    with pytest.raises(InvalidInput):
        check_pin_rules(pin)


@pytest.mark.parametrize("pin", ["482913", "112233", "Sepeda#9", "kuda lumping", "١٢٣٤٥٩٨٧"])
def test_reasonable_pins_pass(pin):
    check_pin_rules(pin)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_a_refusal_never_repeats_the_pin(pin):
    try:
        check_pin_rules(pin)
    except InvalidInput as refusal:
        assert refusal.message in {"The PIN is too short.", "The PIN is too easy to guess."}
        assert refusal.remedy


def test_passphrases_need_twelve_characters():
    with pytest.raises(InvalidInput, match="too short"):
        check_passphrase_rules("kopi susu 1")
    check_passphrase_rules("kopi susu 12")


@pytest.mark.parametrize("passphrase", ["aaaaaaaaaaaaaa", "123456789012", "abcdefghijklm"])
def test_regular_passphrases_are_refused(passphrase):
    with pytest.raises(InvalidInput, match="easy to guess"):
        check_passphrase_rules(passphrase)


@pytest.mark.parametrize(
    "cost",
    [(7, 1, 1), (64, 0, 1), (64, 1, 0), (8, 1, 2), (1 << 21, 1, 1), (64, 17, 1), (1024, 1, 17)],
)
def test_a_cost_out_of_bounds_is_refused(cost):
    with pytest.raises(ValueError, match="out of bounds"):
        Cost(*cost)


def test_the_vault_costs_more_than_a_pin():
    assert VAULT_COST.memory_kib > PIN_COST.memory_kib
    assert VAULT_COST.iterations > PIN_COST.iterations


def test_argon2id_is_the_standard_one():
    """A vector of the reference program (phc-winner-argon2, test.c): t=2, m=2^8 KiB, p=1."""
    key = derive_key("password", b"somesalt", Cost(memory_kib=256, iterations=2, lanes=1))
    assert key.hex() == "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"
