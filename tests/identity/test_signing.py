from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from soptui.errors import IdentityError
from soptui.identity.signing import PublicKey, Signer, verify

SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")


@pytest.fixture
def signer() -> Signer:
    """The key of RFC 8032, test 1."""
    return Signer(Ed25519PrivateKey.from_private_bytes(SEED))


def test_the_signature_is_the_standards(signer):
    """RFC 8032, 7.1, test 1."""
    assert signer.public_key.raw == PUBLIC
    assert signer.sign(b"").hex() == (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )


@given(st.integers(0, 63), st.integers(0, 7))
def test_one_changed_bit_is_noticed(place, bit):
    signature = bytearray(Signer(Ed25519PrivateKey.from_private_bytes(SEED)).sign(b"data"))
    assert verify(PUBLIC, b"data", bytes(signature))
    signature[place] ^= 1 << bit
    assert not verify(PUBLIC, b"data", bytes(signature))


@pytest.mark.parametrize(
    ("key", "signature"), [(b"", b"x" * 64), (PUBLIC, b""), (b"x" * 31, b"x" * 64)]
)
def test_what_is_no_key_or_signature_is_not_valid(key, signature):
    assert not verify(key, b"data", signature)


def test_a_closed_signer_signs_nothing(signer):
    with signer:
        signer.sign(b"data")
    with pytest.raises(IdentityError, match="locked"):
        signer.sign(b"data")
    assert signer.public_key.raw == PUBLIC


def test_a_signer_shows_its_name_and_no_secret(signer):
    assert repr(signer) == f"<Signer {signer.public_key.fingerprint} open>"
    assert SEED.hex() not in repr(signer)
    assert repr(SEED) not in repr(signer)
    signer.close()
    assert repr(signer).endswith("closed>")


def test_the_key_line_and_the_fingerprint_are_those_of_openssh():
    """As `ssh-keygen -lf` prints them for this key."""
    key = PublicKey(PUBLIC)
    line = key.openssh("kepala@kantor")
    assert line == (
        "ssh-ed25519 "
        "AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea kepala@kantor"
    )
    assert key.fingerprint == "SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8"


def test_a_comment_cannot_add_a_line():
    line = PublicKey(PUBLIC).openssh("a\nssh-ed25519 AAAA \x1b[2J b")
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line


def test_a_key_has_32_bytes():
    with pytest.raises(ValueError, match="32 bytes"):
        PublicKey(b"short")


def test_a_key_line_is_read_back():
    key = PublicKey(PUBLIC)
    assert PublicKey.parse(key.openssh("kepala kantor")) == key


@pytest.mark.parametrize(
    "line",
    [
        "",
        "ssh-ed25519",
        "ssh-ed25519 AAAA",
        "ssh-ed25519 *",
        "ssh-rsa " + PublicKey(PUBLIC).openssh()[12:],
    ],
)
def test_what_is_no_key_line_is_refused(line):
    with pytest.raises(ValueError):
        PublicKey.parse(line)
