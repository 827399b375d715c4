"""What stands on a Facebook Page or on Threads is corrected and taken down by the station."""

from __future__ import annotations

from pathlib import Path

import pytest

from soptui.desk import corrections, step2_selection, step3_approval, step4_publication, texts
from soptui.desk.publication.renditions import prepare
from soptui.errors import WrongStep
from soptui.sop.manifest import Manifest
from soptui.sop.release import Part
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState as State
from soptui.sop.workflow import State as Step
from soptui.store.tables import Coverage, Delivery, Submission
from tests.station.test_posting_faults import Place, placed

WHY = "Jumlah peserta keliru"


def newest(place: Place) -> Delivery:
    rows = Delivery.select().where(Delivery.channel == place.channel)
    found: Delivery = rows.order_by(Delivery.revision.desc()).first()
    return found


def approve(place: Place, item: int) -> None:
    office = place.office
    view = step3_approval.open_submission(office.head, item)
    step3_approval.decide(office.head, view.id, view.digest, Outcome.APPROVED, office.signer)
    place.turns(3)


def corrected(place: Place, field: str, words: str) -> Coverage:
    """Published, corrected in one field, approved and brought out."""
    place.turns(2)
    office, item = place.office, Coverage.get()
    corrections.correct(office.manager, item.id, item.version, WHY)
    old = office.item(item.id).text(field)
    texts.save_text(office.manager, item.id, field, words, old.version)
    prepare(office.manager, item.id, renderer=office.renderer)
    step2_selection.submit(office.manager, item.id, office.item(item.id).version)
    approve(place, item.id)
    return item


def test_a_correction_changes_the_post_where_it_stands(tmp_path: Path) -> None:
    """Words inside the pictures change with it, and are no other pictures."""
    with placed("facebook", tmp_path / "home") as place:
        corrected(place, Part.TITLE, "Judul yang benar")
        (post,) = place.world.posts
        assert "Judul yang benar" in post["message"]
        was, now = [
            [entry.renditions for entry in Manifest.parse(row.manifest).media]
            for row in Submission.select().order_by(Submission.id)
        ]
        assert was != now
        assert newest(place).revision == 2
        assert newest(place).state is State.PUBLISHED
        assert newest(place).url == post["permalink_url"]
        assert Coverage.get().state is Step.PUBLISHED


def test_what_facebook_cannot_change_a_person_does(tmp_path: Path) -> None:
    with placed("facebook", tmp_path / "home") as place:
        asset = place.office.item(Coverage.get().id).assets[0]
        corrected(place, texts.alt_of(asset.id), "Peserta lain mengelas")
        row = newest(place)
        assert (row.state, bool(row.kit)) == (State.ASSISTED, True)
        assert "mengelas" in place.world.media["1"]["alt"]
        step4_publication.done_by_hand(place.office.manager, row.id)
        assert newest(place).state is State.PUBLISHED
        assert Coverage.get().state is Step.PUBLISHED
        with pytest.raises(WrongStep):
            step4_publication.done_by_hand(place.office.manager, row.id)


@pytest.mark.parametrize("channel", ["facebook", "threads"])
def test_a_takedown_takes_the_post_down(tmp_path: Path, channel: str) -> None:
    with placed(channel, tmp_path / "home") as place:
        place.turns(2)
        item = Coverage.get()
        corrections.take_down(place.office.manager, item.id, item.version, WHY)
        place.world.early = [503]  # tried again
        approve(place, item.id)
        assert place.world.posts == []
        assert newest(place).state is State.TAKEN_DOWN
        assert Coverage.get().state is Step.TAKEN_DOWN


def test_what_stands_on_instagram_is_taken_down_by_a_person(tmp_path: Path) -> None:
    with placed("instagram", tmp_path / "home") as place:
        place.turns(2)
        item = Coverage.get()
        corrections.take_down(place.office.manager, item.id, item.version, WHY)
        approve(place, item.id)
        assert len(place.world.posts) == 1
        row = newest(place)
        assert (row.state, bool(row.kit)) == (State.ASSISTED, True)
