"""WordPress against a labelled stand-in: one post, whatever becomes of any of its calls.

`tests/real/test_wordpress.py` does the same against a real one.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from soptui.channels.connecting import connect
from soptui.channels.contract import Absent, Channel, Job, Receipt
from soptui.channels.known import is_social, is_website
from soptui.channels.text import clean
from soptui.channels.wordpress import NETWORK, PLUGIN
from soptui.channels.wordpress_blocks import Piece, content, notes_in, words
from soptui.errors import InvalidInput, Refused, Unreachable
from soptui.sop.manifest import ChannelText, MediaEntry
from soptui.sop.material import Kind
from tests.channels.faults import PLAIN, Fault, Killed, Line, brought_out
from tests.channels.making import NASTY, WHEN, Originals
from tests.channels.standins import TOKEN, Handler, World, serving
from tests.channels.standins_wordpress import CONTRIBUTOR, WordPressStandIn

KEY = "041-wordpress-1-0123456789ab"
REASON = "Jumlah [pelamar] -- keliru"
NOTE = f"Diralat Senin (23/11/2026): {REASON}"
CALLS = 9
"""Of a delivery with two photos: look, begin, look, files, 2 × (file, its words), publish."""


@dataclass
class Site:
    """The stand-in and its world."""

    base: str
    world: World
    originals: Originals
    media: list[MediaEntry]

    def channel(self, line: httpx.BaseTransport | None = None, secret: str = TOKEN) -> Channel:
        return connect("wordpress", {"server": self.base, "user": "dinas"}, secret,
                       transport=line or PLAIN)  # fmt: skip

    def job(self, **changes: object) -> Job:
        """With two photos."""
        channels = (ChannelText("wordpress", ""),)
        given = {"key": KEY, "channels": channels, "media": tuple(self.media[:2]), **changes}
        return self.originals.job("041", **given)

    def correction(self) -> Job:
        """The first photo goes, another comes, and the title changes."""
        media = tuple(replace(one, alt_text=f"{one.alt_text} baru") for one in self.media[1:])
        return self.job(key=KEY.replace("-1-", "-2-"), title="Judul Baru", round=2, revision=2,
                        media=media, reason=REASON)  # fmt: skip

    def stands(self, alt_texts: list[str]) -> None:
        """One post, no draft beside it, and of each of its files one with these words."""
        assert len(self.world.posts) == len(self.world.pages) == 1
        files = list(self.world.media.values())
        assert [file["alt_text"] for file in files] == alt_texts
        (post,) = self.world.posts
        shown = re.findall(r'src="([^"]+)" alt="([^"]+)"', post["content"]["raw"])
        assert [alt for _src, alt in shown] == alt_texts
        assert {src for src, _alt in shown} == {file["source_url"] for file in files}


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Originals:
    return Originals(tmp_path_factory.mktemp("originals"))


@pytest.fixture(scope="module")
def media(originals: Originals) -> list[MediaEntry]:
    return [originals.photo(str(n), f"Foto {n}", f"Alt {n}") for n in range(3)]


Served = Callable[..., AbstractContextManager[Site]]


@pytest.fixture
def served(originals: Originals, media: list[MediaEntry]) -> Served:
    """A new site: `with served() as site:`."""

    @contextmanager
    def made(handler: type[Handler] = WordPressStandIn) -> Iterator[Site]:
        with serving(handler) as (base, world):
            yield Site(base, world, originals, media)

    return made


@pytest.fixture
def site(served: Served) -> Iterator[Site]:
    with served() as one:
        yield one


def test_a_delivery_takes_the_calls_that_are_broken_below(site: Site) -> None:
    line = Line()
    receipt = site.channel(line).deliver(site.job())
    assert len(line.calls) == CALLS
    handle = f"{site.base.removeprefix('http://')}/?p=41"
    assert receipt == Receipt("https://situs.example/2026/11/bursa-kerja-dibuka-041/", handle)
    site.stands(["Alt 0", "Alt 1"])


@pytest.mark.parametrize("fault", Fault)
def test_whatever_becomes_of_any_call_there_is_one_post(served: Served, fault: Fault) -> None:
    for number in range(CALLS):
        with served() as site:
            job = site.job()
            receipt = brought_out(site.channel(Line(number, fault)), job)
            assert receipt == site.channel().reconcile(job) == site.channel().deliver(job)
            site.stands(["Alt 0", "Alt 1"])


@pytest.mark.parametrize("fault", Fault)
def test_a_correction_changes_the_same_post(served: Served, fault: Fault) -> None:
    for number in range(8):
        with served() as site:
            first, new = site.channel().deliver(site.job()), site.correction()
            assert site.channel().reconcile(new) == Absent()
            channel = site.channel(Line(number, fault))
            act = partial(channel.correct, new, first)
            assert brought_out(channel, new, act) == first == site.channel().reconcile(new)
            site.channel().correct(new, first)  # it may be said again
            site.stands(["Alt 1 baru", "Alt 2 baru"])
            assert site.world.posts[0]["title"] == "Judul Baru"
            assert notes_in(site.world.posts[0]["content"]["raw"]) == [NOTE]


@pytest.mark.parametrize("fault", Fault)
def test_what_is_taken_down_nobody_can_read_nor_its_files(served: Served, fault: Fault) -> None:
    for number in range(5):
        with served() as site:
            job = site.job()
            first = site.channel().deliver(job)
            channel = site.channel(Line(number, fault))
            for _again in range(2):
                with contextlib.suppress(Unreachable, Refused, Killed):
                    channel.withdraw(job, first)
            assert site.world.posts == []
            assert site.world.media == {}
            site.channel().withdraw(job, first)  # well too where it is not there any more
            with pytest.raises(Refused, match="not on the site"):
                site.channel().correct(site.correction(), first)


def test_readers_are_told_of_every_correction(site: Site) -> None:
    first = site.channel().deliver(site.job())
    assert notes_in(site.world.posts[0]["content"]["raw"]) == []
    site.channel().correct(site.correction(), first)
    again = site.job(reason="Nama\nkeliru", published_at=WHEN + timedelta(days=1))
    site.channel().correct(again, first)
    raw = site.world.posts[0]["content"]["raw"]
    assert notes_in(raw) == ["Diralat Selasa (24/11/2026): Nama keliru", NOTE]
    assert raw.index("Diralat Selasa") < raw.index("Bursa kerja dibuka")


@pytest.mark.parametrize("handle", ["", "situs.example/berita-041", "situs.example/?p=41"])
def test_what_stands_on_another_site_or_was_made_by_hand_is_left_to_people(
    site: Site, handle: str
) -> None:
    first = replace(site.channel().deliver(site.job()), handle=handle)
    with pytest.raises(Refused, match="by the program"):
        site.channel().withdraw(site.job(), first)
    with pytest.raises(Refused, match="by the program"):
        site.channel().correct(site.correction(), first)
    site.stands(["Alt 0", "Alt 1"])


def test_what_was_taken_down_comes_back_as_the_same_post(site: Site) -> None:
    first = site.channel().deliver(site.job())
    site.channel().withdraw(site.job(), first)
    assert site.channel().deliver(site.job()) == first
    site.stands(["Alt 0", "Alt 1"])


class Meanwhile(Line):
    """Lets something happen before the call number `at`."""

    def __init__(self, at: int, happens: Callable[[], object]) -> None:
        super().__init__()
        self.moment, self.happens = at, happens

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if len(self.calls) == self.moment:
            self.happens()
        return super().handle_request(request)


def test_two_stations_at_once_leave_one_post(served: Served) -> None:
    for number in range(CALLS):
        with served() as site:
            job, other = site.job(), site.channel()
            slow = Meanwhile(number, partial(other.deliver, job))
            assert site.channel(slow).deliver(job) == other.reconcile(job)
            assert len(site.world.posts) == len(site.world.pages) == 1


def test_a_post_of_others_at_that_address_is_let_be(site: Site) -> None:
    theirs = {"id": 7, "slug": "bursa-kerja-dibuka-041", "status": "publish", "link": "x",
              "content": {"raw": "Tulisan kantor lain"}}  # fmt: skip
    site.world.pages[7] = theirs.copy()
    assert site.channel().reconcile(site.job()) == Absent()
    receipt = site.channel().deliver(site.job())
    assert receipt.url.endswith("bursa-kerja-dibuka-041-2/")
    assert site.channel().reconcile(site.job()) == receipt
    assert site.world.pages[7] == theirs


def test_files_that_others_put_beside_ours_stay(site: Site) -> None:
    first = site.channel().deliver(site.job())
    site.world.media["9"] = {"id": 9, "slug": "041-denah", "post": first.handle.split("=")[1]}
    site.channel().correct(site.correction(), first)
    site.channel().withdraw(site.job(), first)
    assert list(site.world.media) == ["9"]


def test_a_site_that_loses_what_marks_a_post_is_given_none(served: Served) -> None:
    class Cleaner(WordPressStandIn):
        def _keep_post(self, fields: dict[str, Any], *, publishes: bool) -> None:
            stripped = re.sub(r"<!--.*?-->", "", fields["content"])
            super()._keep_post({**fields, "content": stripped}, publishes=publishes)

    with served(Cleaner) as site:
        with pytest.raises(Refused, match="does not find again"):
            site.channel().deliver(site.job())
        assert site.world.pages == {}


def test_a_file_too_large_for_the_site_is_said_and_not_tried_for_ever(served: Served) -> None:
    class Small(WordPressStandIn):
        def _keep_file(self, _fields: dict[str, Any], _files: dict[str, bytes]) -> None:
            self.answer(500, {"code": "rest_upload_unknown_error"})

    with served(Small) as site:
        with pytest.raises(Refused, match="too large"):
            site.channel().deliver(site.job())
        assert site.world.posts == []


def test_a_post_that_the_site_keeps_back_is_no_success(served: Served) -> None:
    class Reviewed(WordPressStandIn):
        def _keep_post(self, fields: dict[str, Any], *, publishes: bool) -> None:
            status = "pending" if publishes else fields.get("status", "draft")
            super()._keep_post({**fields, "status": status}, publishes=publishes)

    with served(Reviewed) as site, pytest.raises(Refused, match="pending"):
        site.channel().deliver(site.job())


def test_who_may_not_publish_is_told_when_connecting(served: Served) -> None:
    handler = type("Apprentice", (WordPressStandIn,), {"capabilities": CONTRIBUTOR})
    with served(handler) as site, pytest.raises(Refused, match="may not publish"):
        site.channel().check()  # type: ignore[attr-defined]


def test_an_address_without_a_wordpress_is_told_when_connecting(site: Site) -> None:
    lost = connect("wordpress", {"server": f"{site.base}/blog", "user": "dinas"}, TOKEN)
    with pytest.raises(Refused, match="No WordPress answers"):
        lost.check()  # type: ignore[attr-defined]
    pages = httpx.MockTransport(lambda _request: httpx.Response(200, text="<html>"))
    with pytest.raises(Refused, match="No WordPress answers"):
        site.channel(pages).check()  # type: ignore[attr-defined]
    with pytest.raises(InvalidInput):
        connect("wordpress", {"server": "http://situs.example", "user": "dinas"}, TOKEN)
    with pytest.raises(Unreachable, match="token"):
        site.channel(secret="bukan").check()  # type: ignore[attr-defined]


def test_whoever_looks_is_led_to_the_site() -> None:
    assert PLUGIN.page is not None
    assert PLUGIN.page({"server": "situs.example/"}, "@dinas") == "https://situs.example/"


def test_it_is_a_website_and_no_social_network() -> None:
    assert is_website("wordpress")
    assert is_website("website")
    assert not is_social("wordpress")
    assert not is_website("mastodon")
    assert not is_website("nobody knows it")


def test_it_shows_the_release_and_misses_what_is_missing_of_it(site: Site) -> None:
    channel = site.channel()
    assert channel.problems(site.job()) == []
    assert channel.problems(site.job(title=" ", lead="", body="")) == [
        "The title is empty.", "The text is empty."
    ]  # fmt: skip
    assert channel.accept_url(site.job(), "https://situs.example/bursa-041/").url
    assert channel.accept_url(site.job(), "https://situs.example/?p=12").handle.endswith("?p=12")
    with pytest.raises(InvalidInput, match="front page"):
        channel.accept_url(site.job(), "https://situs.example/")


@given(st.text())
def test_words_are_read_letter_by_letter(text: str) -> None:
    assert html.unescape(words(text)) == clean(text)
    assert not set(words(text)) & set("<>\"'[]")


def test_approved_text_is_only_text(site: Site) -> None:
    site.channel().deliver(site.job(title=NASTY, lead=NASTY, body=f"{NASTY}\n\n[gallery]"))
    (post,) = site.world.posts
    raw = post["content"]["raw"]
    assert "<script" not in raw + post["title"] + post["excerpt"]
    assert "[gallery]" not in raw
    assert re.findall(r"<(?!/?(?:p|img|figure|figcaption|!--))", raw) == []


def test_media_stand_in_their_order_as_the_sites_blocks(originals: Originals) -> None:
    def pieces(*kinds: Kind, caption: str = "Keterangan") -> Iterator[Piece]:
        for number, kind in enumerate(kinds):
            entry = replace(originals.photo(str(number), caption), kind=kind)
            yield Piece(number, f"https://situs.example/{number}", entry, f"Alt {number}")

    def blocks(*kinds: Kind, caption: str = "Keterangan") -> list[str]:
        manifest = originals.job(body="", lead="", byline="").manifest
        made = content(KEY, manifest, pieces(*kinds, caption=caption))
        assert made.count(">Keterangan<") == (len(kinds) if caption else 0)
        return re.findall(r"<!-- wp:(\w+)", made)

    assert blocks(Kind.PHOTO) == ["image"]
    assert blocks(Kind.PHOTO, Kind.PHOTO) == ["image", "image"]
    assert blocks(Kind.PHOTO, Kind.PHOTO, caption="") == ["gallery", "image", "image"]
    assert blocks(Kind.VIDEO, Kind.PHOTO, Kind.AUDIO, Kind.DOCUMENT) == [
        "video", "image", "audio", "image"
    ]  # fmt: skip


def test_pages_of_a_document_are_one_gallery_with_its_caption(originals: Originals) -> None:
    entry = replace(originals.photo("surat", "Surat <edaran>"), kind=Kind.DOCUMENT)
    pages = [Piece(n, f"https://situs.example/{n}", entry, f"Surat, halaman {n}") for n in (1, 2)]
    made = content(KEY, originals.job().manifest, pages)
    assert made.count("Surat &#60;edaran&#62;") == 1
    assert 'alt="Surat, halaman 2"' in made


def test_every_kind_has_its_recipe() -> None:
    assert NETWORK.kinds == set(Kind)
