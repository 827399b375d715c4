from __future__ import annotations

import pytest

from soptui.channels.post_url import post_receipt
from soptui.channels.social import NETWORKS
from soptui.errors import InvalidInput


@pytest.mark.parametrize(
    ("network", "pasted", "url"),
    [
        ("instagram", "https://www.instagram.com/p/C1x_9/?igsh=abc#x", "https://instagram.com/p/C1x_9"),
        ("facebook", "https://m.facebook.com/permalink.php?story_fbid=1&id=2&ref=3",
         "https://facebook.com/permalink.php?id=2&story_fbid=1"),
        ("facebook", "https://fb.watch/abc/", "https://fb.watch/abc"),
        ("x", " x.com/dinas/status/123 ", "https://x.com/dinas/status/123"),
        ("tiktok", "https://vt.tiktok.com/ZS1/", "https://vt.tiktok.com/ZS1"),
        ("youtube", "https://www.youtube.com/watch?v=abc&t=4s", "https://youtube.com/watch?v=abc"),
        ("youtube", "https://youtu.be/abc?si=1", "https://youtu.be/abc"),
        ("threads", "https://www.threads.com/@dinas/post/Xyz", "https://threads.com/@dinas/post/Xyz"),
    ],
)  # fmt: skip
def test_a_post_is_taken_without_what_tracks_readers(network: str, pasted: str, url: str) -> None:
    receipt = post_receipt(NETWORKS[network], pasted)
    assert receipt.url == url
    assert receipt.handle == url.removeprefix("https://")


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "bukan tautan",
        "javascript://instagram.com/p/1",
        "https://instagram.com/dinas",
        "https://instagram.com/",
        "https://instagram.com.evil.example/p/1",
        "https://evilinstagram.com/p/1",
        "https://instagram.com@evil.example/p/1",
        "https://user@instagram.com/p/1",
        "https://instagram.com:8443/p/1",
        "https://[::1/p/1",
        "https://іnstagram.com/p/1",  # a Cyrillic і
        "https://instagram.com/p/" + "1" * 3000,
    ],
)
def test_what_is_not_a_post_there_is_refused_in_plain_words(pasted: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        post_receipt(NETWORKS["instagram"], pasted)
    assert refusal.value.message
    assert refusal.value.remedy
