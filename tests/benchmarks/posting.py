"""From the approval to the last address, against the bare calls to the same servers.

WordPress and Bluesky are real servers, where `SOPTUI_WORDPRESS` and `SOPTUI_PDS` name their folders
(`.ci/slow` installs them); Mastodon is our stand-in. Every call that the channels make is written
down and made once more by a bare HTTP client: no program can be faster than the slowest channel's
calls there.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import httpx

from soptui.desk import step2_selection, step3_approval, texts
from soptui.desk.coverage import add_assets
from soptui.desk.item import Item
from soptui.desk.privacy import check_pictures
from soptui.desk.publication.connections import OfficeChannels, connect_channel
from soptui.desk.publication.renditions import prepare
from soptui.desk.step4_publication import complete_if_done
from soptui.media.renderer import MediaRenderer
from soptui.media.sample import sample_photo
from soptui.media.sha import file_sha256
from soptui.sop.material import Kind, Verdict
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.station.deliver import Deliveries
from soptui.station.lanes import Lanes
from soptui.store.tables import Asset, Delivery
from tests.benchmarks.measures import Figure
from tests.channels.standins import TOKEN, MastodonStandIn, serving
from tests.office import MONDAY, Office
from tests.real import pds, wordpress_site

RUNS = 5
PHOTOS = 4
BUDGET = 1.2
LOOK_SECONDS = 0.002


class Noting(httpx.BaseTransport):
    """The real line; what goes over it is kept."""

    def __init__(self) -> None:
        self.inner = httpx.HTTPTransport()
        self.calls: list[tuple[str, str, httpx.Headers, bytes]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        content = request.read()
        self.calls.append((request.method, str(request.url), request.headers, content))
        return self.inner.handle_request(request)

    def again(self) -> dict[str, float]:
        """Seconds that the same calls take a bare client, one after the other, by server."""
        taken: dict[str, float] = {}
        with httpx.Client(trust_env=False, timeout=60) as client:
            for method, url, headers, content in self.calls:
                began = time.perf_counter()
                client.request(method, url, headers=headers, content=content).read()
                server = urlsplit(url).netloc
                taken[server] = taken.get(server, 0.0) + time.perf_counter() - began
        return taken


def figures() -> list[Figure]:
    """The whole time against the slowest channel's bare calls, the median of several releases."""
    if not (pds.FOLDER and wordpress_site.FOLDER):
        detail = "no real servers here (SOPTUI_WORDPRESS, SOPTUI_PDS); .ci/slow installs them"
        return [Figure("approval to all addresses / bare calls", float("nan"), "×", BUDGET, detail)]
    with TemporaryDirectory() as folder, _connected(Path(folder)) as office:
        runs = [_measure(office, number) for number in range(RUNS)]
    ratio = statistics.median(whole / bare for whole, bare in runs)
    whole, bare = (1000 * statistics.median(side) for side in zip(*runs, strict=True))
    detail = (
        f"{whole:.0f} ms against {bare:.0f} ms of WordPress's, the slowest of 3 beside the site"
    )
    return [Figure("approval to all addresses / bare calls", ratio, "×", BUDGET, detail)]


@contextmanager
def _connected(folder: Path) -> Iterator[Office]:
    """An office with a website, a real WordPress, a real Bluesky and a stand-in of Mastodon."""
    office = Office.open(folder / "home")
    admin = office.desks[Role.ADMIN]
    with ExitStack() as stack:
        stack.enter_context(office.store.connection())
        base, world = stack.enter_context(serving(MastodonStandIn))
        world.now = MONDAY.isoformat()
        connect_channel(admin, "mastodon", {"server": base}, TOKEN)
        (folder / "pds").mkdir()
        address = stack.enter_context(pds.running(folder / "pds"))
        account = {"server": address, "identifier": pds.HANDLE}
        connect_channel(admin, "bluesky", account, pds.PASSWORD)
        (folder / "wordpress").mkdir()
        site = stack.enter_context(wordpress_site.running(folder / "wordpress"))
        author = {"server": site.address, "user": "dinas"}
        connect_channel(admin, "wordpress", author, site.passwords["dinas"])
        yield office


def _measure(office: Office, number: int) -> tuple[float, float]:
    """Seconds from the approval to the last address, and of the slowest channel's bare calls."""
    item = _submitted(office, number)
    view = step3_approval.open_submission(office.head, item.id)
    line = Noting()
    channels = OfficeChannels(office.station, transport=line)
    outbox = Lanes(Deliveries(office.station, channels, complete_if_done))
    began = time.perf_counter()
    step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    while outbox.turn() or outbox.pending():
        time.sleep(LOOK_SECONDS)
    whole = time.perf_counter() - began
    left = Delivery.select().where(Delivery.state != DeliveryState.PUBLISHED)
    if left.exists():
        raise AssertionError([(row.channel, row.state, row.error) for row in left])
    return whole, max(line.again().values())


def _submitted(office: Office, number: int) -> Item:
    title = f"Pelatihan las angkatan {number + 1}"
    item = office.narrated(title)
    add_assets(office.reporter, item.id, [_photo(office, 10 * number + n) for n in range(PHOTOS)])
    item = office.handed_over(office.fresh(item))
    wanted = [asset for asset in item.assets if asset.has_thumbnail or asset.width]
    for asset in item.assets:
        verdict = Verdict.PUBLISHABLE if asset in wanted else Verdict.REJECTED
        step2_selection.judge(office.manager, asset.id, asset.version, verdict, "cadangan")
        texts.save_text(office.manager, item.id, texts.alt_of(asset.id), "Peserta mengelas", 0)
    chosen = ["website", "wordpress", "bluesky", "mastodon"]
    step2_selection.choose_channels(office.manager, item.id, chosen)
    check_pictures(office.manager, item.id, (), "")
    prepare(office.manager, item.id, renderer=MediaRenderer())
    step2_selection.submit(office.manager, item.id, office.fresh(item).version)
    return office.fresh(item)


def _photo(office: Office, seed: int) -> int:
    """A photograph of 12 megapixels, drawn, as the inbox takes it in."""
    drawn = office.home.root / f"{seed}.jpg"
    sample_photo(drawn, title=f"Foto {seed}", seed=seed, captured_at=MONDAY, size=(4000, 3000))
    sha256 = file_sha256(drawn)
    original = office.home.original(sha256)
    original.parent.mkdir(parents=True, exist_ok=True)
    drawn.rename(original)
    with office.store.transaction():
        row = Asset.create(sha256=sha256, size=original.stat().st_size, kind=Kind.PHOTO,
                           media_type="image/jpeg", name=f"{seed}.JPG".encode(), width=4000,
                           height=3000, arrived_at=MONDAY, captured_at=MONDAY)  # fmt: skip
        return int(row.id)
