"""The register of keys: whom it believes, from when to when."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.register import (
    Entry,
    Register,
    Trust,
    ending,
    endorsement,
    enrolment,
    fingerprint_of,
    read,
)


def key(name: str) -> str:
    return f"ssh-ed25519 {base64.b64encode(name.encode()).decode()}"


def at(day: int) -> str:
    return f"2026-11-{day:02d}T00:00:00.000Z"


def signed(line: str, document: bytes, signature: str) -> bool:
    """A stand-in for signatures: the key's line and the document, written out."""
    return signature == f"{line}|{document.decode()}"


@dataclass
class Book:
    """Entries as they are added."""

    pins: frozenset[str] | None = None
    entries: list[Entry] = field(default_factory=list)

    def read(self) -> Register:
        return read(self.entries, signed, self.pins)

    def _add(self, document: bytes, line: str) -> None:
        self.entries.append(Entry(document, f"{line}|{document.decode()}"))

    def enrol(self, name: str, day: int, *, head: bool = True, replaces: str = "",
              basis: str = "", signer: str = "") -> None:  # fmt: skip
        document = enrolment(
            self.read(), key=key(name), holder=ord(name[0]), name=name, is_head=head,
            since=at(day), basis=basis, by="Admin",
            replaces=fingerprint_of(key(replaces)) if replaces else "",
        )  # fmt: skip
        self._add(document, key(signer or name))

    def endorse(self, name: str, by: str, day: int) -> None:
        register = self.read()
        document = endorsement(
            register, register.keys[fingerprint_of(key(name))], signer=fingerprint_of(key(by)),
            at=at(day),
        )  # fmt: skip
        self._add(document, key(by))

    def end(self, name: str, by: str, day: int) -> None:
        register = self.read()
        document = ending(
            register, register.keys[fingerprint_of(key(name))], signer=fingerprint_of(key(by)),
            at=at(day), reason="pensiun",
        )  # fmt: skip
        self._add(document, key(by))

    def counts(self, name: str, day: int) -> bool:
        held = self.read().key(fingerprint_of(key(name)))
        return held is not None and held.counts_at(at(day))

    def trust(self, name: str) -> Trust:
        return self.read().keys[fingerprint_of(key(name))].trust


def test_the_first_key_counts_from_its_day_on() -> None:
    book = Book()
    book.enrol("A", 5)
    assert [book.counts("A", day) for day in (4, 5, 30)] == [False, True, True]


def test_a_second_key_needs_a_letter_or_a_word_of_the_first() -> None:
    book = Book()
    book.enrol("A", 5)
    book.enrol("B", 6)
    assert not book.counts("B", 7)
    book.endorse("B", "A", 8)
    assert book.trust("B") is Trust.ENDORSED
    assert book.counts("B", 9)
    book.enrol("C", 10, basis="SK 1/2026")
    assert book.trust("C") is Trust.LETTER
    assert book.counts("C", 10)


def test_a_new_key_takes_the_place_of_the_old_from_its_day_on() -> None:
    book = Book()
    book.enrol("A", 5)
    book.enrol("B", 10, replaces="A")
    assert book.counts("A", 11)  # nobody vouches for B yet: A still counts
    book.endorse("B", "A", 10)
    assert [book.counts("A", day) for day in (9, 10, 11)] == [True, False, False]
    assert [book.counts("B", day) for day in (9, 10, 11)] == [False, True, True]


def test_what_was_signed_before_a_key_ended_stays() -> None:
    book = Book()
    book.enrol("A", 5)
    book.enrol("B", 6, basis="SK 2")
    book.end("B", "A", 9)
    assert [book.counts("B", day) for day in (6, 8, 9)] == [True, True, False]


def test_where_keys_are_pinned_only_they_and_whom_they_vouch_for_count() -> None:
    book = Book(frozenset({fingerprint_of(key("A"))}))
    book.enrol("X", 1)
    book.enrol("A", 5, basis="SK 1")
    book.enrol("B", 6, basis="SK 2")
    assert [book.counts(name, 20) for name in "XAB"] == [False, True, False]
    book.endorse("B", "A", 7)
    assert book.counts("B", 20)
    assert book.trust("A") is Trust.PINNED


def test_who_does_not_count_or_is_no_head_vouches_for_nobody() -> None:
    for signer in ({"head": False, "basis": "SK 1"}, {"head": True}):
        book = Book()
        book.enrol("A", 5)
        book.enrol("B", 6, **signer)  # type: ignore[arg-type]
        book.enrol("C", 7)
        book.endorse("C", "B", 8)
        assert book.read().broken == 4


@pytest.mark.parametrize("harm", ["signature", "order", "missing", "document", "foreign key"])
def test_nothing_is_believed_from_the_first_harm_on(harm: str) -> None:
    book = Book()
    for number, name in enumerate("ABC", start=1):
        book.enrol(name, number, basis="SK")
    entries = book.entries
    if harm == "signature":
        entries[1] = replace(entries[1], signature="x")
    elif harm == "order":
        entries[1], entries[2] = entries[2], entries[1]
    elif harm == "missing":
        del entries[1]
    elif harm == "document":
        entries[1] = replace(entries[1], document=b"{}")
    else:
        del entries[1:]
        book.enrol("B", 2, basis="SK", signer="A")
    register = book.read()
    assert register.broken == 2
    assert list(register.keys) == [fingerprint_of(key("A"))]


@given(st.binary(max_size=60), st.text(max_size=20))
def test_no_bytes_are_an_entry(document: bytes, signature: str) -> None:
    assert read([Entry(document, signature)], signed, None).broken == 1


@given(st.lists(st.sampled_from(["enrol A", "enrol B", "enrol C", "endorse B", "endorse C", "end B",
                                 "end A"]), max_size=8))  # fmt: skip
def test_whatever_happens_no_key_counts_that_nobody_vouches_for(acts: list[str]) -> None:
    """With A pinned: B and C count only after A, while it counted, vouched for them."""
    book = Book(frozenset({fingerprint_of(key("A"))}))
    vouched: set[str] = set()
    for day, act in enumerate(acts, start=1):
        verb, name = act.split()
        known = fingerprint_of(key(name)) in book.read().keys
        if verb == "enrol" and not known:
            book.enrol(name, day, basis="SK")
        elif verb == "endorse" and known and book.counts("A", day):
            book.endorse(name, "A", day)
            vouched.add(name)
        elif verb == "end" and known and book.counts("A", day):
            book.end(name, "A", day)
    assert book.read().broken is None
    for name in "BC":
        assert not book.counts(name, 28) or name in vouched
