"""Channels over HTTP against labelled stand-ins: one post, whatever the line does.

The same expectations for all; where they differ (a bot cannot look), the difference is the point.
"""

from __future__ import annotations

import contextlib
import html
import socket
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from soptui.channels.connecting import connect
from soptui.channels.contract import Absent, CannotSay, Channel, Job, Mode, Receipt
from soptui.channels.fetching import Fetching
from soptui.channels.website.lending import Lending
from soptui.channels.wire import LONGEST_WAIT_S, TOKEN_PAUSE_S
from soptui.errors import InvalidInput, Refused, Unknown, Unreachable
from soptui.sop.manifest import ChannelText
from soptui.sop.material import Kind
from tests.channels.making import Originals
from tests.channels.standins import TOKEN, MastodonStandIn, TelegramStandIn, World, serving
from tests.channels.standins_meta import (
    FacebookStandIn,
    InstagramStandIn,
    ThreadsStandIn,
    public_site,
)
from tests.channels.standins_wordpress import WordPressStandIn
from tests.channels.standins_youtube import CLIENT_ID, YouTubeStandIn, YouTubeWorld, granted

HANDLERS = {
    "mastodon": MastodonStandIn,
    "telegram": TelegramStandIn,
    "facebook": FacebookStandIn,
    "instagram": InstagramStandIn,
    "threads": ThreadsStandIn,
    "youtube": YouTubeStandIn,
    "wordpress": WordPressStandIn,
}
AT_ONCE = [name for name in HANDLERS if name != "youtube"]
"""Whose first call is the one that counts."""
CORRECTING = [name for name in HANDLERS if name not in {"instagram", "threads"}]
WITHDRAWING = [name for name in HANDLERS if name != "instagram"]
"""Whose program interface can change, or take down, what stands there."""
LONGEST = {"mastodon": 500, "telegram": 1024, "facebook": 63_206, "instagram": 2200, "threads": 500,
           "youtube": 5000, "wordpress": 0}  # fmt: skip
POSTS = (
    "https://sosial.example/@dinas/",
    "https://t.me/dinas/",
    "https://www.facebook.com/100/",
    "https://www.instagram.com/p/",
    "https://www.threads.com/@dinas/post/",
    "https://www.youtube.com/watch?v=",
    "https://situs.example/2026/11/",
)
TEXT = "Pelatihan las dibuka & 312 pelamar <hadir>\n\nSelengkapnya: https://contoh.example/a"


@dataclass
class Setting:
    """A channel, the stand-in behind it, and what it is to post."""

    name: str
    base: str
    world: World
    originals: Originals
    site: str = ""
    kept: str = ""

    def channel(self, secret: str = TOKEN, base: str = "") -> Channel:
        settings = {"server": base or self.base, "chat": "dinas", "user": "dinas",
                    "client_id": CLIENT_ID}  # fmt: skip
        if isinstance(self.world, YouTubeWorld) and secret == TOKEN:
            secret = granted(self.world)
        made = connect(self.name, settings, secret)
        if self.name == "mastodon":
            made._wait = lambda _seconds: None  # type: ignore[attr-defined]
        if isinstance(made, Fetching):
            made.containers.wait = lambda _seconds: None
        return made

    def job(self, photos: int = 2, text: str = TEXT, lead: str = "Teras") -> Job:
        """What goes out; Instagram takes nothing without a picture."""
        photos = max(photos, self.name == "instagram")
        media = [self.originals.photo(str(n), "Foto", f"Alt {n}") for n in range(photos)]
        if self.name == "youtube":
            media = [self.originals.add(b"film", Kind.VIDEO, "Film")]
        shelf = self.originals.files.__getitem__
        lender = Lending(self.originals.folder / "site", self.site, shelf) if self.site else None
        return self.originals.job(media=media, lead=lead, channels=(ChannelText(self.name, text),),
                                  lender=lender, keep=self.keep)  # fmt: skip

    def keep(self, handle: str) -> None:
        self.kept = handle

    def again(self, job: Job) -> Job:
        """The same job at the next try."""
        return replace(job, handle=self.kept)

    def committed(self) -> int:
        return len(self.world.posts)

    def public(self) -> int:
        """How many posts anybody can see."""
        return sum(post.get("privacy", "public") == "public" for post in self.world.posts)


@pytest.fixture(params=list(HANDLERS))
def at(request: pytest.FixtureRequest, originals: Originals) -> Iterator[Setting]:
    with (
        serving(HANDLERS[request.param]) as (base, world),
        public_site(originals.folder / "site") as site,
    ):
        yield Setting(request.param, base, world, originals, site)


@pytest.mark.parametrize("photos", [0, 1, 2])
def test_what_was_approved_stands_there_once(at: Setting, photos: int) -> None:
    channel = at.channel()
    told: list[tuple[int, int]] = []
    receipt = channel.deliver(at.job(photos), lambda *step: told.append(step))
    assert at.committed() == 1
    assert receipt.url.startswith(POSTS)
    assert str(at.world.posts[0].get("id", "41")) in receipt.handle
    assert told[-1][0] == told[-1][1]
    assert channel.mode is Mode.AUTO
    account = "Dinas Contoh" if at.name == "facebook" else "@dinas"
    assert channel.check() == account  # type: ignore[attr-defined]


def test_a_lost_answer_is_unknown_and_then_asked_for(at: Setting) -> None:
    at.world.drop = 1
    channel, job = at.channel(), at.job()
    with pytest.raises(Unknown, match="broke after it was sent"):
        channel.deliver(job)
    assert at.committed() == 1
    answer = channel.reconcile(at.again(job))
    if at.name == "telegram":
        assert answer == CannotSay()
        assert channel.accept_url(job, "https://t.me/dinas/41").handle == "t.me/dinas/41"
    else:
        assert isinstance(answer, Receipt)
        assert {answer.url, answer.handle} & set(map(str, at.world.posts[0].values()))


CORRECTED = "Ralat: pelatihan las dibuka & 321 pelamar"


@pytest.mark.parametrize("at", CORRECTING, indirect=True)
def test_a_correction_changes_the_post_that_stands_there(at: Setting) -> None:
    channel = at.channel()
    earlier = channel.deliver(at.job())
    for _again in range(2):  # doing so again changes nothing
        assert channel.correct(at.job(text=CORRECTED, lead=CORRECTED), earlier).url == earlier.url
    assert at.committed() == 1
    assert CORRECTED in html.unescape(str(at.world.posts[0]))
    assert "312" not in str(at.world.posts[0])


@pytest.mark.parametrize("at", CORRECTING, indirect=True)
def test_a_correction_whose_answer_is_lost_is_simply_made_again(at: Setting) -> None:
    channel = at.channel()
    earlier = channel.deliver(at.job())
    at.world.drop = 1
    with contextlib.suppress(Unreachable, Unknown):  # of some another answer is lost
        channel.correct(at.job(text=CORRECTED, lead=CORRECTED), earlier)
    assert channel.correct(at.job(text=CORRECTED, lead=CORRECTED), earlier).url == earlier.url
    assert at.committed() == 1
    assert CORRECTED in html.unescape(str(at.world.posts[0]))


@pytest.mark.parametrize("at", WITHDRAWING, indirect=True)
@pytest.mark.parametrize("lost", [0, 1])
def test_a_takedown_leaves_nothing_whatever_is_lost(at: Setting, lost: int) -> None:
    channel, job = at.channel(), at.job()
    earlier = channel.deliver(job)
    at.world.drop = lost
    with contextlib.suppress(Unreachable, Unknown):
        channel.withdraw(job, earlier)
    for _again in range(2):
        channel.withdraw(job, earlier)
    assert at.public() == 0


def test_a_channel_says_what_it_can_change(at: Setting) -> None:
    channel = at.channel()
    assert channel.corrects is (at.name in CORRECTING)
    assert channel.withdraws is (at.name in WITHDRAWING)


@pytest.mark.parametrize("at", [name for name in HANDLERS if name != "wordpress"], indirect=True)
def test_what_a_person_posted_is_left_to_a_person(at: Setting) -> None:
    pasted = Receipt("https://contoh.example/p/Ab1", "contoh.example/p/Ab1")
    for act in (at.channel().correct, at.channel().withdraw):
        with pytest.raises(Refused):
            act(at.job(), pasted)


def test_nobody_there_means_nothing_went_out(at: Setting) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        channel = at.channel(base=f"http://127.0.0.1:{closed.getsockname()[1]}")
    with pytest.raises(Unreachable, match="cannot be reached"):
        channel.deliver(at.job(0))
    nowhere = at.channel(base="https://tidak-ada.invalid")
    with pytest.raises(Unreachable):
        nowhere.deliver(at.job(0))


@pytest.mark.parametrize("at", ["mastodon", "telegram"], indirect=True)
@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("Mon, 23 Nov 2026 02:00:30 GMT", None), ("besok", 0.0), ("9e9", LONGEST_WAIT_S)],
)
def test_too_many_requests_wait_as_long_as_they_are_told(
    at: Setting, header: str, seconds: float | None
) -> None:
    at.world.fail, at.world.retry_after = [429], header
    with pytest.raises(Unreachable) as failure:
        at.channel().deliver(at.job(0))
    assert at.committed() == 0
    if seconds is not None:
        assert failure.value.retry_after == seconds


@pytest.mark.parametrize("at", AT_ONCE, indirect=True)
def test_a_server_in_trouble_may_have_done_it(at: Setting) -> None:
    at.world.fail = [503]
    with pytest.raises(Unknown):
        at.channel().deliver(at.job(0))


def test_a_no_is_final_and_a_token_that_does_not_work_waits(at: Setting) -> None:
    at.world.fail = [422]
    with pytest.raises(Refused, match="422"):
        at.channel().deliver(at.job(0))
    with pytest.raises(Unreachable, match="token") as failure:
        at.channel("bukan-token").deliver(at.job(0))
    assert failure.value.retry_after == TOKEN_PAUSE_S
    assert at.committed() == 0


@pytest.mark.parametrize("at", AT_ONCE, indirect=True)
def test_no_error_holds_the_token(at: Setting) -> None:
    at.world.fail = [500]
    with pytest.raises(Unknown) as failure:
        at.channel().deliver(at.job(0))
    shown = (str(failure.value), failure.value.sentence, repr(vars(failure.value)))
    assert not any(TOKEN in text for text in shown)


def test_what_it_does_not_take_is_said_before(at: Setting) -> None:
    channel = at.channel()
    if at.name == "wordpress":  # it shows the release
        assert channel.problems(at.job(2, "")) == []
        return
    assert channel.problems(at.job(2)) == []
    assert channel.problems(at.job(0, "")) != []
    long = "a" * (LONGEST[at.name] + 1)
    assert len(channel.problems(at.job(2, long))) == 1


def test_links_count_23_on_mastodon(originals: Originals) -> None:
    with serving(MastodonStandIn) as (base, world):
        at = Setting("mastodon", base, world, originals)
        text = "a" * 476 + " https://contoh.example/" + "b" * 100
        assert at.channel().problems(at.job(0, text)) == []
        assert at.channel().problems(at.job(0, "a" + text)) != []


def test_a_file_that_is_worked_on_is_waited_for(originals: Originals) -> None:
    with serving(MastodonStandIn) as (base, world):
        at = Setting("mastodon", base, world, originals)
        world.working = 3
        at.channel().deliver(at.job(1))
        assert world.calls.count("GET /api/v1/media/1") == 4  # 3 × not yet, then done
        assert world.media["1"]["description"] == "Alt 0"
        world.working = 10_000
        with pytest.raises(Unreachable, match="very long"):
            at.channel().deliver(at.job(1))
        assert at.committed() == 1


def test_mastodon_keeps_a_key_and_others_are_looked_through(originals: Originals) -> None:
    with serving(MastodonStandIn) as (base, world):
        at = Setting("mastodon", base, world, originals)
        channel, job = at.channel(), at.job(0)
        assert channel.reconcile(job) == Absent()
        first = channel.deliver(job)
        assert channel.deliver(job) == first  # the same key: the same post
        assert at.committed() == 1
        world.posts[0]["created_at"] = "2025-01-01T00:00:00.000Z"  # an older one of equal words
        assert channel.reconcile(job) == Absent()


def films(at: Setting, *kinds: Kind) -> Job:
    """What goes out of files of `kinds`, in that order."""
    media = [at.originals.add(str(n).encode(), kind, "Satu", f"Alt {n}")
             for n, kind in enumerate(kinds)]  # fmt: skip
    return at.originals.job(media=media, channels=(ChannelText(at.name, TEXT),), keep=at.keep)


@pytest.mark.parametrize("name", ["mastodon", "telegram"])
@pytest.mark.parametrize("kind", [Kind.VIDEO, Kind.AUDIO])
def test_a_film_is_posted_once_and_sound_is_one(
    originals: Originals, name: str, kind: Kind
) -> None:
    with serving(HANDLERS[name]) as (base, world):
        at = Setting(name, base, world, originals)
        job, channel = films(at, kind), at.channel()
        assert channel.problems(job) == []
        receipt = channel.deliver(job)
        (post,) = world.posts
        assert receipt.url.startswith(POSTS)
        if name == "mastodon":
            assert world.media["1"]["type"] == "video"
            assert world.media["1"]["description"] == "Alt 0"
        else:
            assert post["kinds"] == ["video"]


def test_telegram_takes_pictures_and_films_in_one_post(originals: Originals) -> None:
    with serving(TelegramStandIn) as (base, world):
        at = Setting("telegram", base, world, originals)
        job = films(at, Kind.PHOTO, Kind.VIDEO, Kind.AUDIO)
        assert at.channel().problems(job) == []
        at.channel().deliver(job)
        assert world.posts[0]["kinds"] == ["photo", "video", "video"]


def test_on_mastodon_the_first_file_decides_and_the_rest_is_told(originals: Originals) -> None:
    with serving(MastodonStandIn) as (base, world):
        at = Setting("mastodon", base, world, originals)
        for kinds, left in {
            (Kind.PHOTO, Kind.VIDEO, Kind.PHOTO, Kind.AUDIO): "file 2, 4",
            (Kind.VIDEO, Kind.PHOTO, Kind.VIDEO): "file 2, 3",
        }.items():
            (sentence,) = at.channel().problems(films(at, *kinds))
            assert "either pictures or one film" in sentence
            assert f"left out: {left}." in sentence
        with pytest.raises(Refused, match="422"):  # what the desk keeps from happening
            at.channel().deliver(films(at, Kind.PHOTO, Kind.VIDEO))
        assert world.posts == []


def test_a_film_is_worked_on_for_longer_than_a_picture(originals: Originals) -> None:
    with serving(MastodonStandIn) as (base, world):
        at = Setting("mastodon", base, world, originals)
        world.working = 200
        at.channel().deliver(films(at, Kind.VIDEO))
        assert at.committed() == 1


def test_a_bot_that_may_not_post_is_told(originals: Originals) -> None:
    handler = type("Outside", (TelegramStandIn,), {"administrator": False})
    with serving(handler) as (base, world):
        at = Setting("telegram", base, world, originals)
        with pytest.raises(Refused, match="may not post"):
            at.channel().check()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address",
    ["", "http://mastodon.social", "https://u:p@mastodon.social", "localhost", "ftp://a.b"],
)
def test_a_server_is_reached_encrypted_or_not_at_all(address: str) -> None:
    with pytest.raises(InvalidInput, match="not the address"):
        connect("mastodon", {"server": address}, TOKEN)


def test_the_tests_talk_to_nobody_outside(tmp_path: Path) -> None:
    """The stand-ins listen on the loopback alone."""
    with serving(TelegramStandIn) as (base, _world):
        assert base.startswith("http://127.0.0.1:")
