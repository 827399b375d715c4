"""Instagram and Threads, against stand-ins of ours: what is particular to containers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from soptui.channels.connecting import connect
from soptui.channels.containers import LOOKS, QUOTA_PAUSE_S
from soptui.channels.contract import Absent, CannotSay, Job, Receipt
from soptui.channels.fetching import LOOKS_FOR_POST, Fetching
from soptui.channels.website.lending import FOLDER, Lending
from soptui.errors import Refused, StorageError, Unknown, Unreachable
from soptui.sop.manifest import ChannelText
from soptui.sop.material import Kind
from tests.channels.making import FailingDisk, Originals
from tests.channels.standins import TOKEN, serving
from tests.channels.standins_meta import InstagramStandIn, ThreadsStandIn, public_site

HANDLERS = {"instagram": InstagramStandIn, "threads": ThreadsStandIn}
TEXT = "Pelatihan las bersama @dinas\n\nSelengkapnya: https://contoh.example/a"


@dataclass
class Account:
    """The channel, the world behind it, the office's website, and what a station would keep."""

    name: str
    channel: Fetching
    world: Any
    originals: Originals
    site: str
    kept: str = ""
    waited: float = 0.0

    def job(self, photos: int = 2, films: int = 0, **changes: Any) -> Job:
        media = [self.originals.photo(str(n), "Foto", f"Alt {n}") for n in range(photos)]
        media += [self.originals.add(bytes([n]), Kind.VIDEO, "Film", "") for n in range(films)]
        lender = Lending(self.folder, self.site, self.originals.files.__getitem__)
        return self.originals.job(media=media, channels=(ChannelText(self.name, TEXT),),
                                  **{"lender": lender, "keep": self.keep, **changes})  # fmt: skip

    @property
    def folder(self) -> Path:
        return self.originals.folder / "site"

    def keep(self, handle: str) -> None:
        self.kept = handle

    def wait(self, seconds: float) -> None:
        self.waited += seconds

    def again(self, job: Job) -> Job:
        """The same job at the next try."""
        return replace(job, handle=self.kept)


@pytest.fixture(params=list(HANDLERS))
def account(request: pytest.FixtureRequest, originals: Originals) -> Iterator[Account]:
    name = request.param
    with (
        serving(HANDLERS[name]) as (base, world),
        public_site(originals.folder / "site") as site,
    ):
        channel = connect(name, {"server": base}, TOKEN)
        assert isinstance(channel, Fetching)
        made = Account(name, channel, world, originals, site)
        channel.containers.wait = made.wait
        yield made


@pytest.mark.parametrize("photos", [1, 2, 5])
def test_pictures_are_fetched_from_the_website_and_taken_back(
    account: Account, photos: int
) -> None:
    receipt = account.channel.deliver(account.job(photos))
    (post,) = account.world.posts
    assert receipt == Receipt(post["permalink"], post["id"])
    assert post["files"] == photos
    alts = [one["alt_text"] for one in account.world.media.values() if "alt_text" in one]
    assert alts == [f"Alt {n}" for n in range(photos)]
    assert list((account.folder / FOLDER / account.name).iterdir()) == []


def test_the_container_is_kept_before_it_is_published(account: Account) -> None:
    seen: list[str] = []
    account.world.committed = lambda: seen.append(account.kept)
    account.channel.deliver(account.job(2))
    assert [account.world.media[name]["status"] for name in seen] == ["PUBLISHED"]


def test_a_second_try_publishes_the_same_container(account: Account) -> None:
    job = account.job(2)
    account.world.fail = [613]
    with pytest.raises(Unreachable):
        account.channel.deliver(job)
    made = set(account.world.media)
    account.channel.deliver(account.again(job))
    assert set(account.world.media) == made
    assert len(account.world.posts) == 1


def test_what_was_published_is_not_published_again(account: Account) -> None:
    """A station that believes it went wrong tries again: the container knows better."""
    job = account.job(1)
    receipt = account.channel.deliver(job)
    with pytest.raises(Unknown):
        account.channel.deliver(account.again(job))
    assert len(account.world.posts) == 1
    assert account.channel.reconcile(account.again(job)) == receipt


def test_without_a_container_nothing_was_published(account: Account) -> None:
    account.world.posts.append({"id": "1"})
    assert account.channel.reconcile(account.job(1)) == Absent()
    assert account.world.calls == []


def test_a_container_that_can_still_be_published_was_not(account: Account) -> None:
    job = account.job(1)
    account.world.fail = [503]
    with pytest.raises(Unknown):
        account.channel.deliver(job)
    assert account.channel.reconcile(account.again(job)) == Absent()


@pytest.mark.parametrize("status", ["EXPIRED", "ERROR"])
def test_a_container_that_came_to_nothing_is_made_anew(account: Account, status: str) -> None:
    job = account.job(1)
    account.world.fail = [429]
    with pytest.raises(Unreachable):
        account.channel.deliver(job)
    account.world.media[account.kept]["status"] = status
    assert account.channel.reconcile(account.again(job)) == Absent()
    account.channel.deliver(account.again(job))
    assert len(account.world.posts) == 1


def test_a_container_that_expires_before_it_is_published_leaves_no_doubt(account: Account) -> None:
    job = account.job(1)

    def expire(name: str) -> None:
        account.keep(name)
        account.channel.containers.finish = lambda _name: None  # type: ignore[method-assign]
        account.world.media[name]["status"] = "EXPIRED"

    with pytest.raises(Unknown):
        account.channel.deliver(replace(job, keep=expire))
    assert account.channel.reconcile(account.again(job)) == Absent()


def test_a_post_that_is_not_listed_yet_is_looked_for_and_then_a_persons(account: Account) -> None:
    job = account.job(1)
    account.channel.deliver(job)
    hidden, account.world.posts = account.world.posts, []
    before = account.waited
    assert account.channel.reconcile(account.again(job)) == CannotSay()
    assert account.waited - before == 5.0 * LOOKS_FOR_POST
    account.world.posts = hidden
    assert isinstance(account.channel.reconcile(account.again(job)), Receipt)


def test_a_container_that_nobody_knows_says_nothing(account: Account) -> None:
    job = account.job(1)
    receipt = account.channel.deliver(job)
    account.world.media.clear()
    assert account.channel.reconcile(account.again(job)) == receipt
    account.world.posts.clear()
    assert account.channel.reconcile(account.again(job)) == CannotSay()


def test_an_older_post_of_equal_words_is_another(account: Account) -> None:
    job = account.job(1)
    account.channel.deliver(job)
    account.world.posts[0]["timestamp"] = "2026-11-20T02:00:30+0000"
    assert account.channel.reconcile(account.again(job)) == CannotSay()


def test_words_come_back_without_the_signs_of_mentions(account: Account) -> None:
    job = account.job(1)
    receipt = account.channel.deliver(job)
    words = account.channel.words.text
    account.world.posts[0][words] = account.world.posts[0][words].replace("@", "")
    assert account.channel.reconcile(account.again(job)) == receipt


def test_trouble_after_it_was_published_is_no_reason_to_do_it_again(account: Account) -> None:
    job = account.job(1)
    account.world.committed = lambda: account.world.early.append(503)
    with pytest.raises(Unknown):
        account.channel.deliver(job)
    assert isinstance(account.channel.reconcile(account.again(job)), Receipt)


def test_a_day_has_so_many_posts(account: Account) -> None:
    account.world.quota = {"instagram": 100, "threads": 250}[account.name]
    with pytest.raises(Unreachable, match="no more posts today") as failure:
        account.channel.deliver(account.job(1))
    assert failure.value.retry_after == QUOTA_PAUSE_S
    assert account.world.media == {}


def test_nothing_begins_before_the_website_shows_what_was_approved(account: Account) -> None:
    job = account.job(1, lender=None)
    with pytest.raises(Refused, match="no public address"):
        account.channel.deliver(job)
    elsewhere = Lending(account.folder / "x", account.site, account.originals.files.__getitem__)
    with pytest.raises(Unreachable, match="does not show yet the files"):
        account.channel.deliver(replace(job, lender=elsewhere))
    assert account.world.media == {}
    assert account.kept == ""


def test_a_website_that_others_cannot_open_is_told(account: Account) -> None:
    account.world.blind = True
    with pytest.raises(Unreachable, match="could not fetch the files"):
        account.channel.deliver(account.job(1))
    assert account.world.posts == []


@pytest.mark.parametrize("photos", [1, 2])
def test_what_is_worked_on_is_waited_for_and_gone_on_with(account: Account, photos: int) -> None:
    job = account.job(photos)
    account.world.working = 3
    account.channel.deliver(job)
    assert account.waited == 15.0
    account.world.posts.clear()
    account.kept, account.world.working = "", LOOKS + 1
    if photos == 1:
        with pytest.raises(Unreachable, match="very long"):
            account.channel.deliver(job)
        made = set(account.world.media)
        account.channel.deliver(account.again(job))
        assert set(account.world.media) == made
    else:  # a child takes long: there is no parent yet
        with pytest.raises(Unreachable, match="very long"):
            account.channel.deliver(job)
        assert account.kept == ""
        account.channel.deliver(account.again(job))
    assert len(account.world.posts) == 1


def test_files_that_it_cannot_work_on_are_told(account: Account) -> None:
    account.world.broken = True
    with pytest.raises(Refused, match="could not work on the files"):
        account.channel.deliver(account.job(1))
    assert account.world.posts == []
    assert list((account.folder / FOLDER / account.name).iterdir()) == []  # nothing waits for them


@pytest.mark.parametrize(("photos", "films"), [(0, 1), (1, 1), (0, 2)])
def test_films_go_out_too(account: Account, photos: int, films: int) -> None:
    account.channel.deliver(account.job(photos, films))
    kinds = [one.get("media_type") for one in account.world.media.values() if "video_url" in one]
    alone = "REELS" if account.name == "instagram" else "VIDEO"
    assert kinds == [alone if photos + films == 1 else "VIDEO"] * films


def test_a_text_alone_is_for_threads(account: Account) -> None:
    if account.name == "instagram":
        with pytest.raises(Refused):
            account.channel.deliver(account.job(0))
        assert account.channel.problems(account.job(0)) != []
    else:
        account.channel.deliver(account.job(0, lender=None))
        assert account.world.posts[0]["files"] == 0


def test_posts_of_threads_can_be_taken_down(account: Account) -> None:
    job = account.job(1)
    earlier = account.channel.deliver(job)
    by_hand = Receipt("https://x.example/p/1", "instagram.com/p/1")
    assert not account.channel.corrects
    assert account.channel.withdraws == (account.name == "threads")
    with pytest.raises(Refused, match="by the program"):
        account.channel.withdraw(job, by_hand)
    if account.name == "threads":
        account.channel.withdraw(job, earlier)
        account.channel.withdraw(job, earlier)
        assert account.world.posts == []
    else:
        with pytest.raises(Refused):
            account.channel.withdraw(job, earlier)


def test_a_disk_that_does_not_forget_changes_nothing_of_a_post(account: Account) -> None:
    class Stuck(Lending):
        def take_back(self, _file: Any) -> None:
            raise StorageError("busy")

    files = account.originals.files.__getitem__
    job = account.job(1, lender=Stuck(account.folder, account.site, files))
    receipt = account.channel.deliver(job)
    assert account.channel.reconcile(account.again(job)) == receipt


def test_a_full_disk_begins_nothing(account: Account) -> None:
    full = Lending(account.folder, account.site, account.originals.files.__getitem__,
                   disk=FailingDisk(0, OSError(28, "full")))  # fmt: skip
    with pytest.raises(StorageError, match="full"):
        account.channel.deliver(account.job(1, lender=full))
    assert account.world.media == {}


def test_only_threads_says_when_its_token_ends(account: Account) -> None:
    account.world.token_ends = 1_800_000_000
    assert account.channel.check() == "@dinas"
    end = datetime.fromtimestamp(1_800_000_000, UTC) if account.name == "threads" else None
    assert account.channel.expires() == end


def test_an_account_in_a_list_of_one_is_read(account: Account) -> None:
    account.world.listed = True
    assert account.channel.check() == "@dinas"


def test_a_recording_goes_out_as_the_film_it_is(account: Account) -> None:
    sound = account.originals.add(b"sound", Kind.AUDIO, "Rekaman", "Sambutan")
    (ours,) = [one for one in sound.renditions if one.channel == account.name]
    assert ours.media_type == "video/mp4"
    lender = Lending(account.folder, account.site, account.originals.files.__getitem__)
    job = account.originals.job(media=[sound], channels=(ChannelText(account.name, TEXT),),
                                lender=lender)  # fmt: skip
    account.channel.deliver(job)
    (container,) = account.world.media.values()
    assert container["video_url"].endswith(".mp4")
