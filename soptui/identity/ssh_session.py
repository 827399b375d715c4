"""Whose SSH session this is, as the server says (`ExposeAuthInfo yes` in sshd_config(5)).

sshd then names a file in `$SSH_USER_AUTH` that holds the key the session came in with. What cannot
be read there, or is not what sshd writes, says nothing: it only ever restricts who may sign in.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import stat
from collections.abc import Mapping
from typing import Final

from soptui.errors import InvalidInput
from soptui.i18n import _

VARIABLE: Final = "SSH_USER_AUTH"
MOST_BYTES: Final = 64 * 1024
_KEY: Final = re.compile(
    r"((?:ssh|ecdsa|sk)-[A-Za-z0-9@.-]+) ([A-Za-z0-9+/]{32,16384}={0,2})(?: (.*))?"
)


def session_keys(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The fingerprints of the keys that this session proved; none where the server says nothing."""
    path = environment.get(VARIABLE, "")
    found = []
    for line in _read(path).splitlines():
        method, _space, rest = line.partition(" ")
        key = _KEY.fullmatch(rest.strip())
        if method == "publickey" and key is not None:
            found.append(_fingerprint(key[1], key[2]))
    return tuple(mark for mark in found if mark)


def read_key_line(line: str) -> tuple[str, str]:
    """The fingerprint and the comment of a pasted public key. Raises InvalidInput."""
    key = _KEY.fullmatch(" ".join(line.split()))
    mark = _fingerprint(key[1], key[2]) if key else ""
    if key is None or not mark:
        raise InvalidInput(
            _("This is not the line of a public SSH key."),
            remedy=_("Paste the one line of the file that ends in .pub, such as id_ed25519.pub."),
        )
    return mark, (key[3] or "")[:80]


def _fingerprint(kind: str, text: str) -> str:
    """As `ssh-keygen -l` shows it; empty where the text is no key of that kind."""
    try:
        blob = base64.b64decode(text, validate=True)
    except binascii.Error:
        return ""
    name = kind.encode()
    if not blob.startswith(len(name).to_bytes(4) + name):
        return ""
    digest = base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"


def _read(path: str) -> str:
    """A small plain file that is this account's or root's; empty for anything else."""
    if not path:
        return ""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError):
        return ""
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode) or state.st_uid not in {0, os.geteuid()}:
            return ""
        return os.read(descriptor, MOST_BYTES).decode("utf-8", "replace")
    finally:
        os.close(descriptor)
