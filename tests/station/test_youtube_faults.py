"""The outbox and YouTube, a stand-in: after every fault one video, and nobody sees it too early."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from soptui.channels.resumable import PART
from soptui.desk import corrections, step2_selection, texts
from soptui.desk.publication.token_check import check_tokens
from soptui.desk.step3_approval import decide as approve
from soptui.desk.step3_approval import open_submission
from soptui.desk.texts import channel_of
from soptui.media.crop import Form
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.token_health import TokenState
from soptui.store.tables import Connection, Delivery
from tests.channels.standins_youtube import YouTubeWorld
from tests.renderer import FakeRenderer
from tests.station.test_posting_faults import Place, placed

REPOSITORY = Path(__file__).parents[2]
SIZE = 2 * PART + 5


class LongFilm(FakeRenderer):
    """A film of three parts."""

    def video(
        self, source: Path, dest: Path, form: Form | None, progress: Callable[[float], None]
    ) -> tuple[int, int]:
        size = super().video(source, dest, form, progress)
        film = dest.read_bytes()
        rest = SIZE - len(film)  # in a box that no player looks into
        dest.write_bytes(film + rest.to_bytes(4, "big") + b"free".ljust(rest - 4, b"."))
        return size


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with placed("youtube", tmp_path / "home", LongFilm()) as made:
        yield made


def world(place: Place) -> YouTubeWorld:
    assert isinstance(place.world, YouTubeWorld)
    return place.world


def one_video(place: Place) -> None:
    """What must be true once the station has had its time."""
    (video,) = world(place).videos.values()
    assert (world(place).posts, video["bytes"]) == ([video], SIZE)
    assert place.row.state is DeliveryState.PUBLISHED
    assert place.row.url == f"https://www.youtube.com/watch?v={video['id']}"


KILLED = """
import os, signal, sys
from pathlib import Path
import httpx
from soptui.desk.publication.connections import OfficeChannels
from soptui.desk.step4_publication import complete_if_done
from soptui.station.deliver import Deliveries
from tests.office import Office

class Dies(httpx.BaseTransport):
    inner, parts = httpx.HTTPTransport(), 0
    def handle_request(self, request):
        part = request.url.path.startswith("/upload/") and len(request.read()) > 1000
        self.parts += part
        if part and self.parts == int(sys.argv[2]) and sys.argv[3] == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = self.inner.handle_request(request)
        if part and self.parts == int(sys.argv[2]):
            answer.read()
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

office = Office.again(Path(sys.argv[1]))
with office.store.connection():
    channels = OfficeChannels(office.station, transport=Dies())
    Deliveries(office.station, channels, complete_if_done).turn()
"""


@pytest.mark.parametrize(("part", "moment"), [(1, "before"), (2, "before"), (2, "after")])
def test_killed_in_the_middle_of_an_upload_it_goes_on(place: Place, part: int, moment: str) -> None:
    home = str(place.office.home.root)
    done = subprocess.run([sys.executable, "-c", KILLED, home, str(part), moment], cwd=REPOSITORY,
                          capture_output=True, text=True, env={**os.environ})  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert place.row.state is DeliveryState.SENDING
    there = sum(len(session.data) for session in world(place).sessions.values())
    assert there == PART * (part - (moment == "before"))
    place.out = place.station()
    place.turns(8)
    one_video(place)
    assert len(world(place).sessions) == 1


@pytest.mark.parametrize("part", [1, 2, 3])
def test_a_line_that_breaks_in_an_upload_costs_no_byte_twice(place: Place, part: int) -> None:
    world(place).break_part = part
    place.turns(1)
    assert place.row.state is DeliveryState.WAITING
    assert world(place).videos == {}
    place.turns(4)
    one_video(place)
    assert len(world(place).sessions) == 1


def test_the_lost_answer_to_the_last_part_makes_one_video(place: Place) -> None:
    world(place).drop_last = 2
    place.turns(8)
    one_video(place)


def test_a_token_that_has_run_out_is_renewed_once_on_the_way(place: Place) -> None:
    world(place).access = "another"
    place.turns(2)
    one_video(place)
    assert world(place).renewed == 1


def test_a_consent_taken_back_pauses_the_channel_until_it_is_given_anew(place: Place) -> None:
    world(place).access, world(place).revoked = "another", True
    place.turns(1)
    assert check_tokens(place.office.station) == 1
    assert Connection.get().token_state is TokenState.REFUSED
    place.turns(4, seconds=3600)
    assert place.row.state is DeliveryState.WAITING
    world(place).revoked = False
    place.connect()
    place.turns(2)
    one_video(place)


def test_a_quota_that_is_used_up_waits_for_its_new_day(place: Place) -> None:
    world(place).quota = False
    place.turns(1)
    assert place.row.state is DeliveryState.WAITING
    assert "takes no more for now" in place.row.error
    assert place.row.next_at is not None
    wait = place.row.next_at - place.office.clock.now()
    assert timedelta(hours=5) < wait < timedelta(hours=6)  # 9.00 in Bantul is 18.00 in California
    assert check_tokens(place.office.station) == 0  # it raises no doubt about the token
    world(place).quota = True
    place.office.clock.advance(wait)
    place.turns(2)
    one_video(place)


def test_a_project_without_an_audit_fails_with_its_reason(place: Place) -> None:
    world(place).audited = False
    place.turns(2)
    assert place.row.state is DeliveryState.FAILED
    assert "audit" in place.row.error
    assert world(place).posts == []


def test_a_correction_changes_the_words_of_the_video_that_stands_there(place: Place) -> None:
    place.turns(2)
    manager, item = place.office.manager, place.office.item(place.row.coverage.id)
    corrections.correct(manager, item.id, item.version, "Jumlah peserta keliru")
    old = place.office.fresh(item).text(channel_of("youtube"))
    texts.save_text(manager, item.id, channel_of("youtube"), "Diikuti 21 orang", old.version)
    step2_selection.submit(manager, item.id, place.office.fresh(item).version)
    world(place).drop = 1
    decide(place)
    place.turns(6)
    (video,) = world(place).videos.values()
    assert "Diikuti 21 orang" in video["snippet"]["description"]
    assert world(place).posts == [video]
    assert newest(place).state is DeliveryState.PUBLISHED


def test_a_takedown_makes_the_video_private(place: Place) -> None:
    place.turns(2)
    item = place.office.item(place.row.coverage.id)
    corrections.take_down(place.office.manager, item.id, item.version, "Jumlah peserta keliru")
    decide(place)
    world(place).fail = [503]
    place.turns(6)
    (video,) = world(place).videos.values()
    assert (world(place).posts, video["status"]["privacyStatus"]) == ([], "private")
    assert newest(place).state is DeliveryState.TAKEN_DOWN


def decide(place: Place) -> None:
    """The Head approves what was asked."""
    view = open_submission(place.office.head, place.row.coverage.id)
    approve(place.office.head, view.id, view.digest, Outcome.APPROVED, place.office.signer)


def newest(place: Place) -> Delivery:
    rows = Delivery.select().where(Delivery.channel == "youtube")
    found: Delivery = rows.order_by(Delivery.revision.desc()).first()
    return found
