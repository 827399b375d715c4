"""Sentences of press releases with and without people's numbers, made up without the detector.

Nothing here knows how the detector looks at a number: what is written is composed from what offices
write, in the ways in which they write it; which numbers are secrets is known because they were put
there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

PLACES = ("340201", "340215", "340471", "330108", "357813", "110103", "917101", "737106", "962001",
          "950104", "310171", "653301", "820402")  # fmt: skip
"""Districts of people who come to Bantul for work, with the newest provinces (95, 96)."""
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
          "Oktober", "November", "Desember")  # fmt: skip
PEOPLE = ("Sdri. Wahyuni", "Bapak Suratman", "peserta pelatihan", "pemohon AK-1", "Ibu Kartini",
          "calon transmigran", "Saudara Agus")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    """A sentence; `kind` is what was hidden in it, empty for nothing; `digits` are its digits."""

    text: str
    kind: str = ""
    digits: str = ""
    notation: str = ""


def corpus(seed: int, count: int) -> Iterator[Sample]:
    """`count` sentences, the same for the same seed; about half of them with a secret."""
    dice = random.Random(seed)  # noqa: S311  not for secrets
    for _number in range(count):
        yield dice.choice(SECRETS if dice.random() < 0.5 else HARMLESS)(dice)


# People's numbers


def _nik(dice: random.Random) -> Sample:
    day = dice.randint(1, 28) + (40 if dice.random() < 0.5 else 0)
    digits = (f"{dice.choice(PLACES)}{day:02d}{dice.randint(1, 12):02d}{dice.randint(0, 99):02d}"
              f"{dice.randint(1, 9999):04d}")  # fmt: skip
    name, written = _written(dice, digits, ((4, 4, 4, 4), (6, 6, 4), (2, 2, 2, 6, 4), (16,)))
    lead = dice.choice(("NIK", "NIK:", "nomor KK", "No. KTP", "dengan nomor induk", "KK nomor", ""))
    return Sample(_in_sentence(dice, f"{lead} {written}".strip()), "nik", digits, name)


def _npwp(dice: random.Random) -> Sample:
    eight = f"{dice.randint(1, 99):02d}{dice.randint(0, 999999):06d}"
    check = next(str(last) for last in range(10) if _checks(eight + str(last)))
    tail = f"{dice.choice((541, 542, 543))}{dice.choice(('000', '001'))}"
    digits = eight + check + tail
    formal = f"{digits[:2]}.{digits[2:5]}.{digits[5:8]}.{digits[8]}-{digits[9:12]}.{digits[12:]}"
    spaced = formal.translate(str.maketrans(".-", "  "))
    name, written = dice.choice(
        (
            ("formal", formal),
            ("plain", digits),
            ("new", "0" + digits),
            ("blanks", spaced),
            ("mixed", formal.replace(".", "-", 2)),
        )
    )
    return Sample(_in_sentence(dice, f"NPWP {written}"), "npwp", digits, name)


def _checks(nine: str) -> bool:
    """The check digit as the tax office explains it: double each second digit, sum the digits."""
    total = 0
    for place, letter in enumerate(nine):
        value = int(letter) * (1 if place % 2 == 0 else 2)
        total += value if value < 10 else value - 9
    return total % 10 == 0


def _mobile(dice: random.Random) -> Sample:
    prefix = dice.choice(("0811", "0812", "0813", "0821", "0852", "0857", "0877", "0881", "0896"))
    digits = prefix + "".join(str(dice.randint(0, 9)) for _digit in range(dice.randint(6, 8)))
    national = digits[1:]
    name, written = dice.choice((
        ("plain", digits), ("dashes", _grouped(digits, (4, 4, 8), "-")),
        ("blanks", _grouped(digits, (4, 4, 8), " ")), ("dots", _grouped(digits, (4, 4, 8), ".")),
        ("+62", f"+62 {_grouped(national, (3, 4, 8), ' ')}"), ("62", f"62{national}"),
        ("(+62)", f"(+62) {_grouped(national, (3, 4, 8), '-')}"), ("wa.me", f"wa.me/62{national}"),
    ))  # fmt: skip
    lead = dice.choice(("WA", "HP", "hubungi", "narahubung:", "di nomor", ""))
    return Sample(_in_sentence(dice, f"{lead} {written}".strip()), "mobile", digits, name)


def _landline(dice: random.Random) -> Sample:
    area = dice.choice(("0274", "021", "0281", "024"))
    rest = "".join(str(dice.randint(0, 9)) for _digit in range(11 - len(area)))
    name, written = dice.choice((
        ("dash", f"{area}-{rest}"), ("brackets", f"({area}) {rest}"),
        ("+62", f"+62 {area[1:]} {rest}"),
        ("extension", f"({area}) {rest} ext. {dice.randint(100, 999)}"),
    ))  # fmt: skip
    return Sample(_in_sentence(dice, f"telepon {written}"), "landline", area + rest, name)


def _written(
    dice: random.Random, digits: str, groupings: tuple[tuple[int, ...], ...]
) -> tuple[str, str]:
    """The digits in one of the ways in which people, phones and copied tables write them."""
    groups = dice.choice(groupings)
    name, between = dice.choice((
        ("plain", ""), ("blanks", " "), ("dots", "."), ("dashes", "-"), ("no-break", "\u00a0"),
        ("hidden", "\u200b"), ("joiner", "\u034f"), ("filler", "\u115f"), ("cell", "\t"),
        ("line end", "\n"), ("underscores", "_"), ("slashes", "/"), ("bullets", "•"),
    ))  # fmt: skip
    written = _grouped(digits, groups, between)
    if dice.random() < 0.05:
        return "raised", digits.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    if dice.random() < 0.05:
        return "read from paper", digits[0] + digits[1:-1].replace("0", "O") + digits[-1]
    if dice.random() < 0.05:
        return "name of a file", f"ScanKTP{dice.choice(('Wahyuni', 'Suratman'))}{digits}"
    if dice.random() < 0.1:
        wide = str.maketrans("0123456789", "０１２３４５６７８９")
        name, written = "full width", written.translate(wide)
    return name, written


def _grouped(digits: str, groups: tuple[int, ...], between: str) -> str:
    parts, rest = [], digits
    for length in groups:
        parts.append(rest[:length])
        rest = rest[length:]
    return between.join(part for part in [*parts, rest] if part)


# What looks alike


def _money(dice: random.Random) -> Sample:
    amount = dice.randint(10**5, 10 ** dice.randint(6, 16))
    dotted = f"{amount:,}".replace(",", ".")
    return Sample(_in_sentence(dice, dice.choice((f"Rp{dotted}", f"Rp {dotted},00",
                                                  f"anggaran Rp. {dotted}"))))  # fmt: skip


def _letter(dice: random.Random) -> Sample:
    number = f"{dice.randint(1, 999):03d}/{dice.randint(1, 9999)}/{dice.randint(2020, 2027)}"
    return Sample(_in_sentence(dice, dice.choice((f"surat nomor {number}", f"B/{number}",
                                                  f"SP.{number}/DTKT"))))  # fmt: skip


def _account(dice: random.Random) -> Sample:
    digits = "".join(str(dice.randint(0, 9)) for _digit in range(dice.choice((10, 13, 15, 16))))
    lead = dice.choice(("rekening BRI", "No. Rek.", "virtual account", "rekening Bank BPD DIY no."))
    return Sample(_in_sentence(dice, f"{lead} {digits}"))


def _nip(dice: random.Random) -> Sample:
    born = f"{dice.randint(1965, 2000)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}"
    begun = f"{dice.randint(1990, 2024)}{dice.randint(1, 12):02d}"
    rest = f"{begun}{dice.randint(1, 2)}{dice.randint(1, 20):03d}"
    between = dice.choice(("", " "))
    return Sample(_in_sentence(dice, f"NIP. {_grouped(born + rest, (8, 6, 1, 3), between)}"))


def _day(dice: random.Random) -> Sample:
    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(2020, 2027)
    hour = f"{dice.randint(7, 16):02d}.{dice.choice(('00', '30'))}"
    return Sample(_in_sentence(dice, dice.choice((
        f"{day} {MONTHS[month - 1]} {year} pukul {hour}",
        f"{day:02d}-{month:02d}-{year} {hour}-16.00",
        f"{day}/{month}/{year}", f"tahun anggaran {year}-{year + 1}",
    ))))  # fmt: skip


def _other(dice: random.Random) -> Sample:
    def run(length: int) -> str:
        return "".join(str(dice.randint(0, 9)) for _digit in range(length))

    return Sample(_in_sentence(dice, dice.choice((
        f"resi JP{run(10)}", f"nomor BPJS 000{run(10)}", f"koordinat -7.{run(6)}, 110.{run(6)}",
        f"ISBN 978-602-{run(4)}-{run(2)}-{run(1)}", f"{run(3)} peserta dari {run(2)} kecamatan",
        f"kode pos 557{run(2)}", f"suhu 3{run(1)} derajat", f"skor {run(2)},{run(2)} persen",
        f"https://contoh.go.id/berita/{run(8)}", f"nomor antrean {run(4)}",
        f"Perda {run(2)} Tahun 20{run(2)}",
        f"nomor KTA {run(4)}.{run(5)}", f"pagu IDR {1 + dice.randint(0, 8)}{run(14)}",
        f"surat 560.1/08{run(8)}/2026", f"peserta tahun 2023, 2024, 2025, {2026}",
        f"BPJS Kesehatan: 000{run(10)}", f"SHA {dice.getrandbits(256):064x}",
        f"VA 8808 08{run(2)} {run(4)} {run(4)}", f"luas {run(3)} m² dan {run(2)} m³",
        f"ID pelanggan PLN 52{run(10)}", f"paket SIPD {run(7)}.{run(3)}",
    ))))  # fmt: skip


def _in_sentence(dice: random.Random, piece: str) -> str:
    who = dice.choice(PEOPLE)
    return dice.choice((
        f"{who} tercatat {piece} pada kegiatan itu.",
        f"Untuk {who} ({piece}) disiapkan meja khusus.",
        f"{piece} atas nama {who}", f"Data {who}: {piece}; hadir tepat waktu.",
        f"Menurut panitia, {piece}, berlaku bagi {who}.",
    ))  # fmt: skip


SECRETS: tuple[Callable[[random.Random], Sample], ...] = (
    _nik,
    _nik,
    _nik,
    _npwp,
    _mobile,
    _mobile,
    _landline,
)
HARMLESS: tuple[Callable[[random.Random], Sample], ...] = (
    _money, _letter, _account, _nip, _day, _other, _other
)  # fmt: skip
