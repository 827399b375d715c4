"""The words in a kit: caption, alternative texts, and what to do in which order.

They are Indonesian whatever language the screen speaks: the folder is handed from desk to desk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soptui.channels.text import clean
from soptui.clock import local
from soptui.sop.purpose import Purpose

if TYPE_CHECKING:
    from soptui.channels.contract import Job, Receipt
    from soptui.channels.social import Network

TEXT = "teks.txt"
ALT_TEXTS = "alt.txt"
CHECKLIST = "DAFTAR-PERIKSA.txt"
_KINDS = {
    Purpose.RELEASE: "",
    Purpose.CORRECTION: " — RALAT",
    Purpose.TAKEDOWN: " — CABUT TAYANG",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to attach, and what to write for readers who cannot see it."""

    file: str
    alt_text: str


def alt_texts(pieces: list[Piece]) -> str:
    """The alternative texts, numbered as the files are."""
    lines = (
        f"{number}. {piece.file}\n   {_line(piece.alt_text) or '(belum ada teks alternatif)'}\n"
        for number, piece in enumerate(pieces, start=1)
    )
    return "\n".join(lines)


def checklist(job: Job, network: Network, pieces: list[Piece], left_out: list[str]) -> str:
    """What the operator ticks off, from opening the network to pasting the address."""
    title = _line(job.manifest.title)
    approved = local(job.approved_at)
    lines = [
        f"DAFTAR PERIKSA — {network.label}{_KINDS[job.manifest.purpose]}",
        f"{_line(job.manifest.item)} · {title}",
        f"Disetujui {approved:%d/%m/%Y} pukul {approved:%H.%M} WIB",
        f"Putaran {job.manifest.round} · revisi {job.revision}",
        *([f"Alasan: {_line(job.manifest.reason)}"] if job.manifest.reason else []),
        "",
        *(f"[ ] {number}. {step}" for number, step in enumerate(_steps(job, network, pieces), 1)),
    ]
    if left_out:
        lines += ["", f"Tidak ikut, karena {network.label} tidak menerimanya:"]
        lines += [f"  - {name}" for name in left_out]
    return "\n".join([*lines, ""])


def _steps(job: Job, network: Network, pieces: list[Piece]) -> list[str]:
    if job.earlier is None:
        return _posting(network, pieces)
    if job.manifest.purpose is Purpose.TAKEDOWN:
        return _taking_down(job.earlier, network)
    return _correcting(job.earlier, network, pieces)


def _posting(network: Network, pieces: list[Piece]) -> list[str]:
    return [
        f"Buka {network.label} dengan akun resmi kantor.",
        "Buat unggahan baru.",
        *_media_steps(pieces),
        f"Salin seluruh isi {TEXT} sebagai teks unggahan. Jangan diubah: inilah yang disetujui.",
        "Periksa pratinjau: urutan, teks, dan akunnya sudah benar.",
        "Tayangkan satu kali saja. Kalau layar macet, lihat dulu profilnya sebelum mengulang.",
        "Buka unggahan yang sudah tayang, lalu salin tautannya.",
        "Terakhir: tempel tautan di soptui.",
    ]


def _correcting(earlier: Receipt, network: Network, pieces: list[Piece]) -> list[str]:
    media = f", dan gambarnya dengan {len(pieces)} berkas di folder ini" if pieces else ""
    return [
        f"Buka {network.label} dengan akun resmi kantor.",
        f"Buka unggahan yang salah: {earlier.url}",
        f"Sunting: ganti seluruh teksnya dengan isi {TEXT}{media}. Jangan diubah.",
        "Bila tidak dapat: unggah yang baru, hapus yang lama, tempel tautan baru di soptui.",
        "Periksa hasilnya sebagai pembaca.",
        "Terakhir: catat di soptui bahwa ralat sudah dikerjakan.",
    ]


def _taking_down(earlier: Receipt, network: Network) -> list[str]:
    return [
        f"Buka {network.label} dengan akun resmi kantor.",
        f"Buka unggahan ini: {earlier.url}",
        "Hapus unggahan itu, atau sembunyikan dari publik bila tidak dapat dihapus.",
        "Periksa dari peramban yang tidak masuk akun: tautannya tidak menampilkan apa-apa lagi.",
        "Terakhir: catat di soptui bahwa unggahan sudah dicabut.",
    ]


def _media_steps(pieces: list[Piece]) -> list[str]:
    if not pieces:
        return ["Tidak ada berkas yang dilampirkan."]
    first, last = pieces[0].file, pieces[-1].file
    named = first if first == last else f"{first} sampai {last}, sesuai urutan nomor"
    return [
        f"Lampirkan {len(pieces)} berkas: {named}.",
        f"Isi teks alternatif tiap berkas dari {ALT_TEXTS}, bila tempatnya tersedia.",
    ]


def _line(text: str) -> str:
    return " ".join(clean(text).split())
