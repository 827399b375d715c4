"""Bluesky against a real PDS: it runs where `SOPTUI_PDS` names a folder in which npm put one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from soptui.channels.connecting import connect
from soptui.channels.contract import Absent, Channel, Receipt
from soptui.errors import Unknown, Unreachable
from soptui.sop.manifest import ChannelText
from tests.channels.making import Originals
from tests.real.lossy import Lossy
from tests.real.pds import FOLDER, PASSWORD, running

TEXT = "Pelatihan las dibuka 👷‍♀️\n\nhttps://contoh.example/2026/11/las"

pytestmark = pytest.mark.skipif(not FOLDER, reason="no real Bluesky PDS here (SOPTUI_PDS)")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address."""
    with running(tmp_path_factory.mktemp("pds")) as address:
        yield address


def channel(server: str, transport: httpx.BaseTransport | None = None) -> Channel:
    settings = {"server": server, "identifier": "dinas.test"}
    return connect("bluesky", settings, PASSWORD, transport=transport)


@pytest.fixture
def originals(tmp_path: Path) -> Originals:
    (tmp_path / "originals").mkdir()
    return Originals(tmp_path / "originals")


def job(originals: Originals, item: str, minutes: int) -> Any:
    media = [originals.real_photo(1600, 900), originals.real_photo(900, 1600)]
    made = originals.job(item, media=media, channels=(ChannelText("bluesky", TEXT),))
    later = made.approved_at + timedelta(minutes=minutes)
    return originals.job(item, media=media, channels=(ChannelText("bluesky", TEXT),),
                         approved_at=later)  # fmt: skip


def posts(server: str) -> list[dict[str, Any]]:
    """Everything that stands in the account."""
    wanted = {"repo": "dinas.test", "collection": "app.bsky.feed.post"}
    answer = httpx.get(f"{server}/xrpc/com.atproto.repo.listRecords", params=wanted)
    return list(answer.json()["records"])


def test_it_stands_there_as_it_was_approved(server: str, originals: Originals) -> None:
    bluesky, work = channel(server), job(originals, "041", 1)
    assert bluesky.check() == "@dinas.test"  # type: ignore[attr-defined]
    assert bluesky.reconcile(work) == Absent()
    before = len(posts(server))
    receipt = bluesky.deliver(work)
    assert bluesky.reconcile(work) == receipt
    assert bluesky.deliver(work) == receipt  # once more: the same post
    assert len(posts(server)) == before + 1
    value = next(one["value"] for one in posts(server) if one["uri"].endswith(receipt.handle))
    assert value["text"] == TEXT
    assert [image["alt"] for image in value["embed"]["images"]] == ["Alt", "Alt"]
    assert value["embed"]["images"][0]["aspectRatio"] == {"width": 1440, "height": 810}
    assert value["facets"][0]["features"][0]["uri"] == "https://contoh.example/2026/11/las"


def test_an_answer_lost_after_it_was_put_leaves_one_post(server: str, originals: Originals) -> None:
    work, before = job(originals, "042", 2), len(posts(server))
    line = Lossy("putRecord")
    with pytest.raises(Unknown):
        channel(server, line).deliver(work)
    assert line.lost == 1
    assert isinstance(channel(server).reconcile(work), Receipt)
    channel(server).deliver(work)
    assert len(posts(server)) == before + 1


def test_an_answer_lost_before_leaves_none(server: str, originals: Originals) -> None:
    work, before = job(originals, "043", 3), len(posts(server))
    with pytest.raises(Unreachable):
        channel(server, Lossy("uploadBlob")).deliver(work)
    assert channel(server).reconcile(work) == Absent()
    assert len(posts(server)) == before


def test_a_password_that_does_not_work_is_no_failure_of_the_release(
    server: str, originals: Originals
) -> None:
    settings = {"server": server, "identifier": "dinas.test"}
    with pytest.raises(Unreachable, match="token"):
        connect("bluesky", settings, "bukan").deliver(job(originals, "044", 4))
