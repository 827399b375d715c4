from __future__ import annotations

import base64
import json
import subprocess
import sys

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from soptui.errors import IdentityError, InvalidInput, WrongSecret
from soptui.identity.kdf import VAULT_COST, Cost
from soptui.identity.keyring_file import secret_store
from soptui.identity.recovery_code import new_code, tidy_code
from soptui.identity.signing import verify
from soptui.identity.vault import (
    RECOVERY,
    SERVICE,
    adopt,
    change_passphrase,
    public_key,
    recover,
    stage_key,
    unseal,
)
from soptui.paths import Home
from tests.identity.keys import CHEAP, create_key

PASSPHRASE = "empat sapi minum teh"
NEW = "lima kambing makan roti"

LATE_IMPORTS = """
import getpass, sys
getpass.getpass = getpass.unix_getpass = lambda *_, **__: sys.exit("asked on the terminal")
import soptui.identity.vault, soptui.identity.pin, soptui.identity.diagnosis
heavy = sorted(name for name in sys.modules if name.split(".")[0] in ("keyring", "cryptography"))
assert not heavy, heavy
from pathlib import Path
from soptui.identity.kdf import Cost
from soptui.identity.keyring_file import secret_store
from soptui.paths import Home
store = secret_store(Home(Path(sys.argv[1])))
cost = Cost(memory_kib=64, iterations=1, lanes=1)
made = soptui.identity.vault.stage_key(store, "head", "empat sapi minum teh", cost=cost)
soptui.identity.vault.adopt(store, "head", made.signer.public_key.fingerprint)
soptui.identity.vault.unseal(store, "head", "empat sapi minum teh").sign(b"data")
soptui.identity.diagnosis.describe(Home(Path(sys.argv[1])))
backends = sorted(name for name in sys.modules if name.startswith("keyring.backends."))
assert backends in ([], ["keyring.backends.fail"]), backends
import keyring.core
assert keyring.core._keyring_backend is None, "a backend was chosen by priority"
"""


class LockedDesktop(KeyringBackend):
    """A desktop's keyring whose owner dismissed the question."""

    priority = -1

    def get_password(self, service, username):
        raise KeyringLocked("Failed to unlock the collection!")

    def set_password(self, service, username, password):
        raise KeyringLocked("Failed to unlock the collection!")


@pytest.fixture
def store(tmp_path):
    return secret_store(Home(tmp_path / "home"))


def envelope(store, person="head"):
    return json.loads(store.get_password(SERVICE, person))


def test_a_key_is_made_opened_and_signs(store):
    made = create_key(store, "head", PASSPHRASE)
    with unseal(store, "head", PASSPHRASE) as signer:
        signature = signer.sign(b"data")
    assert signer.public_key == made == public_key(store, "head")
    assert verify(made.raw, b"data", signature)


def test_the_usual_cost_is_high_and_stands_in_the_envelope(store):
    create_key(store, "head", PASSPHRASE, VAULT_COST)
    assert envelope(store)["cost"] == {"memory_kib": 131072, "iterations": 3, "lanes": 2}
    assert Cost(**envelope(store)["cost"]) == VAULT_COST
    unseal(store, "head", PASSPHRASE).close()


@pytest.mark.parametrize("wrong", ["", "empat sapi minum te", PASSPHRASE.upper(), "\udcff"])
def test_a_wrong_passphrase_opens_nothing(store, wrong):
    create_key(store, "head", PASSPHRASE)
    with pytest.raises(WrongSecret, match="does not fit, or the sealed key was changed"):
        unseal(store, "head", wrong)


def test_without_a_key_nothing_is_opened(store):
    with pytest.raises(IdentityError, match="no signing key"):
        unseal(store, "head", PASSPHRASE)
    assert public_key(store, "head") is None


def test_a_weak_passphrase_makes_no_key(store):
    with pytest.raises(InvalidInput):
        create_key(store, "head", "too short")
    assert public_key(store, "head") is None


def test_a_staged_key_leaves_the_old_one_until_it_is_adopted(store):
    first = create_key(store, "head", PASSPHRASE)
    staged = stage_key(store, "head", NEW, cost=CHEAP)
    assert unseal(store, "head", PASSPHRASE).public_key == first
    assert not adopt(store, "head", first.fingerprint)
    for _again in range(2):
        adopt(store, "head", staged.signer.public_key.fingerprint)
        assert unseal(store, "head", NEW).public_key == staged.signer.public_key


def test_the_code_from_the_safe_opens_the_same_key_once(store):
    made = stage_key(store, "head", PASSPHRASE, cost=CHEAP)
    adopt(store, "head", made.signer.public_key.fingerprint)
    typed = made.recovery_code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    fresh = recover(store, "head", typed, NEW, cost=CHEAP)
    assert unseal(store, "head", NEW).public_key == made.signer.public_key
    for passed in (PASSPHRASE, made.recovery_code):
        with pytest.raises(WrongSecret):
            unseal(store, "head", passed)
    with pytest.raises(WrongSecret):
        recover(store, "head", made.recovery_code, NEW, cost=CHEAP)
    assert recover(store, "head", fresh, PASSPHRASE, cost=CHEAP) != fresh


def test_a_wrong_code_or_a_weak_passphrase_changes_nothing(store):
    create_key(store, "head", PASSPHRASE)
    before = [store.get_password(service, "head") for service in (SERVICE, RECOVERY)]
    with pytest.raises(WrongSecret):
        recover(store, "head", new_code(), NEW, cost=CHEAP)
    with pytest.raises(InvalidInput):
        recover(store, "head", new_code(), "short", cost=CHEAP)
    assert [store.get_password(service, "head") for service in (SERVICE, RECOVERY)] == before


def test_codes_are_long_and_never_the_same():
    codes = {new_code() for _code in range(200)}
    assert len(codes) == 200
    assert all(len(code.replace("-", "")) == 25 and tidy_code(code) == code for code in codes)


def test_the_envelope_holds_neither_the_key_nor_the_passphrase(store):
    create_key(store, "head", PASSPHRASE)
    text = store.get_password(SERVICE, "head")
    assert PASSPHRASE not in text
    key = unseal(store, "head", PASSPHRASE)._key
    assert key is not None
    assert base64.b64encode(key.private_bytes_raw()).decode() not in text


@pytest.mark.parametrize("field", ["public_key", "salt", "nonce", "sealed"])
def test_a_changed_envelope_does_not_open(store, field):
    create_key(store, "head", PASSPHRASE)
    document = envelope(store)
    first = document[field][0]
    document[field] = ("B" if first != "B" else "C") + document[field][1:]
    store.set_password(SERVICE, "head", json.dumps(document))
    with pytest.raises(WrongSecret):
        unseal(store, "head", PASSPHRASE)


def test_a_changed_cost_does_not_open(store):
    create_key(store, "head", PASSPHRASE)
    document = envelope(store)
    document["cost"]["iterations"] = 2
    store.set_password(SERVICE, "head", json.dumps(document))
    with pytest.raises(WrongSecret):
        unseal(store, "head", PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"cost": {"memory_kib": 1 << 40, "iterations": 1, "lanes": 1}},
        {"cost": {"memory_kib": 64}},
        {"cost": None},
        {"salt": "YQ=="},
        {"nonce": ""},
        {"public_key": "*"},
        {"sealed": 5},
    ],
)
def test_what_is_no_envelope_is_told(store, change):
    create_key(store, "head", PASSPHRASE)
    store.set_password(SERVICE, "head", json.dumps({**envelope(store), **change}))
    with pytest.raises(IdentityError, match="damaged") as failure:
        unseal(store, "head", PASSPHRASE)
    assert not isinstance(failure.value, WrongSecret)


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "{", "[" * 100_000])
def test_what_is_not_even_a_document_is_told(store, text):
    store.set_password(SERVICE, "head", text)
    with pytest.raises(IdentityError, match="damaged"):
        unseal(store, "head", PASSPHRASE)


def test_another_persons_envelope_does_not_open_even_with_its_passphrase(store):
    """A person who may write the keyring puts their own envelope under the head's name."""
    create_key(store, "head", PASSPHRASE)
    create_key(store, "clerk", NEW)
    store.set_password(SERVICE, "head", store.get_password(SERVICE, "clerk"))
    for passphrase in (PASSPHRASE, NEW):
        with pytest.raises(WrongSecret):
            unseal(store, "head", passphrase)
    unseal(store, "clerk", NEW).close()


def test_a_changed_passphrase_keeps_the_key(store):
    made = create_key(store, "head", PASSPHRASE)
    before = envelope(store)
    change_passphrase(store, "head", PASSPHRASE, NEW, cost=CHEAP)
    assert unseal(store, "head", NEW).public_key == made
    with pytest.raises(WrongSecret):
        unseal(store, "head", PASSPHRASE)
    assert envelope(store)["salt"] != before["salt"]
    assert envelope(store)["nonce"] != before["nonce"]


def test_a_passphrase_is_not_changed_without_the_old_one_or_to_a_weak_one(store):
    create_key(store, "head", PASSPHRASE)
    before = envelope(store)
    with pytest.raises(WrongSecret):
        change_passphrase(store, "head", NEW, NEW, cost=CHEAP)
    with pytest.raises(InvalidInput):
        change_passphrase(store, "head", PASSPHRASE, "short", cost=CHEAP)
    assert envelope(store) == before


def test_no_error_repeats_the_passphrase(store):
    create_key(store, "head", PASSPHRASE)
    wrong = "rahasia-yang-salah"
    with pytest.raises(WrongSecret) as failure:
        unseal(store, "head", wrong)
    told = failure.value
    for shown in (repr(told), str(told), told.sentence, repr(told.__cause__), repr(vars(told))):
        assert wrong not in shown
    assert told.__suppress_context__


def test_a_desktop_keyring_that_stays_locked_is_told_in_plain_words():
    store = LockedDesktop()
    with pytest.raises(IdentityError, match="did not answer"):
        unseal(store, "head", PASSPHRASE)
    with pytest.raises(IdentityError, match="did not answer"):
        create_key(store, "head", PASSPHRASE)


def test_no_keyring_is_chosen_and_nobody_is_asked_on_the_terminal(tmp_path):
    """Also: what the first screen may import loads neither keyring nor cryptography."""
    done = subprocess.run(
        [sys.executable, "-c", LATE_IMPORTS, str(tmp_path / "home")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
