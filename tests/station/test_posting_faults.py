"""The outbox and channels that post over HTTP: after every fault one post, or a question."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from soptui.channels.connecting import Asking
from soptui.channels.known import is_social
from soptui.desk import step2_selection, step3_approval, step4_publication
from soptui.desk.coverage import add_assets
from soptui.desk.office import set_website
from soptui.desk.publication.connections import OfficeChannels, connect_channel
from soptui.desk.publication.renditions import prepare
from soptui.desk.publication.token_check import check_tokens
from soptui.desk.step4_publication import accept_url, complete_if_done
from soptui.sop.material import Kind
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.token_health import TokenState
from soptui.station.deliver import Deliveries
from soptui.store.tables import Asset, Connection, Delivery
from tests.channels.standins import TOKEN, MastodonStandIn, TelegramStandIn, World, serving
from tests.channels.standins_meta import (
    FacebookStandIn,
    InstagramStandIn,
    ThreadsStandIn,
    public_site,
)
from tests.channels.standins_wordpress import WordPressStandIn
from tests.channels.standins_youtube import CLIENT_ID, YouTubeStandIn
from tests.office import MONDAY, Office
from tests.renderer import FakeRenderer

REPOSITORY = Path(__file__).parents[2]
HANDLERS = {
    "mastodon": MastodonStandIn,
    "telegram": TelegramStandIn,
    "facebook": FacebookStandIn,
    "instagram": InstagramStandIn,
    "threads": ThreadsStandIn,
    "youtube": YouTubeStandIn,
    "wordpress": WordPressStandIn,
}
META = ["facebook", "instagram", "threads"]
WITH_FILM = ["mastodon and a film", "telegram and a film"]
"""Alone on Mastodon, with a picture in one post on Telegram."""
YES = Asking(lambda *_shown: None, lambda _seconds: None)
"""Whoever connects says yes at once."""


class Place:
    """An approved release, connected channels, and the stand-in of one of them."""

    def __init__(
        self, office: Office, channel: str, world: World, settings: dict[str, str]
    ) -> None:
        self.office, self.channel, self.world = office, channel, world
        self.settings = settings
        self.out = self.station()

    def station(self, transport: httpx.BaseTransport | None = None) -> Deliveries:
        """A station that starts now."""
        channels = OfficeChannels(self.office.station, transport=transport)
        out = Deliveries(self.office.station, channels, complete_if_done)
        out.recover()
        return out

    def turns(self, count: int = 6, seconds: int = 11) -> None:
        for _turn in range(count):
            self.out.turn()
            self.office.clock.advance(timedelta(seconds=seconds))

    @property
    def row(self) -> Delivery:
        found: Delivery = Delivery.get(Delivery.channel == self.channel)
        return found

    def connect(self) -> None:
        """Connect the channel anew."""
        connect_channel(self.office.desks[Role.ADMIN], self.channel, self.settings, TOKEN,
                        asking=YES)  # fmt: skip

    def approve(self, *, film: bool) -> None:
        item = self.office.narrated()
        if film:
            number = self.office.asset("FILM.MP4", Kind.VIDEO)
            add_assets(self.office.reporter, item.id, [number])
            Asset.update(position=-1).where(Asset.id == number).execute()
        item = self.office.selected(self.office.fresh(item))
        chosen = ["website", self.channel]
        if not is_social(self.channel):
            chosen.append("x")  # the procedure wants one; by hand
        step2_selection.choose_channels(self.office.manager, item.id, chosen)
        prepare(self.office.manager, item.id, renderer=self.office.renderer)
        step2_selection.submit(self.office.manager, item.id, self.office.fresh(item).version)
        view = step3_approval.open_submission(self.office.head, item.id)
        step3_approval.decide(
            self.office.head, view.id, view.digest, Outcome.APPROVED, self.office.signer
        )


@contextmanager
def placed(
    channel: str, home: Path, renderer: FakeRenderer | None = None, *, film: bool = False
) -> Iterator[Place]:
    """An office that is connected to the stand-in of `channel`, and has approved a release, which
    begins with a film where one is wanted.
    """
    office = Office.open(home)
    office.renderer = renderer or office.renderer
    with (
        office.store.connection(),
        serving(HANDLERS[channel]) as (base, world),
        public_site(office.home.site) as site,
    ):
        world.now = MONDAY.isoformat()
        set_website(office.desks[Role.ADMIN], site)
        settings = {"server": base, "chat": "@dinas", "client_id": CLIENT_ID, "user": "dinas"}
        made = Place(office, channel, world, settings)
        made.connect()
        made.approve(film=film or channel == "youtube")
        yield made


@pytest.fixture(params=list(HANDLERS))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    channel, _with, film = request.param.partition(" and ")
    with placed(channel, tmp_path / "home", film=bool(film)) as made:
        yield made


def one_post_or_an_honest_question(place: Place) -> None:
    """What must be true after any fault, once the station has had its time."""
    assert len(place.world.posts) == 1
    if place.channel == "telegram" and place.row.state is DeliveryState.UNKNOWN:
        accept_url(place.office.manager, place.row.id, "https://t.me/dinas/41")
    assert place.row.state is DeliveryState.PUBLISHED
    assert place.row.url


def test_it_goes_out_by_itself(place: Place) -> None:
    assert place.row.state is DeliveryState.WAITING
    place.turns(2)
    one_post_or_an_honest_question(place)


@pytest.mark.parametrize("fault", [[429], [429, 429], [401], [403, 401]])
def test_what_did_not_go_out_goes_later_and_once(place: Place, fault: list[int]) -> None:
    if place.channel == "youtube":  # its token is renewed, unless that is refused too
        fault = [one for status in fault for one in ([401, 401] if status == 401 else [status])]
    place.world.fail, place.world.retry_after = list(fault), "30"
    place.turns(2)
    assert place.world.posts == []
    assert place.row.state is DeliveryState.WAITING
    place.turns(8, seconds=400)
    one_post_or_an_honest_question(place)


def test_a_refused_token_pauses_its_channel_until_it_is_connected_anew(place: Place) -> None:
    place.world.fail = [401] * 9
    place.turns(1)
    assert place.row.state is DeliveryState.WAITING
    assert check_tokens(place.office.station) == 1  # the delivery raised a doubt
    assert Connection.get().token_state is TokenState.REFUSED
    place.world.fail.clear()
    place.turns(3, seconds=3600)
    assert "does not work any more" in place.row.error
    assert place.world.posts == []
    assert Delivery.get(Delivery.channel == "website").state is DeliveryState.PUBLISHED
    place.connect()
    place.turns(2)
    one_post_or_an_honest_question(place)


@pytest.mark.parametrize("place", [*HANDLERS, *WITH_FILM], indirect=True)
def test_a_lost_answer_is_found_out_and_never_sent_again(place: Place) -> None:
    place.world.drop = 1
    place.turns(8)
    one_post_or_an_honest_question(place)


def test_an_answer_lost_by_a_server_without_keys_is_found_out_too(place: Place) -> None:
    place.world.keeps_keys, place.world.drop = False, 1
    place.turns(8)
    one_post_or_an_honest_question(place)


@pytest.mark.parametrize("answer", [
    lambda _asked: httpx.Response(200, html="<h1>Selamat datang di Wi-Fi tamu</h1>"),
    lambda _asked: httpx.Response(200, json=["lain"]),
])  # fmt: skip
def test_an_answer_of_somebody_else_is_none(
    place: Place, answer: Callable[[httpx.Request], httpx.Response]
) -> None:
    """A portal stands in between, or a server that speaks another language."""
    place.out = place.station(httpx.MockTransport(answer))
    place.turns(4)
    assert place.world.posts == []
    assert place.row.state in {DeliveryState.WAITING, DeliveryState.UNKNOWN}
    place.out = place.station()
    place.turns(8, seconds=400)
    if place.channel == "telegram":
        step4_publication.retry(place.office.manager, place.row.id, place.row.version)
        place.turns(3)
    one_post_or_an_honest_question(place)


def test_a_server_in_trouble_is_asked_before_it_is_sent_again(place: Place) -> None:
    """503 before anything was done: the others say so twice, at a bot only a person can look."""
    place.world.fail = [503]
    place.turns(8)
    if place.channel == "telegram":
        assert place.row.state is DeliveryState.UNKNOWN
        assert place.world.posts == []
        step4_publication.retry(place.office.manager, place.row.id, place.row.version)
        place.turns(3)
    one_post_or_an_honest_question(place)


def test_a_no_is_told_and_tried_again_by_a_person(place: Place) -> None:
    place.world.fail = [422]
    place.turns(3)
    assert place.row.state is DeliveryState.FAILED
    assert "422" in place.row.error
    step4_publication.retry(place.office.manager, place.row.id, place.row.version)
    place.turns(3)
    one_post_or_an_honest_question(place)


def test_two_stations_at_once_send_it_once(place: Place) -> None:
    other = Deliveries(place.office.station, OfficeChannels(place.office.station), complete_if_done)
    for _turn in range(4):
        place.out.turn()
        other.turn()
        place.office.clock.advance(timedelta(seconds=11))
    one_post_or_an_honest_question(place)


def test_a_clock_that_jumps_sends_nothing_twice(place: Place) -> None:
    place.world.drop = 1
    place.out.turn()
    place.office.clock.advance(timedelta(days=-2))
    place.turns(3)
    place.office.clock.advance(timedelta(days=4))
    place.turns(6)
    one_post_or_an_honest_question(place)


def test_one_channel_in_trouble_keeps_no_other_back(place: Place) -> None:
    place.world.fail = [422]
    place.turns(3)
    assert Delivery.get(Delivery.channel == "website").state is DeliveryState.PUBLISHED
    assert place.row.state is DeliveryState.FAILED


@pytest.mark.parametrize("place", WITH_FILM, indirect=True)
def test_a_film_goes_out_alone_or_beside_the_picture(place: Place) -> None:
    place.turns(2)
    one_post_or_an_honest_question(place)
    (post,) = place.world.posts
    if place.channel == "mastodon":
        assert [place.world.media[number]["type"] for number in post["media"]] == ["video"]
    else:
        assert post["kinds"] == ["video", "photo"]


KILLED = """
import os, re, signal, sys
from pathlib import Path
import httpx
from soptui.desk.publication.connections import OfficeChannels
from soptui.desk.step4_publication import complete_if_done
from soptui.station.deliver import Deliveries
from tests.office import Office

class Dies(httpx.BaseTransport):
    inner = httpx.HTTPTransport()
    def handle_request(self, request):
        update = (request.method, request.url.path) == ("PUT", "/youtube/v3/videos")
        committing = update or request.method == "POST" and re.search(
            rf"/({sys.argv[3]})$", request.url.path)
        if committing and sys.argv[2] == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = self.inner.handle_request(request)
        if committing:
            answer.read()
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

office = Office.again(Path(sys.argv[1]))
with office.store.connection():
    channels = OfficeChannels(office.station, transport=Dies())
    Deliveries(office.station, channels, complete_if_done).turn()
"""


def killed_at(place: Place, moment: str, calls: str) -> subprocess.Popen[bytes]:
    """A station that ends itself `moment` a POST to an address that ends as `calls` says."""
    home = str(place.office.home.root)
    return subprocess.Popen([sys.executable, "-c", KILLED, home, moment, calls], cwd=REPOSITORY,
                            stderr=subprocess.PIPE, env={**os.environ})  # fmt: skip


@pytest.mark.parametrize("place", [*HANDLERS, *WITH_FILM], indirect=True)
@pytest.mark.parametrize("moment", ["before", "during", "after"])
def test_killed_around_the_one_call_there_is_one_post(place: Place, moment: str) -> None:
    """Before it goes out; when it is done and not answered yet; when the answer is there."""
    calls = "statuses|sendPhoto|sendMediaGroup|feed|media_publish|threads_publish|posts/[0-9]+"
    station = killed_at(place, moment, calls)
    if moment == "during":
        place.world.committed = station.kill
    _out, told = station.communicate()
    assert station.returncode == -signal.SIGKILL, told.decode()
    assert len(place.world.posts) == (moment != "before")
    assert place.row.state is DeliveryState.SENDING
    place.world.committed = lambda: None
    place.out = place.station()
    place.turns(8)
    if place.channel == "telegram" and moment == "before":
        assert place.row.state is DeliveryState.UNKNOWN  # only a person can say
        step4_publication.retry(place.office.manager, place.row.id, place.row.version)
        place.turns(3)
    one_post_or_an_honest_question(place)


@pytest.mark.parametrize("place", META, indirect=True)
def test_killed_while_it_prepares_there_is_one_post(place: Place) -> None:
    """What was brought there and not kept yet is seen by nobody, and brought anew."""
    station = killed_at(place, "after", "photos|200/media|200/threads")
    _out, told = station.communicate()
    assert station.returncode == -signal.SIGKILL, told.decode()
    assert (len(place.world.media), place.row.handle) == (1, "")
    place.out = place.station()
    place.turns(8)
    one_post_or_an_honest_question(place)


@pytest.mark.parametrize("place", META, indirect=True)
@pytest.mark.parametrize("fault", [[613], [4, 32], [190], [200, 17]])
def test_codes_that_say_later_mean_later(place: Place, fault: list[int]) -> None:
    place.world.fail = list(fault)
    place.turns(2)
    assert place.world.posts == []
    assert place.row.state is DeliveryState.WAITING
    place.turns(8, seconds=1000)
    one_post_or_an_honest_question(place)


@pytest.mark.parametrize("place", ["instagram", "threads"], indirect=True)
def test_a_container_that_was_published_is_not_published_again(place: Place) -> None:
    """The account lists the post late and the station would send it again: it cannot."""
    place.world.drop = 1
    place.turns(1)
    late, place.world.posts = place.world.posts, []
    place.world.media[place.row.handle]["status"] = "IN_PROGRESS"  # still on its way, it says
    place.turns(2)
    place.world.media[place.row.handle]["status"] = "PUBLISHED"
    place.world.posts = late
    place.turns(8)
    one_post_or_an_honest_question(place)


@pytest.mark.parametrize("place", ["instagram", "threads"], indirect=True)
def test_without_an_address_a_person_posts_it(place: Place) -> None:
    set_website(place.office.desks[Role.ADMIN], "")
    place.turns(2)
    assert place.row.state is DeliveryState.ASSISTED
    assert place.row.kit
    assert place.world.calls.count("GET /me") == 1  # when it was connected
