"""A checkpoint: the state of the trail under the Head's signature, to be kept elsewhere.

Whoever rewrites what came before it, with whatever rights, is found out by whoever holds a copy.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from soptui.clock import local
from soptui.sop.canonical import Document, canonical, read_document
from soptui.sop.inert import visible

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
        said = read_document(text)
        if (said.pop("type"), said.pop("version")) != (NAMESPACE, 1):
            raise ValueError("no checkpoint that this program knows")
        return cls(**said)


def checkpoint_sheet(document: bytes, signature: str) -> str:
    """A checkpoint on paper, in Indonesian as all documents of the office: what must be the same
    when somebody compares, and the whole of it to be typed or scanned again.
    """
    point = Checkpoint.parse(document)
    at = local(datetime.fromisoformat(point.at))
    lines = [
        "TITIK PERIKSA JEJAK AUDIT",
        visible(point.office),
        "",
        f"Waktu            : {at:%d/%m/%Y %H.%M.%S} WIB",
        f"Jumlah catatan   : {point.events}",
        "Sidik catatan terakhir:",
        *(f"    {point.trail[start : start + 32]}" for start in (0, 32)),
        f"Ditandatangani   : {visible(point.name)}",
        f"Kunci            : {point.key}",
        "",
        "Simpan lembar ini di luar kantor. Siapa pun yang kelak menulis ulang jejak audit",
        "sebelum titik ini akan ketahuan: bandingkan dengan “soptui verify --checkpoint”.",
        "",
        document.decode(),
        "",
        signature,
    ]
    return "\n".join(lines)
