"""A checkpoint: the state of the trail under the Head's signature, to be kept elsewhere.

Whoever rewrites what came before it, with whatever rights, is found out by whoever holds a copy.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

from soptui.sop.canonical import Document, canonical

NAMESPACE: Final = "soptui-checkpoint"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`events` stood in the trail at `at`, `trail` is the hash of the last; `register` that of the
    last entry about keys; `signer` is the account and `key` the fingerprint that signed it.
    """

    office: str
    events: int
    trail: str
    register: str
    at: str
    signer: int
    name: str
    key: str

    def canonical(self) -> bytes:
        """What is signed (RFC 8785)."""
        said: Document = {"type": NAMESPACE, "version": 1, **asdict(self)}
        return canonical(said)

    @classmethod
    def parse(cls, text: bytes | str) -> Checkpoint:
        """The inverse of `canonical`. Raises ValueError, KeyError, TypeError for anything else."""
        said: Document = json.loads(text)
        if (said.pop("type"), said.pop("version")) != (NAMESPACE, 1):
            raise ValueError("no checkpoint that this program knows")
        return cls(**said)
