from __future__ import annotations

import re
from datetime import date

import pytest

from soptui.channels.website.address import base_of
from soptui.channels.website.dates import date_line, event_day
from soptui.channels.website.theme import TEMPLATES, Theme

ASSETS = set(Theme().assets())
CSS = (TEMPLATES / "style.css").read_text()
LEGIBLE = 4.5
"""WCAG 2.2, 1.4.3."""


def luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[place : place + 2], 16)) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def palettes() -> list[dict[str, str]]:
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.S)
    return [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in blocks]


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(palette: dict[str, str]) -> None:
    for ink in ("ink", "muted", "link"):
        for ground in ("paper", "card"):
            assert contrast(palette[ink], palette[ground]) >= LEGIBLE, (ink, ground)
    for ink in (palette["head-ink"], "#f1d9b0", "#f6e6cb", "#ffd990"):
        assert contrast(ink, palette["head"]) >= LEGIBLE, ink


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert set(re.findall(r'url\("(.*?)"\)', CSS)) <= ASSETS
    assert "@import" not in CSS
    for name in ASSETS:
        assert "http" not in (TEMPLATES / name).read_text().replace(
            "http://www.w3.org/2000/svg", ""
        )


def test_dates_read_as_on_the_districts_site() -> None:
    assert date_line(date(2022, 1, 12)) == "Rabu (12/1/2022)"
    assert event_day("2022-01-12") == date(2022, 1, 12)
    assert event_day("") is None
    assert event_day("besok") is None


@pytest.mark.parametrize(
    ("website", "base"),
    [
        ("https://contoh.example/", "https://contoh.example"),
        ("contoh.example/dinas", "https://contoh.example/dinas"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("ftp://contoh.example", ""),
        ('https://contoh.example/"><b', ""),
        ("https://contoh.example/?a=1", ""),
        ("https://[::1", ""),
    ],
)
def test_only_a_web_address_is_a_base(website: str, base: str) -> None:
    assert base_of(website) == base
