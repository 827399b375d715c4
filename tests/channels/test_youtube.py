"""YouTube against a labelled stand-in: consent, a private upload that goes on, one public video."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from soptui.channels.connecting import Asking, plugins
from soptui.channels.contract import Absent, Receipt
from soptui.channels.oauth import Grant
from soptui.channels.resumable import GRAIN, PART
from soptui.channels.youtube import YouTube, _connect
from soptui.errors import Refused, TokenRefused, Unknown, Unreachable
from soptui.sop.manifest import ChannelText
from soptui.sop.material import Kind
from tests.channels.faults import Fault, Line, brought_out
from tests.channels.making import Originals
from tests.channels.standins import TOKEN, serving
from tests.channels.standins_youtube import CLIENT_ID, YouTubeStandIn, YouTubeWorld

TEXT = "Pelatihan las dibuka & 312 pelamar <hadir>"
SIZE = 2 * PART + GRAIN + 5
"""Three parts, the last of them no whole grain."""


@dataclass
class Setting:
    """The stand-in, a consent that was given, and what a delivery keeps."""

    base: str
    world: YouTubeWorld
    originals: Originals
    kept: list[str] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        return {"server": self.base, "client_id": CLIENT_ID}

    def consent(self, secret: str = TOKEN, waits: list[float] | None = None) -> str:
        plugin = plugins()["youtube"]
        assert plugin.authorise is not None
        waited = [] if waits is None else waits
        asking = Asking(lambda *shown: self.kept.extend(shown), waited.append)
        return plugin.authorise(self.settings, secret, asking, None)

    def channel(self, secret: str = "", transport: httpx.BaseTransport | None = None) -> YouTube:
        return _connect(self.settings, secret or self.consent(), transport)

    def job(self, size: int | None = SIZE, name: str = "film", **changes: Any) -> Any:
        film = self.originals.add(name.encode(), Kind.VIDEO)
        job = self.originals.job(media=[film], channels=(ChannelText("youtube", TEXT),), **changes)
        sha256 = next(one.sha256 for one in film.renditions if one.channel == "youtube")
        if size is not None:
            self.originals.files[sha256].write_bytes(b"f" * size)
        self.kept.clear()
        return replace(job, keep=self.kept.append)

    def again(self, job: Any) -> Any:
        """The same delivery at the next try."""
        return replace(job, handle=self.kept[-1] if self.kept else job.handle)

    def brought_out(self, channel: YouTube, job: Any) -> Receipt:
        """What the outbox does until it stands there."""
        return brought_out(channel, job, lambda: channel.deliver(self.again(job)))

    @property
    def video(self) -> Any:
        (only,) = self.world.videos.values()
        return only


@pytest.fixture
def at(originals: Originals) -> Iterator[Setting]:
    with serving(YouTubeStandIn) as (base, world):
        assert isinstance(world, YouTubeWorld)
        yield Setting(base, world, originals)


# Consent


def test_a_person_says_yes_on_another_device(at: Setting) -> None:
    at.world.said = ["authorization_pending", "slow_down", "authorization_pending", "yes"]
    at.world.ends_in = 7 * 24 * 3600  # a project that is only being tested
    waits: list[float] = []
    secret = at.consent(waits=waits)
    assert at.kept == ["https://www.google.com/device", "GQVQ-JKEC"]
    assert waits == [5, 5, 10, 10]
    channel = at.channel(secret)
    assert channel.check() == "@dinas"
    assert channel.expires() == datetime.fromisoformat(at.world.now) + timedelta(days=7)
    assert TOKEN not in repr(Grant.parse(secret))
    assert at.world.access not in repr(Grant.parse(secret))


def test_a_consent_without_an_end_says_none(at: Setting) -> None:
    assert at.channel().expires() is None


@pytest.mark.parametrize(
    ("said", "secret", "words"),
    [
        (["access_denied"], TOKEN, "said no"),
        (["authorization_pending"], TOKEN, "in time"),
        (["yes"], "bukan", "does not know this client"),
    ],
)
def test_what_is_no_consent_is_said(at: Setting, said: list[str], secret: str, words: str) -> None:
    at.world.said = said
    with pytest.raises(Refused, match=words):
        at.consent(secret)


def test_a_line_that_breaks_while_somebody_says_yes_is_no_no(at: Setting) -> None:
    at.world.drop_token = 1
    assert at.channel(at.consent()).check() == "@dinas"


def test_whoever_goes_away_ends_the_waiting(at: Setting) -> None:
    plugin = plugins()["youtube"]
    assert plugin.authorise is not None

    def gone(_seconds: float) -> None:
        raise Refused("gone")

    with pytest.raises(Refused, match="gone"):
        plugin.authorise(at.settings, TOKEN, Asking(lambda *_shown: None, gone), None)


# Tokens


def test_a_token_that_has_run_out_is_renewed_once(at: Setting) -> None:
    channel = at.channel()
    at.world.access = "another"
    assert channel.check() == "@dinas"
    assert channel.check() == "@dinas"
    assert at.world.renewed == 1


def test_a_consent_taken_back_is_a_matter_for_a_person(at: Setting) -> None:
    channel, at.world.revoked, at.world.access = at.channel(), True, "another"
    with pytest.raises(TokenRefused, match="taken back"):
        channel.deliver(at.job())
    assert at.world.videos == {}


def test_the_lost_answer_to_a_renewal_is_survived(at: Setting) -> None:
    channel = at.channel()
    at.world.access, at.world.drop_token = "another", 1
    with pytest.raises(Unreachable):
        channel.check()
    assert channel.check() == "@dinas"


def test_what_is_kept_and_cannot_be_read_is_a_matter_for_a_person(at: Setting) -> None:
    for broken in ("bukan", "[]", '{"access": "x"}'):
        with pytest.raises(TokenRefused, match="cannot be read"):
            at.channel(broken).check()


# Publishing


def test_it_is_uploaded_private_and_then_made_public(at: Setting) -> None:
    told: list[tuple[int, int]] = []
    receipt = at.channel().deliver(at.job(), lambda *step: told.append(step))
    assert receipt == Receipt(f"https://www.youtube.com/watch?v={receipt.handle}", receipt.handle)
    session = next(iter(at.world.sessions.values()))
    assert session.about["status"]["privacyStatus"] == "private"
    assert at.video["bytes"] == SIZE
    assert at.video["status"] == {"privacyStatus": "public", "selfDeclaredMadeForKids": False}
    assert at.video["snippet"]["title"] == "Bursa Kerja Dibuka"
    assert at.video["snippet"]["description"] == TEXT.replace("<", "‹").replace(">", "›")
    assert told == [(step, 4) for step in range(5)]
    assert at.world.posts == [at.video]
    assert at.kept == [at.kept[0], receipt.handle]
    assert at.kept[0].startswith(f"{at.base}/upload/")


@pytest.mark.parametrize("fault", Fault)
def test_whatever_becomes_of_any_call_there_is_one_video(
    originals: Originals, fault: Fault
) -> None:
    for number in range(8):
        with serving(YouTubeStandIn) as (base, world):
            assert isinstance(world, YouTubeWorld)
            at = Setting(base, world, originals)
            channel = at.channel(transport=Line(number, fault))
            receipt = at.brought_out(channel, at.job())
            assert at.world.posts == [at.video]
            assert (receipt.handle, at.video["bytes"]) == (at.video["id"], SIZE)


def test_a_file_of_a_few_bytes_is_one_part(at: Setting) -> None:
    at.channel().deliver(at.job(size=1))
    assert (at.video["bytes"], at.world.parts) == (1, 1)


def test_an_upload_that_broke_off_goes_on_where_it_was(at: Setting) -> None:
    at.world.break_part = 2
    job, channel = at.job(), at.channel()
    with pytest.raises(Unreachable):
        channel.deliver(job)
    (session,) = at.world.sessions.values()
    assert PART < len(session.data) < 2 * PART
    assert channel.reconcile(at.again(job)) == Absent()
    channel.deliver(at.again(job))
    assert (at.video["bytes"], len(at.world.sessions)) == (SIZE, 1)


def test_the_lost_answer_to_the_last_part_makes_no_second_video(at: Setting) -> None:
    at.world.drop_last = 1
    job, channel = at.job(), at.channel()
    with pytest.raises(Unreachable):
        channel.deliver(job)
    assert at.world.posts == []
    channel.deliver(at.again(job))
    assert at.world.posts == [at.video]


def test_a_lost_answer_to_the_update_is_found_out(at: Setting) -> None:
    at.world.drop = 1
    job, channel = at.job(), at.channel()
    with pytest.raises(Unknown):
        channel.deliver(job)
    found = channel.reconcile(at.again(job))
    assert isinstance(found, Receipt)
    assert channel.deliver(at.again(job)) == found  # doing so again changes nothing
    assert at.world.posts == [at.video]


def test_a_forgotten_session_is_begun_anew_unless_its_video_is_there(at: Setting) -> None:
    at.world.break_part = 2
    job, channel = at.job(), at.channel()
    with pytest.raises(Unreachable):
        channel.deliver(job)
    at.world.sessions.clear()
    at.world.drop_last = 1
    with pytest.raises(Unreachable):
        channel.deliver(at.again(job))
    assert at.video["bytes"] == SIZE
    at.world.sessions.clear()
    channel.deliver(at.again(job))
    assert at.world.posts == [at.video]


def test_a_video_that_somebody_made_public_by_hand_is_found(at: Setting) -> None:
    at.world.drop_last = 1
    job, channel = at.job(), at.channel()
    with pytest.raises(Unreachable):
        channel.deliver(job)
    at.video["status"]["privacyStatus"] = "public"
    assert isinstance(channel.reconcile(at.again(job)), Receipt)
    other = at.job(name="another", item="L-0002")
    assert channel.reconcile(other) == Absent()


def test_a_video_that_somebody_deleted_is_uploaded_again(at: Setting) -> None:
    at.world.drop = 1
    job, channel = at.job(), at.channel()
    with pytest.raises(Unknown):
        channel.deliver(job)
    at.world.videos.clear()
    at.world.posts.clear()
    assert channel.reconcile(at.again(job)) == Absent()
    channel.deliver(at.again(job))
    assert at.world.posts == [at.video]


def test_the_token_goes_to_no_other_server(at: Setting) -> None:
    job = replace(at.job(), handle="http://127.0.0.1:1/upload/youtube/v3/videos?upload_id=x")
    at.channel().deliver(job)
    assert at.video["bytes"] == SIZE


def test_a_project_without_an_audit_is_told_so(at: Setting) -> None:
    at.world.audited = False
    with pytest.raises(Refused, match="private"):
        at.channel().deliver(at.job())
    assert at.world.posts == []


def test_a_quota_that_is_used_up_waits_for_midnight_in_california(at: Setting) -> None:
    channel = at.channel()
    at.world.quota = False
    with pytest.raises(Unreachable) as failure:
        channel.deliver(at.job())
    assert not isinstance(failure.value, TokenRefused)
    begins = datetime.fromisoformat(at.world.now) + timedelta(seconds=failure.value.retry_after)
    assert begins == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # PST is 8 hours behind


def test_without_one_video_nothing_goes_out(at: Setting) -> None:
    with pytest.raises(Refused, match="needs a video"):
        at.channel().deliver(at.originals.job(channels=(ChannelText("youtube", TEXT),)))


@pytest.mark.parametrize(
    ("title", "text", "count"),
    [("a" * 100, "b" * 5000, 0), ("a" * 101, "b" * 4999 + "<", 2)],
    ids=["fits", "too long"],
)
def test_what_it_does_not_take_is_said_before(
    at: Setting, title: str, text: str, count: int
) -> None:
    job = at.job(size=None, title=title)
    manifest = replace(job.manifest, channels=(ChannelText("youtube", text),))
    assert len(at.channel().problems(replace(job, manifest=manifest))) == count


# Afterwards


def test_a_correction_changes_the_words_and_no_video(at: Setting) -> None:
    channel, job = at.channel(), at.job()
    receipt = channel.deliver(job)
    for _twice in range(2):
        assert channel.correct(at.job(title="Judul baru"), receipt) == receipt
    assert at.video["snippet"]["title"] == "Judul baru"
    assert channel.reconcile(replace(job, handle="")) == receipt  # its tags are still there
    for handle in (f"youtu.be/{receipt.handle}", ""):
        pasted = Receipt(f"https://youtube.com/watch?v={receipt.handle}", handle)
        channel.correct(at.job(title=f"Judul {handle}"), pasted)
        assert at.video["snippet"]["title"] == f"Judul {handle}".strip()
    with pytest.raises(Refused, match="exchange"):
        channel.correct(at.job(name="film lain"), receipt)
    assert channel.corrects
    assert channel.withdraws


def test_taking_it_down_makes_it_private_and_can_be_undone(at: Setting) -> None:
    channel, job = at.channel(), at.job()
    receipt = channel.deliver(job)
    for _twice in range(2):
        channel.withdraw(job, receipt)
    assert at.world.posts == []
    assert at.video["status"]["privacyStatus"] == "private"
    at.world.videos.clear()
    channel.withdraw(job, receipt)  # well too where it is not there any more
    with pytest.raises(Refused):
        channel.correct(job, receipt)
