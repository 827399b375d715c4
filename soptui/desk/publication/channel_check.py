"""What each channel would say of a release as it stands, and what it would not take of it."""

from __future__ import annotations

from dataclasses import dataclass

from soptui.channels.contract import Job
from soptui.channels.known import network_of
from soptui.channels.limits import network_problems
from soptui.channels.social import Network
from soptui.desk.context import Desk, coverage_of
from soptui.desk.item import Item
from soptui.desk.office import read_office
from soptui.desk.publication.fitting import impossible
from soptui.desk.publication.offered import offered
from soptui.desk.publication.wording import Wording, compose_for, own_text, wording_of
from soptui.sop.material import Verdict
from soptui.sop.office import Office
from soptui.sop.step2_selection import WEBSITE
from soptui.sop.template import NOTHING, Composed


@dataclass(frozen=True, slots=True)
class ChannelView:
    """One channel. `own` says that somebody wrote its text; else it is what was `composed` after
    the template. `length` and `limit` are in the channel's own counting; a website has no limit
    (None) and shows the release itself. `problems` are sentences, for chosen channels only.
    """

    name: str
    chosen: bool
    own: bool = False
    composed: Composed = NOTHING
    text: str = ""
    length: int = 0
    limit: int | None = None
    problems: tuple[str, ...] = ()


def read_channels(desk: Desk, item: Item) -> tuple[ChannelView, ...]:
    """Every channel, the website first."""
    with desk.look() as now:
        office = read_office() or Office("")
        wording = wording_of(coverage_of(item.id))
        known = list(filter(None, map(network_of, offered())))
    job = Job(item.preview, item.round, "", now, now, office, desk.home.rendition)
    return (
        ChannelView(WEBSITE, WEBSITE in item.channels),
        *(_view(network, item, job, wording) for network in known),
    )


def _view(network: Network, item: Item, job: Job, wording: Wording) -> ChannelView:
    texts = {field: view.body for field, view in item.texts.items()}
    kinds = {entry.kind for entry in item.preview.media}
    composed = compose_for(network.name, wording, texts, kinds)
    own = own_text(network.name, texts)
    text = own or composed.text
    chosen = network.name in item.channels
    made = {entry.sha256 for entry in item.preview.media
            if any(one.channel == network.name for one in entry.renditions)}  # fmt: skip
    films = [(asset.name, asset.kind, None if asset.sha256 in made else asset.duration_ms)
             for asset in item.assets if asset.verdict is Verdict.PUBLISHABLE]  # fmt: skip
    return ChannelView(
        name=network.name,
        chosen=chosen,
        own=bool(own),
        composed=composed,
        text=text,
        length=network.measure(text),
        limit=network.limit(kinds) if network.social else None,
        problems=(*network_problems(network, job), *impossible(network, films)) if chosen else (),
    )
