"""The four steps, by keys, as people press them."""

from __future__ import annotations

from soptui.sop.roles import Role
from tests.e2e.conftest import ANSWERS, PASSPHRASE, sign_in, sign_out
from tests.terminal import Terminal

TITLE = "Pelatihan las"
POST = "https://www.instagram.com/p/Cabc123XYZ/"


def make_coverage(at: Terminal) -> None:
    """From the inbox to an open coverage in step 1."""
    at.wait_for("2 siap")
    at.press("i")
    at.wait_for("KARTU", "IMG_0000.JPG", "IMG_0001.JPG")
    at.press("g")
    at.wait_for("Apa nama liputannya?")
    at.press(TITLE, "Enter")  # what is suggested is selected: typing replaces it
    at.wait_for("BAHAN (2)", "0 dari 6", TITLE)


def narrate(at: Terminal) -> None:
    """Answer the six questions; the cursor begins at the first that is open."""
    answer_from(at, 1)


def answer_from(at: Terminal, first: int) -> None:
    """Answer the questions from the `first` on (1 to 6), the cursor being there."""
    for number, answer in enumerate(ANSWERS[first - 1 :], start=first):
        at.press(answer)
        at.wait_for(f"{number} dari 6")
        if number < len(ANSWERS):
            at.press_and_move("Tab")


def hand_over(at: Terminal) -> None:
    """Give it to the web manager, and go back to the board."""
    at.press("F2")
    at.wait_gone("F2 Serahkan")
    if "LANGKAH" not in at.text:
        at.press("Esc")
    at.wait_for("LANGKAH", "2 Pemilahan 1")


def select(at: Terminal) -> None:
    """Judge both photos, say what is in them, choose the channels."""
    at.press("Enter")
    at.wait_for("IMG_0000.JPG", "belum diputuskan")
    for _photo in range(2):
        at.press("a")
        at.wait_for("Apa yang terlihat?")
        at.press("Peserta mengelas", "Enter")
        at.wait_gone("Apa yang terlihat?")
        at.press("1")
    at.wait_gone("belum diputuskan")
    at.press("F7")
    at.wait_for("[ ] Instagram")
    at.press("Space", "Down", "Space")
    at.wait_for("[x] Website", "[x] Instagram")


def submit(at: Terminal) -> None:
    """Lay it before the Head."""
    at.press("F2")
    at.wait_for("semua sudah diperiksa")
    at.press("F2")
    at.wait_for("LANGKAH", "3 Persetujuan")


def unlock(at: Terminal) -> None:
    """Open the Head's room."""
    at.press("Enter")
    at.wait_for("Frasa sandi")
    at.press(PASSPHRASE, "Enter")
    at.wait_for(TITLE, "mengunci dalam")


def approve(at: Terminal) -> None:
    """Approve what is shown."""
    at.press("s")
    at.wait_for("Setujui")
    at.press("y")
    at.wait_for("disetujui")
    at.press("Esc")
    at.wait_for("LANGKAH", "4 Penayangan")


def paste_address(at: Terminal) -> None:
    """Record the post that was made by hand."""
    at.wait_for("LANGKAH", "4 Penayangan")
    at.press("Enter")
    at.wait_for("● tayang", "→ Instagram")  # which is under the cursor by itself
    at.press("t")
    at.wait_for("Tempel tautan unggahan")
    at.press(POST, "Enter")
    at.wait_for("instagram.com/p/")
    at.wait_gone("dibantu")


def change_person(at: Terminal, role: Role) -> None:
    """One leaves, another sits down."""
    sign_out(at)
    sign_in(at, role)
