"""Signatures that OpenSSH itself makes and checks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from soptui.identity import sshsig
from soptui.identity.allowed_signers import allowed_signers, principal, signed_with
from soptui.identity.signing import PublicKey, Signer
from soptui.sop.register import FOREVER, HeldKey, Trust

SPACE = "soptui-decision"
MESSAGE = b'{"item":"041"}'
SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
KEY = SIGNER.public_key


def held(**changes: object) -> HeldKey:
    fields: dict[str, object] = {
        "fingerprint": KEY.fingerprint, "key": KEY.openssh(), "holder": 3, "name": "Kepala Dinas",
        "is_head": True, "since": "2026-11-23T02:00:00.000Z", "until": FOREVER,
        "trust": Trust.FIRST, **changes,
    }  # fmt: skip
    return HeldKey(**fields)  # type: ignore[arg-type]


def openssh_says(tmp_path: Path, signature: str, message: bytes, at: str, **changes: object) -> int:
    """The exit code of `ssh-keygen -Y verify`, as the exported instructions call it."""
    (tmp_path / "allowed_signers").write_text(allowed_signers([held(**changes)]))
    (tmp_path / "sig").write_text(signature)
    return subprocess.run(
        ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "allowed_signers"), "-I",
         principal(3), "-n", SPACE, "-O", f"verify-time={at}", "-s", str(tmp_path / "sig")],
        input=message, capture_output=True,
    ).returncode  # fmt: skip


def test_openssh_accepts_it_in_its_time_and_not_outside(tmp_path: Path) -> None:
    signature = sshsig.sign(SIGNER, SPACE, MESSAGE)
    until = {"until": "2026-12-01T00:00:00.000Z"}
    assert openssh_says(tmp_path, signature, MESSAGE, "20261124000000Z", **until) == 0
    assert openssh_says(tmp_path, signature, MESSAGE + b" ", "20261124000000Z") != 0
    assert openssh_says(tmp_path, signature, MESSAGE, "20261122000000Z") != 0
    assert openssh_says(tmp_path, signature, MESSAGE, "20261202000000Z", **until) != 0
    other = sshsig.sign(SIGNER, "soptui-register", MESSAGE)
    assert openssh_says(tmp_path, other, MESSAGE, "20261124000000Z") != 0


def test_what_openssh_signs_is_accepted(tmp_path: Path) -> None:
    key = tmp_path / "id"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (tmp_path / "a").write_bytes(MESSAGE)
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", SPACE,
                    str(tmp_path / "a")], check=True, capture_output=True)  # fmt: skip
    line = key.with_suffix(".pub").read_text()
    signature = (tmp_path / "a.sig").read_text()
    assert signed_with(SPACE, line, MESSAGE, signature)
    assert not signed_with("other", line, MESSAGE, signature)
    assert not signed_with(SPACE, KEY.openssh(), MESSAGE, signature)


@given(st.integers(min_value=0), st.integers(0, 255))
def test_any_changed_byte_of_the_armor_is_noticed(place: int, value: int) -> None:
    signature = sshsig.sign(SIGNER, SPACE, MESSAGE)
    place %= len(signature)
    changed = signature[:place] + chr(value) + signature[place + 1 :]
    same = changed == signature or changed.rstrip("\n") == signature.rstrip("\n")
    assert sshsig.is_signed(KEY, SPACE, MESSAGE, changed) is same


@given(st.text(max_size=400))
def test_what_is_no_signature_is_none(text: str) -> None:
    assert not sshsig.is_signed(KEY, SPACE, MESSAGE, text)
    assert not signed_with(SPACE, text, MESSAGE, sshsig.sign(SIGNER, SPACE, MESSAGE))


@pytest.mark.parametrize("cut", [4, 10, 60])
def test_a_cut_blob_is_no_signature(cut: int) -> None:
    armored = sshsig.sign(SIGNER, SPACE, MESSAGE).splitlines()
    body = "".join(armored[1:-1])[:-cut]
    body += "=" * (-len(body) % 4)
    text = "\n".join([armored[0], body, armored[-1], ""])
    assert not sshsig.is_signed(KEY, SPACE, MESSAGE, text)


def test_a_name_cannot_add_a_line_or_an_option() -> None:
    text = allowed_signers([held(name='a"\nroot namespaces="*" ssh-ed25519 AAAA')])
    assert len(text.splitlines()) == 1
    assert text.startswith('signer-3@soptui namespaces="soptui-*",valid-after="20261123020000Z"')


def test_other_kinds_of_keys_sign_nothing_here() -> None:
    assert not signed_with(SPACE, "ssh-rsa AAAAB3NzaC1yc2E=", MESSAGE, "x")
    assert PublicKey.parse(KEY.openssh()) == KEY
