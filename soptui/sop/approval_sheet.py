"""*Lembar persetujuan tayang*: a decision as it is printed and filed (SOP: softcopy and hardcopy).

Always Indonesian, whatever the screen speaks: it is a document of the office. 80 columns of text,
for any printer.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import datetime

from soptui.clock import local
from soptui.sop.inert import visible
from soptui.sop.mandate import Mandate, shown, title
from soptui.sop.office import Office
from soptui.sop.purpose import Purpose
from soptui.sop.step3_approval import DecisionRecord, Outcome

WIDTH = 78
LEFT = 42
"""Where the block of the signature begins."""
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
          "Oktober", "November", "Desember")  # fmt: skip
OUTCOMES = {
    Outcome.APPROVED: "DISETUJUI UNTUK DITAYANGKAN",
    Outcome.RETURNED: "DIKEMBALIKAN UNTUK DIPERBAIKI",
    Outcome.REJECTED: "DITOLAK",
}


SHEETS = {
    Purpose.RELEASE: "LEMBAR PERSETUJUAN TAYANG",
    Purpose.CORRECTION: "LEMBAR PERSETUJUAN RALAT",
    Purpose.TAKEDOWN: "LEMBAR PERSETUJUAN CABUT TAYANG",
}


def approval_sheet(
    record: DecisionRecord, office: Office, document_sha256: str, mandate: Mandate | None = None
) -> str:
    """The sheet of one decision; `document_sha256` is of the signed document it is taken from."""
    return "\n".join(_lines(record, office, document_sha256, mandate)) + "\n"


def _lines(
    record: DecisionRecord, office: Office, document_sha256: str, mandate: Mandate | None
) -> Iterator[str]:
    content = record.content
    for line in filter(None, (office.name.upper(), office.address)):
        yield visible(line).center(WIDTH).rstrip()
    yield "=" * WIDTH
    yield SHEETS[content.purpose].center(WIDTH).rstrip()
    yield f"Liputan {content.item} · Putaran {content.round}".center(WIDTH).rstrip()
    yield ""
    yield from _field("Judul", content.title)
    yield from _field("Kanal", ", ".join(entry.channel for entry in content.channels))
    yield from _field("Media", f"{len(content.media)} berkas")
    yield from _field("Diajukan", f"{_moment(record.submitted_at)} oleh {record.submitted_by}")
    yield from _field("Dibuka", _moment(record.opened_at))
    yield from _field("Diputuskan", _moment(record.decided_at))
    if content.reason:
        yield from _field("Alasan", content.reason)
        yield from _field("Yang tayang", f"sidik isi {content.earlier}")
    yield from _field("Keputusan", _outcome(record))
    if record.note:
        yield from _field("Catatan", record.note)
    if content.embargo:
        yield from _field("Embargo", f"tidak tayang sebelum {_moment(content.embargo)}")
    for note in content.privacy:
        reason = f": {note.reason} ({note.by})" if note.reason else ""
        yield from _field("Privasi", f"{note.kind} {note.masked}{reason}")
    yield ""
    yield from _signature(record, office, mandate)
    yield "-" * WIDTH
    yield from _field("Sidik isi", content.digest)
    yield from _field("Sidik naskah", document_sha256)
    yield from _field("Kunci", record.signatory.key)
    yield from textwrap.wrap(
        "Ditandatangani secara elektronik. Keaslian diperiksa dengan “ssh-keygen -Y verify” pada "
        "naskah keputusan yang disimpan bersama lembar ini.", WIDTH)  # fmt: skip


def _outcome(record: DecisionRecord) -> str:
    if record.outcome is Outcome.APPROVED and record.content.purpose is Purpose.TAKEDOWN:
        return "DISETUJUI UNTUK DICABUT"
    return OUTCOMES[record.outcome]


def _signature(record: DecisionRecord, office: Office, mandate: Mandate | None) -> Iterator[str]:
    """The block at the right, as official letters have it."""
    who = record.signatory
    place = f"{office.place}, " if office.place else ""
    block = [f"{place}{_day(record.decided_at)}", title(who.capacity)]
    if mandate is not None:
        block.append(f"({mandate.letter}, {shown(mandate.letter_date)})")
    block += ["", "ttd. elektronik", "", who.name, who.rank, f"NIP. {who.nip}" if who.nip else ""]
    for line in block:
        for part in textwrap.wrap(visible(line), WIDTH - LEFT) or [""]:
            yield " " * LEFT + part if part else ""


def _field(label: str, text: str) -> Iterator[str]:
    head = f"{label:<12}: "
    body = textwrap.wrap(visible(" ".join(text.split())), WIDTH - len(head)) or ["-"]
    yield head + body[0]
    for line in body[1:]:
        yield " " * len(head) + line


def _moment(stamp: str) -> str:
    at = local(datetime.fromisoformat(stamp))
    return f"{_day(stamp)} pukul {at:%H.%M.%S} WIB"


def _day(stamp: str) -> str:
    at = local(datetime.fromisoformat(stamp))
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"
