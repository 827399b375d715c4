"""Files of one shot through the whole inbox, in the order in which a card is copied."""

from __future__ import annotations

from datetime import datetime

from soptui.clock import OFFICE_ZONE
from soptui.inbox import status
from soptui.sop.arrival import ArrivalState
from soptui.sop.material import PartRole
from soptui.store.tables import Asset
from tests import raws, samples
from tests.inbox.bench import Bench


def test_19_20_raw_jpeg_notes_and_memo_become_one_piece_of_material(bench: Bench) -> None:
    card = bench.inbox / "card"
    card.mkdir()
    taken = datetime(2026, 11, 23, 9, 30, tzinfo=OFFICE_ZONE)
    raws.raw(card / "IMG_1.DNG", camera="soptui sample camera")
    raws.xmp(card / "IMG_1.xmp")
    samples.wav(card / "IMG_1.WAV")
    bench.settled()
    samples.jpeg(card / "IMG_1.JPG", captured=taken)
    bench.settled()
    assert {row.state for row in status.rows()} <= {ArrivalState.READY}
    roles = {bytes(row.name): row.role for row in Asset.select()}
    assert roles == {
        b"IMG_1.DNG": PartRole.RAW, b"IMG_1.xmp": PartRole.NOTES, b"IMG_1.WAV": PartRole.MEMO,
        b"IMG_1.JPG": PartRole.MAIN,
    }  # fmt: skip
    (offer,) = status.offers()
    assert len(offer.asset_ids) == 1
    assert set(bench.stored().values()) == {True}
    assert {row.has_thumbnail for row in Asset.select().where(Asset.role == PartRole.RAW)} == {True}


def test_notes_without_a_picture_wait_and_are_no_material(bench: Bench) -> None:
    raws.xmp(bench.inbox / "IMG_2.xmp")
    bench.settled()
    assert bench.states() == {"IMG_2.xmp": (ArrivalState.READY, "")}
    assert status.offers() == ()
