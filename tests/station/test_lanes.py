"""Channels side by side: a slow one keeps no other waiting, and the website comes first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from soptui.channels.contract import ByProgram, Job, Progress, Receipt, quiet
from soptui.desk.publication.renditions import prepare
from soptui.desk.step2_selection import choose_channels, submit
from soptui.desk.step3_approval import decide, open_submission
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.station.deliver import Deliveries
from soptui.station.lanes import Lanes
from soptui.store.tables import Connection, Delivery
from tests.office import Office

SOON = 10.0


class Slow(ByProgram):
    """A channel that tells when it was begun, and waits until it may go on."""

    def __init__(self, name: str, log: list[str]) -> None:
        self.name = self.label = name
        self.log = log
        self.begun, self.goes_on = Event(), Event()

    def problems(self, _job: Job) -> list[str]:
        return []

    def deliver(self, job: Job, progress: Progress = quiet) -> Receipt:
        self.log.append(self.name)
        self.begun.set()
        assert self.goes_on.wait(SOON)
        progress(1, 1)
        return Receipt(f"https://{self.name}.example/{job.key}", job.key)

    def reconcile(self, _job: Job) -> Receipt:
        raise AssertionError


class Yard:
    """An approved release for the website and two networks, both of them slow."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.log: list[str] = []
        names = ("website", "mastodon", "bluesky")
        self.channels = {name: Slow(name, self.log) for name in names}
        self.channels["website"].goes_on.set()
        self.lanes = Lanes(Deliveries(office.station, self.channels, lambda *_of: False))
        for name in names[1:]:
            Connection.create(channel=name, connected_at=office.clock.now())
        item = office.selected()
        choose_channels(office.manager, item.id, names)
        prepare(office.manager, item.id, renderer=office.renderer)
        submit(office.manager, item.id, office.fresh(item).version)
        view = open_submission(office.head, item.id)
        decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)

    def state(self, channel: str) -> DeliveryState:
        found: DeliveryState = Delivery.get(Delivery.channel == channel).state
        return found

    def let(self, channel: str) -> None:
        """Let it go on, and wait until its lane is at rest."""
        self.channels[channel].goes_on.set()
        self.lanes._lanes[channel].join(SOON)


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Yard]:
    office = Office.open(tmp_path / "home")
    with office.store.connection():
        made = Yard(office)
        yield made
        for channel in made.channels.values():
            channel.goes_on.set()
        made.lanes.close()


def test_a_slow_channel_keeps_no_other_waiting(yard: Yard) -> None:
    assert yard.lanes.turn() == 1
    for name in ("mastodon", "bluesky"):
        assert yard.channels[name].begun.wait(SOON)
    assert yard.log[0] == "website"
    assert yard.state("website") is DeliveryState.PUBLISHED
    yard.let("bluesky")
    assert yard.state("bluesky") is DeliveryState.PUBLISHED
    assert yard.state("mastodon") is DeliveryState.SENDING
    assert yard.lanes.pending()
    yard.let("mastodon")
    assert yard.state("mastodon") is DeliveryState.PUBLISHED
    assert not yard.lanes.pending()


def test_what_is_under_way_is_not_begun_twice(yard: Yard) -> None:
    for _turn in range(3):
        yard.lanes.turn()
        yard.office.clock.advance(timedelta(minutes=20))
    for name in ("mastodon", "bluesky"):
        assert yard.channels[name].begun.wait(SOON)
        yard.let(name)
    yard.lanes.turn()
    assert sorted(yard.log) == ["bluesky", "mastodon", "website"]


def test_at_the_end_what_is_under_way_is_waited_for(yard: Yard) -> None:
    yard.lanes.turn()
    for channel in yard.channels.values():
        channel.goes_on.set()
    yard.lanes.close()
    assert {yard.state(name) for name in yard.channels} == {DeliveryState.PUBLISHED}
