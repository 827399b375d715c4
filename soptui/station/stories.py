"""What happens in the sample office: six activities such as a labour office has every week."""

from __future__ import annotations

from dataclasses import dataclass, field

from soptui.sop.narrative import Question
from soptui.sop.workflow import State


@dataclass(frozen=True, slots=True)
class Story:
    """One coverage: how far it has come, and how many office minutes ago it began."""

    title: str
    reached: State
    began: int
    answers: dict[Question, str]
    pictures: tuple[str, ...]
    steps: tuple[int, ...] = ()
    """Office minutes that each finished step took."""
    video: bool = False
    audio: bool = False
    social: tuple[str, ...] = ("instagram",)
    returned: str = ""
    """The Head's note, where it came back once."""
    texts: dict[str, str] = field(default_factory=dict)


def _answers(what: str, who: str, when: str, where: str, why: str, how: str) -> dict[Question, str]:
    return dict(zip(Question, (what, who, when, where, why, how), strict=True))


STORIES = (
    Story(
        title="Pelepasan transmigran ke Sulawesi Tengah",
        reached=State.PUBLISHED,
        began=1100,
        steps=(52, 27, 11),
        answers=_answers(
            "Sepuluh keluarga transmigran dilepas menuju Kabupaten Morowali",
            "Bupati Bantul, Kepala Disnakertrans, dan sepuluh keluarga dari enam kapanewon",
            "Jumat pagi pukul 08.00",
            "Pendapa Parasamya, Bantul",
            "Pemerintah membuka kesempatan bertani bagi keluarga yang belum memiliki lahan",
            "Peserta menerima bekal, alat pertanian, dan pendampingan selama dua tahun",
        ),
        pictures=("Doa bersama", "Penyerahan bekal", "Bus berangkat"),
        texts={"title": "Sepuluh Keluarga Transmigran Bantul Dilepas ke Morowali"},
    ),
    Story(
        title="Kunjungan industri siswa BLK ke Sleman",
        reached=State.PUBLICATION,
        began=88,
        steps=(48, 25, 12),
        answers=_answers(
            "Siswa BLK mengunjungi pabrik garmen",
            "32 siswa pelatihan menjahit bersama dua instruktur",
            "Senin pukul 07.30",
            "Kalasan, Sleman",
            "Siswa perlu mengenal irama kerja pabrik sebelum magang",
            "Siswa mengikuti lini produksi dari pola sampai pengepakan",
        ),
        pictures=("Lini produksi", "Pemotongan pola"),
        social=("instagram", "facebook"),
    ),
    Story(
        title="Job fair SMK Pandak serap 312 pelamar",
        reached=State.APPROVAL,
        began=86,
        steps=(55, 26),
        answers=_answers(
            "Job fair mempertemukan pelamar dengan perusahaan",
            "24 perusahaan dan 312 pelamar, dibuka Kepala Dinas",
            "Selasa pukul 08.00 sampai 15.00",
            "SMK Negeri 1 Pandak",
            "Menurunkan jumlah penganggur terbuka di Bantul",
            "Wawancara di tempat; 87 orang langsung diterima",
        ),
        pictures=("Antrean pelamar", "Wawancara", "Pembukaan"),
        video=True,
        social=("instagram", "facebook", "x"),
    ),
    Story(
        title="Pelatihan las angkatan IV dibuka",
        reached=State.SELECTION,
        began=74,
        steps=(50,),
        answers=_answers(
            "Pelatihan las bagi dua puluh pencari kerja dibuka",
            "Kepala Dinas, instruktur, dan dua puluh peserta",
            "Rabu pukul 09.00",
            "BLK Bantul",
            "Industri galangan membutuhkan juru las bersertifikat",
            "Peserta berlatih 30 hari kerja dan diuji lembaga sertifikasi",
        ),
        pictures=("Peserta mengelas", "Pembukaan", "Pengecekan alat", "Foto bersama"),
        audio=True,
    ),
    Story(
        title="Sosialisasi K3 bagi perajin Piyungan",
        reached=State.SELECTION,
        began=150,
        steps=(57, 29, 13),
        returned="Judul terlalu panjang, dan foto 2 memperlihatkan daftar hadir",
        answers=_answers(
            "Perajin batik mengikuti sosialisasi keselamatan kerja",
            "45 perajin dan pengawas ketenagakerjaan",
            "Kamis pukul 10.00",
            "Balai Kalurahan Sitimulyo, Piyungan",
            "Angka kecelakaan kerja di rumah produksi masih tinggi",
            "Peserta mempraktikkan penanganan bahan kimia dan alat pemadam",
        ),
        pictures=("Praktik pemadam", "Peserta"),
    ),
    Story(
        title="Penyerahan sertifikat pelatihan menjahit",
        reached=State.HANDOVER,
        began=41,
        answers={
            Question.WHAT: "Sertifikat pelatihan menjahit diserahkan",
            Question.WHO: "Enam belas lulusan dan Kepala BLK",
            Question.WHERE: "Aula BLK Bantul",
        },
        pictures=("Penyerahan sertifikat", "Karya peserta"),
    ),
)

LOOSE = ("Apel pagi", "Rapat koordinasi", "Kerja bakti")
"""Pictures that lie in the inbox and belong to nothing yet."""
