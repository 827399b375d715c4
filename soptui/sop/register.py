"""The register of signing keys: who held which key, from when to when, and who vouches for it.

It is a chain of signed entries. A key is *enrolled* under its own signature (whoever enrols it can
use it), *endorsed* by a key that counts already, and *ended* by one. What an entry says is believed
for as far as signatures reach; what nobody signed for is said to be so.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from soptui.i18n import N_
from soptui.sop.canonical import Document, canonical, digest, read_document

NAMESPACE: Final = "soptui-register"
GENESIS: Final = "0" * 64
FOREVER: Final = "9999"
"""Later than any RFC 3339 moment: a key without an end."""


class Act(StrEnum):
    """What an entry does."""

    ENROL = "enrol"
    ENDORSE = "endorse"
    END = "end"


class Trust(StrEnum):
    """Why a key counts, or that it does not."""

    PINNED = "pinned"
    """Its fingerprint lies in a file that only the machine's owner writes."""
    ENDORSED = "endorsed"
    """A key that counts vouches for it."""
    FIRST = "first"
    """The office's first key, on a machine where none is pinned."""
    LETTER = "letter"
    """An administrator entered it on a letter; no key vouches for it yet."""
    PENDING = "pending"
    """Nobody vouches for it."""


COUNTS: Final = frozenset({Trust.PINNED, Trust.ENDORSED, Trust.FIRST, Trust.LETTER})

TRUST_NAMES: Final = {
    Trust.PINNED: N_("pinned on this machine"),
    Trust.ENDORSED: N_("vouched for by an earlier key"),
    Trust.FIRST: N_("the office's first key"),
    Trust.LETTER: N_("entered on a letter, vouched for by no key"),
    Trust.PENDING: N_("vouched for by nobody"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored entry: the canonical document, its armored signature."""

    document: bytes
    signature: str

    @property
    def digest(self) -> str:
        return digest(self.document)


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key with its holder. `since` and `until` are RFC 3339 moments, the latter excluded."""

    fingerprint: str
    key: str
    """A line of an OpenSSH key file."""
    holder: int
    name: str
    is_head: bool
    """Whether it is a Head's own key; others sign only by a mandate."""
    since: str
    until: str
    trust: Trust
    basis: str = ""
    entry: str = ""
    replaces: str = ""

    def counts_at(self, moment: str) -> bool:
        """Whether a signature of `moment` under this key is one of the office's."""
        return self.trust in COUNTS and self.since <= moment < self.until


@dataclass(frozen=True, slots=True)
class Register:
    """What the entries amount to. `broken` is the number of the first entry that is not what it
    should be, counted from 1; nothing from there on is believed.
    """

    keys: Mapping[str, HeldKey] = field(default_factory=dict)
    last: str = GENESIS
    count: int = 0
    broken: int | None = None

    def key(self, fingerprint: str) -> HeldKey | None:
        return self.keys.get(fingerprint)

    def to_replace(self, person: int, *, is_head: bool) -> HeldKey | None:
        """Whose place a new key of `person` takes: their own last one's, or where they are the new
        Head the former Head's.
        """
        heads = [held for held in self.keys.values() if held.is_head and held.trust in COUNTS]
        former = heads[-1] if is_head and heads else None
        return self.held_by(person) or former

    def held_by(self, person: int) -> HeldKey | None:
        """The newest key of `person`."""
        mine = [held for held in self.keys.values() if held.holder == person]
        return mine[-1] if mine else None


Verify = Callable[[str, bytes, str], bool]
"""(key line, document, armored signature) → whether it is signed so, in this namespace."""


def fingerprint_of(key: str) -> str:
    """The short name of the key in a line of an OpenSSH key file. Raises ValueError for another."""
    kind, text = key.split()[:2]
    if kind != "ssh-ed25519":
        raise ValueError("not a key that signs here")
    raw = hashlib.sha256(base64.b64decode(text, validate=True)).digest()
    return "SHA256:" + base64.b64encode(raw).decode().rstrip("=")


def enrolment(register: Register, *, key: str, holder: int, name: str, is_head: bool, since: str,
              replaces: str = "", basis: str = "", by: str) -> bytes:  # fmt: skip
    """The document that enrols a key; it is signed with that key itself."""
    return _document(register, Act.ENROL, key=key, fingerprint=fingerprint_of(key), holder=holder,
                     name=name, is_head=is_head, since=since, replaces=replaces, basis=basis,
                     by=by)  # fmt: skip


def endorsement(register: Register, held: HeldKey, *, signer: str, at: str) -> bytes:
    """The document that vouches for `held`; it is signed with the key `signer`."""
    return _document(register, Act.ENDORSE, fingerprint=held.fingerprint, entry=held.entry,
                     signer=signer, at=at)  # fmt: skip


def ending(register: Register, held: HeldKey, *, signer: str, at: str, reason: str) -> bytes:
    """The document that ends `held` at the moment `at`; it is signed with the key `signer`."""
    return _document(register, Act.END, fingerprint=held.fingerprint, signer=signer, at=at,
                     reason=reason)  # fmt: skip


def _document(register: Register, act: Act, **rest: Any) -> bytes:
    head: Document = {"type": NAMESPACE, "version": 1, "act": act.value}
    return canonical({**head, "number": register.count + 1, "previous": register.last, **rest})


def read(entries: Iterable[Entry], verify: Verify, pins: frozenset[str] | None) -> Register:
    """Believe `entries`, in their order, as far as they hold. `pins` are the fingerprints that the
    machine's owner vouches for, None where there is no such list.
    """
    register = Register()
    for entry in entries:
        found = _step(register, entry, verify, pins)
        if found is None:
            return replace(register, broken=register.count + 1)
        register = replace(found, last=entry.digest, count=register.count + 1)
    return register


def _step(
    register: Register, entry: Entry, verify: Verify, pins: frozenset[str] | None
) -> Register | None:
    try:
        said = read_document(entry.document)
        head = (said["type"], said["version"], said["number"], said["previous"])
        if head != (NAMESPACE, 1, register.count + 1, register.last):
            return None
        if said["act"] == Act.ENROL:
            return _enrol(register, said, entry, verify, pins)
        return _vouched(register, said, entry, verify)
    except (ValueError, KeyError, TypeError):
        return None


def _enrol(
    register: Register, said: Document, entry: Entry, verify: Verify, pins: frozenset[str] | None
) -> Register | None:
    fingerprint = fingerprint_of(said["key"])
    if fingerprint in register.keys or fingerprint != said["fingerprint"]:
        return None
    if not verify(said["key"], entry.document, entry.signature):
        return None
    held = HeldKey(fingerprint, said["key"], int(said["holder"]), said["name"],
                   said["is_head"] is True, said["since"], FOREVER,
                   _first_trust(register, said, pins), said["basis"], entry.digest,
                   said["replaces"])  # fmt: skip
    return _counting(register, held)


def _first_trust(register: Register, said: Document, pins: frozenset[str] | None) -> Trust:
    if pins is not None:
        return Trust.PINNED if said["fingerprint"] in pins else Trust.PENDING
    if not register.keys:
        return Trust.FIRST
    return Trust.LETTER if said["basis"] else Trust.PENDING


def _vouched(register: Register, said: Document, entry: Entry, verify: Verify) -> Register | None:
    signer, held = register.key(said["signer"]), register.key(said["fingerprint"])
    if signer is None or held is None or not signer.counts_at(said["at"]):
        return None
    if not signer.is_head:  # who acts on a letter decides; keys are the Head's own affair
        return None
    if not verify(signer.key, entry.document, entry.signature):
        return None
    if said["act"] == Act.END:
        return _with(register, replace(held, until=min(held.until, said["at"])))
    if said["act"] != Act.ENDORSE or said["entry"] != held.entry:
        return None
    if held.trust is Trust.PINNED:
        return register
    return _counting(register, replace(held, trust=Trust.ENDORSED))


def _counting(register: Register, held: HeldKey) -> Register:
    """The register with `held`; a key that counts takes the place of the one it replaces."""
    register = _with(register, held)
    old = register.key(held.replaces)
    if held.trust not in COUNTS or old is None:
        return register
    return _with(register, replace(old, until=min(old.until, held.since)))


def _with(register: Register, held: HeldKey) -> Register:
    return replace(register, keys={**register.keys, held.fingerprint: held})
