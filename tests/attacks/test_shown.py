"""What the Head reads is what is signed: nothing in a text hides, moves the cursor, or colours."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from soptui.desk import texts
from soptui.desk.item import Item
from soptui.sop.inert import read_back
from soptui.sop.roles import Role
from soptui.tui.screens.step3_approval import ApprovalScreen
from tests.office import Office
from tests.tui.conftest import AppFor, seat, settle

PASSPHRASE = "kuda nil makan rumput laut"
NASTY = {
    "escape": "Judul \x1b[2J\x1b]52;c;cm0gLXJm\x07 habis",
    "bidi": "Gaji \u202e000.1 pR\u202c sebulan",
    "invisible": "ti\u200bdak\u2060 disetujui\u00ad",
    "markup": "[bold red]merah[/] [@click=app.quit]tekan[/] [link=file:///etc]x[/]",
    "imitation": "ditulis <U+202E> sendiri",
    "combining": "a\u034f\u0489b \U000e0041\ufe0f",
}


def of_nasty(office: Office, text: str) -> Item:
    item = office.selected()
    for field in ("title", "lead", "body", "channel:instagram",
                  texts.caption_of(item.assets[0].id)):  # fmt: skip
        version = office.fresh(item).text(field).version
        texts.save_text(office.manager, item.id, field, text, version)
    return office.submit(item)


def papers(screen: ApprovalScreen) -> list[str]:
    return [str(part.content) for part in screen.paper.query(Static)]


@pytest.mark.parametrize("kind", NASTY)
async def test_every_letter_is_seen_and_read_back(
    office: Office,
    app_for: AppFor,
    kind: str,
) -> None:
    office.seal(PASSPHRASE)
    item = of_nasty(office, NASTY[kind])
    async with app_for().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, office, item)
        shown = [text for text in papers(screen) if read_back(text).strip() == NASTY[kind].strip()]
        assert len(shown) >= 4  # title, lead, body, the channel's text
        assert all(letter.isprintable() or letter == "\n" for text in shown for letter in text)
        plain = pilot.app.export_screenshot()
        assert "\x1b" not in plain
        assert "\u202e" not in plain
        await pilot.press("c")  # the view of one channel hides nothing either
        await settle(pilot)
        assert any(read_back(text).strip() == NASTY[kind].strip() for text in papers(screen))


async def test_two_texts_that_differ_never_look_the_same(
    office: Office,
    app_for: AppFor,
) -> None:
    office.seal(PASSPHRASE)
    item = of_nasty(office, "setu\u200bju")
    async with app_for().run_test(size=(120, 36)) as pilot:
        screen = await opened(pilot, office, item)
        assert "setuju" not in "\n".join(papers(screen))


async def opened(pilot: Pilot[int], office: Office, item: Item) -> ApprovalScreen:
    await seat(pilot, office, Role.HEAD, "en")
    screen = ApprovalScreen(item.id)
    pilot.app.push_screen(screen)
    await settle(pilot)
    screen.form.passphrase.value = PASSPHRASE
    await pilot.press("enter")
    await settle(pilot)
    return screen
