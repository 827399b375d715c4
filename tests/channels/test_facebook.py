"""A Facebook Page, against a stand-in of ours: what is particular to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from soptui.channels.connecting import connect
from soptui.channels.contract import Absent, CannotSay, Job, Receipt
from soptui.channels.facebook import Facebook
from soptui.channels.wire import LONGEST_WAIT_S, TOKEN_PAUSE_S
from soptui.errors import NotByProgram, Refused, Unknown, Unreachable
from soptui.sop.manifest import ChannelText
from soptui.sop.material import Kind
from tests.channels.making import Originals
from tests.channels.standins import TOKEN, serving
from tests.channels.standins_meta import FacebookStandIn, MetaWorld

TEXT = "Pelatihan las dibuka\n\nSelengkapnya: https://contoh.example/a"


@dataclass
class Page:
    """The channel, the world behind it, and what a station would keep for it."""

    channel: Facebook
    world: Any
    originals: Originals
    kept: str = ""

    def job(self, photos: int = 2, text: str = TEXT) -> Job:
        media = [self.originals.photo(str(n), "Foto", f"Alt {n}") for n in range(photos)]
        return self.originals.job(media=media, channels=(ChannelText("facebook", text),),
                                  handle=self.kept, keep=self.keep)  # fmt: skip

    def keep(self, handle: str) -> None:
        self.kept = handle

    def again(self, job: Job) -> Job:
        """The same job at the next try."""
        return replace(job, handle=self.kept)


@pytest.fixture
def page(originals: Originals) -> Iterator[Page]:
    with serving(FacebookStandIn) as (base, world):
        channel = connect("facebook", {"server": base}, TOKEN)
        assert isinstance(channel, Facebook)
        assert isinstance(world, MetaWorld)
        yield Page(channel, world, originals)


def test_photos_go_first_unseen_with_their_alternative_texts(page: Page) -> None:
    page.channel.deliver(page.job(3))
    assert [photo["alt"] for photo in page.world.media.values()] == ["Alt 0", "Alt 1", "Alt 2"]
    assert page.world.posts[0]["photos"] == 3
    assert page.kept == "1,2,3"  # on disk before the post


@pytest.mark.parametrize(
    ("code", "wait"), [(4, 900.0), (17, 900.0), (32, 900.0), (613, 900.0), (80001, 900.0)]
)
def test_a_limit_waits_as_long_as_the_header_tells(page: Page, code: int, wait: float) -> None:
    page.world.fail = [code]
    with pytest.raises(Unreachable) as failure:
        page.channel.deliver(page.job(0))
    assert failure.value.retry_after == wait
    for minutes, seconds in ((7, 420.0), (10_000, LONGEST_WAIT_S)):
        page.world.fail, page.world.regained = [code], minutes
        with pytest.raises(Unreachable) as failure:
            page.channel.deliver(page.job(0))
        assert failure.value.retry_after == seconds
    assert page.world.posts == []


@pytest.mark.parametrize("code", [190, 102, 10, 200, 299])
def test_a_token_or_a_right_that_is_gone_pauses(page: Page, code: int) -> None:
    page.world.early = [code]
    with pytest.raises(Unreachable, match="token") as failure:
        page.channel.deliver(page.job(0))
    assert failure.value.retry_after == TOKEN_PAUSE_S


@pytest.mark.parametrize("code", [1, 2])
def test_trouble_of_the_server_is_no_answer_however_it_is_dressed(page: Page, code: int) -> None:
    page.world.fail = [code]
    with pytest.raises(Unknown):
        page.channel.deliver(page.job(0))
    page.world.early = [code]
    with pytest.raises(Unreachable):
        page.channel.deliver(page.job(0))


@pytest.mark.parametrize("code", [368, 100, 1500])
def test_a_no_names_its_code(page: Page, code: int) -> None:
    page.world.fail = [code]
    with pytest.raises(Refused, match=rf"\(HTTP 400, {code}\)"):
        page.channel.deliver(page.job(0))


def test_a_second_try_attaches_the_same_photos(page: Page) -> None:
    job = page.job(2)
    page.world.fail = [429]
    with pytest.raises(Unreachable):
        page.channel.deliver(job)
    page.channel.deliver(page.again(job))
    assert len(page.world.media) == 2
    assert len(page.world.posts) == 1


def test_photos_that_are_attached_already_make_no_second_post(page: Page) -> None:
    """The page lists the post late: it says twice that it is not there, and it stands."""
    job = page.job(2)
    page.world.drop = 1
    with pytest.raises(Unknown):
        page.channel.deliver(job)
    (post,) = page.world.posts
    page.world.posts = []
    assert page.channel.reconcile(page.again(job)) == Absent()
    with pytest.raises(Unknown):
        page.channel.deliver(page.again(job))
    assert page.world.posts == []
    assert page.channel.reconcile(page.again(job)) == CannotSay()  # a person looks
    page.world.posts = [post]
    assert isinstance(page.channel.reconcile(page.again(job)), Receipt)


def test_photos_that_the_page_has_dropped_are_brought_anew(page: Page) -> None:
    job, page.kept = page.job(1), "1,2"
    page.channel.deliver(page.again(job))
    assert page.world.posts[0]["photos"] == 1


def test_posts_of_equal_words_are_told_apart_by_their_time(page: Page) -> None:
    job = page.job(1)
    receipt = page.channel.deliver(job)
    assert page.channel.reconcile(job) == receipt
    page.world.posts[0]["created_time"] = "2026-11-20T02:00:30+0000"
    assert page.channel.reconcile(job) == Absent()


def test_a_correction_changes_the_text_where_it_stands(page: Page) -> None:
    earlier = page.channel.deliver(page.job(2))
    assert page.channel.corrects
    assert page.channel.correct(page.job(2, "Ralat"), earlier) == earlier
    assert page.channel.correct(page.job(2, "Ralat"), earlier) == earlier
    assert [post["message"] for post in page.world.posts] == ["Ralat"]
    with pytest.raises(Refused, match="cannot be exchanged"):
        page.channel.correct(page.job(1, "Lain"), earlier)
    page.world.posts.clear()
    with pytest.raises(Refused):
        page.channel.correct(page.job(2, "Ralat"), earlier)


def test_what_is_taken_down_is_gone_and_well_when_it_was(page: Page) -> None:
    job = page.job(1)
    earlier = page.channel.deliver(job)
    assert page.channel.withdraws
    page.channel.withdraw(job, earlier)
    assert page.world.posts == []
    page.channel.withdraw(job, earlier)


def test_a_post_that_a_person_made_is_left_to_a_person(page: Page) -> None:
    job = page.job(0)
    pasted = page.channel.accept_url
    with pytest.raises(Refused, match="cannot be changed"):
        page.channel.correct(job, Receipt("https://facebook.com/100/posts/1", "facebook.com/1"))
    with pytest.raises(Refused, match="cannot be taken down"):
        page.channel.withdraw(job, Receipt("https://facebook.com/100/posts/1", "facebook.com/1"))
    assert pasted(job, "https://www.facebook.com/100/posts/1").handle


def test_a_persons_token_is_none_of_a_page(page: Page) -> None:
    page.world.person = True
    with pytest.raises(Refused, match="not the token of a Page"):
        page.channel.check()


def test_it_says_when_its_token_ends(page: Page) -> None:
    page.channel.check()
    assert page.channel.expires() is None
    page.world.token_ends = 1_800_000_000
    page.channel.check()
    assert page.channel.expires() == datetime.fromtimestamp(1_800_000_000, UTC)


def test_a_token_works_also_where_nobody_says_when_it_ends(page: Page) -> None:
    page.world.mute = True
    assert page.channel.check() == "Dinas Contoh"
    assert page.channel.expires() is None


def test_videos_are_left_to_a_person(page: Page) -> None:
    film = page.originals.add(b"film", Kind.VIDEO, "Film", "Alt")
    job = page.originals.job(media=[film], channels=(ChannelText("facebook", TEXT),))
    assert page.channel.problems(job) == ["The program posts no videos to Facebook; a person can."]
    with pytest.raises(NotByProgram, match="no videos"):
        page.channel.deliver(job)
    assert page.world.calls == []
