"""People's numbers: found however they are written, and not where they are none."""

from __future__ import annotations

from collections import Counter
from unicodedata import digit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.sop.privacy import Secret, Weight, mask, masked, scan
from tests.privacy_corpus import corpus

NIK = "3402011203900001"
SEED, COUNT = 20261125, 6000


@pytest.mark.parametrize(
    ("text", "secret", "shown"),
    [
        (f"NIK {NIK}.", Secret.NIK, NIK),
        ("a 3402 0112 0390 0001 b", Secret.NIK, "3402 0112 0390 0001"),
        ("34.02.01.520390.0001", Secret.NIK, "34.02.01.520390.0001"),
        ("３４０２０１１２０３９００００１", Secret.NIK, "３４０２０１１２０３９００００１"),
        ("340201\u200b1203900001", Secret.NIK, "340201\u200b1203900001"),
        (f"KTP_{NIK}.jpg", Secret.NIK, NIK),
        ("9501041203900001", Secret.NIK, "9501041203900001"),
        ("12.345.678.9-012.345", Secret.NPWP, "12.345.678.9-012.345"),
        ("NPWP 123456789012345", Secret.NPWP, "123456789012345"),
        ("0812-3456-7890", Secret.MOBILE, "0812-3456-7890"),
        ("+62 812 3456 7890", Secret.MOBILE, "62 812 3456 7890"),
        ("wa.me/6281234567890", Secret.MOBILE, "6281234567890"),
        ("3402\t0112\t0390\t0001", Secret.NIK, "3402\t0112\t0390\t0001"),
        ("3402-\n0112-0390-0001", Secret.NIK, "3402-\n0112-0390-0001"),
        ("3402_0112_0390_0001.pdf", Secret.NIK, "3402_0112_0390_0001"),
        ("34020112\u034f03900001", Secret.NIK, "34020112\u034f03900001"),
        ("³⁴⁰²⁰¹¹²⁰³⁹⁰⁰⁰⁰¹", Secret.NIK, "³⁴⁰²⁰¹¹²⁰³⁹⁰⁰⁰⁰¹"),
        (f"ScanKTPSitiAminah{NIK}.jpg", Secret.NIK, NIK),
        (f"{NIK}¹", Secret.NIK, NIK),
        (f"NIP 196801011990031001 {NIK}", Secret.NIK, NIK),
        (f"Rp 50.000 untuk {NIK}", Secret.NIK, NIK),
        ("12 345 678 9 012 345", Secret.NPWP, "12 345 678 9 012 345"),
        ("NPWP 0123456789012345", Secret.NPWP, "0123456789012345"),
        ("0062 812 3456 7890", Secret.MOBILE, "0062 812 3456 7890"),
        ("HP 812-3456-7890", Secret.MOBILE, "812-3456-7890"),
        ("0812 3456 789\n2. Budi", Secret.MOBILE, "0812 3456 789"),
        ("(0274) 367509", Secret.LANDLINE, "0274) 367509"),
    ],
)
def test_it_is_found_where_it_stands(text: str, secret: Secret, shown: str) -> None:
    (found,) = scan(text)
    assert (found.secret, text[found.start : found.end]) == (secret, shown)
    assert found.masked == masked("".join(str(digit(d)) for d in shown if d.isdigit()))


@pytest.mark.parametrize(
    "text",
    ["", "Rp 3.402.011.203.900.001", "rekening BRI 3402011203900001", "3402011303900001999",
     "3402013202900001", "3402011213900001", "3402011203900000", "2002011203900001",
     "NIP 196801011990031001", "560/1234/2026", "25-11-2026 08.30-16.00", "0812",
     "IDR 3402011203900001", "560.1/0812345678/2026", "3402, 0112, 0390, 0001",
     "-7.112012, 110.330456", "rekening BRI 0029-01-012345-50-1", "2026-11-25 08:30:00,123",
     "3402,0112/0390:0001",
     "sha256 3402011203900001abcdef0123456789abcd", "virtual account 0812345678901"],
)  # fmt: skip
def test_what_looks_alike_is_left_alone(text: str) -> None:
    assert scan(text) == ()


def test_several_in_one_text_are_told_apart() -> None:
    text = f"Wati ({NIK}) HP 0812 3456 7890, kantor (0274) 367509"
    assert [found.secret for found in scan(text)] == [Secret.NIK, Secret.MOBILE, Secret.LANDLINE]
    assert [found.weight for found in scan(text)] == [Weight.BLOCKS, Weight.WARNS, Weight.INFORMS]


@pytest.mark.parametrize("own", ["0274367509", "62274367509"])
def test_the_offices_own_number_is_nobodys(own: str) -> None:
    assert scan("telepon (0274) 367509", [own]) == ()


def test_two_numbers_on_end_do_not_hide_each_other() -> None:
    assert len(scan(f"{NIK} {NIK}")) == 2
    assert len(scan("0812 3456 7890 0813 3456 7890")) == 2


@given(st.text(max_size=80), st.sampled_from([NIK, "0812-3456-7890", "12.345.678.9-012.345"]))
def test_masking_leaves_nothing_and_touches_nothing_else(text: str, secret: str) -> None:
    whole = f"{text}; nomor {secret}; {text}"
    hidden = mask(whole)
    assert secret not in hidden
    assert scan(hidden) == ()
    assert mask(hidden) == hidden
    if not scan(text):
        assert hidden.startswith(text)


@given(st.text(max_size=200))
def test_findings_are_in_order_and_do_not_overlap(text: str) -> None:
    ends = 0
    for found in scan(text):
        assert ends <= found.start < found.end <= len(text)
        ends = found.end


def test_the_corpus_is_read_nearly_without_fault() -> None:
    """The rates that README names, on sentences that were composed without the detector."""
    misses, alarms = rates(SEED, COUNT)
    for kind in ("nik", "npwp", "mobile", "landline"):
        assert misses[kind, "missed"] <= 0.01 * misses[kind, "all"], misses
    assert alarms["blocked"] <= 0.01 * alarms["all"], alarms
    assert alarms["warned"] <= 0.02 * alarms["all"], alarms


def rates(seed: int, count: int) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """How many secrets there were and were missed, by kind; how many harmless sentences there were
    and would have blocked or warned.
    """
    misses: Counter[tuple[str, str]] = Counter()
    alarms: Counter[str] = Counter()
    for sample in corpus(seed, count):
        found = scan(sample.text)
        if sample.kind:
            misses[sample.kind, "all"] += 1
            misses[sample.kind, "missed"] += not any(
                one.secret.value == sample.kind for one in found
            )
        else:
            alarms["all"] += 1
            alarms["blocked"] += any(one.weight is Weight.BLOCKS for one in found)
            alarms["warned"] += any(one.weight is Weight.WARNS for one in found)
            alarms["informed"] += any(one.weight is Weight.INFORMS for one in found)
    return misses, alarms
