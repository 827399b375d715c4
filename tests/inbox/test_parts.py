from __future__ import annotations

import pytest

from soptui.desk.context import Desk
from soptui.desk.coverage import add_assets, create_coverage
from soptui.errors import WrongStep
from soptui.inbox import batches, status
from soptui.inbox.parts import link_parts, parts_of
from soptui.sop.material import Kind, PartRole, Verdict
from soptui.sop.procedure import load_procedure
from soptui.sop.roles import Actor, Role
from soptui.store.tables import Asset, EventRow, Person
from tests.inbox.bench import MORNING, Bench


def brought(name: bytes, **facts: object) -> Asset:
    """An asset that came from one card; a RAW, an XMP or a JPEG by its ending."""
    kind, mime = {
        b"CR2": (Kind.PHOTO, "image/x-canon-cr2"), b"JPG": (Kind.PHOTO, "image/jpeg"),
        b"xmp": (Kind.SIDECAR, "application/rdf+xml"),
    }[name.rpartition(b".")[2]]  # fmt: skip
    known = {
        "sha256": name.hex(), "size": 1, "kind": kind, "media_type": mime, "name": name,
        "folder": b"card", "batch": "card", "arrived_at": MORNING, "camera": "Canon",
        "captured_at": None if kind is Kind.SIDECAR else MORNING,
    }  # fmt: skip
    return Asset.create(**{**known, **facts})


def linked(bench: Bench, *assets: Asset) -> dict[bytes, tuple[bytes | None, PartRole]]:
    """Which belongs to which, by name, after each was looked at in its turn."""
    for asset in assets:
        link_parts(bench.store, MORNING, [asset.id])
    rows = Asset.select()
    return {bytes(row.name): (row.part_of and bytes(row.part_of.name), row.role) for row in rows}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_19_20_in_whatever_order_they_come(bench: Bench, order: tuple[int, ...]) -> None:
    names = [b"A.CR2", b"A.JPG", b"A.xmp"]
    for at in order:
        found = linked(bench, brought(names[at]))
    assert found == {
        b"A.JPG": (None, PartRole.MAIN), b"A.CR2": (b"A.JPG", PartRole.RAW),
        b"A.xmp": (b"A.JPG", PartRole.NOTES),
    }  # fmt: skip
    picture = Asset.get(Asset.name == b"A.JPG")
    assert {bytes(part.name) for part in parts_of(picture.id)} == {b"A.CR2", b"A.xmp"}
    assert link_parts(bench.store, MORNING, [picture.id]) == 0
    assert EventRow.select().where(EventRow.action == "link").count() >= 2


def test_only_what_is_material_of_its_own_is_offered(bench: Bench) -> None:
    linked(bench, brought(b"A.CR2"), brought(b"A.JPG"), brought(b"B.xmp"))
    (offer,) = status.offers()
    assert [bytes(Asset.get_by_id(n).name) for n in offer.asset_ids] == [b"A.JPG"]
    assert batches.summary().ready_unassigned == 1


def test_what_a_person_works_on_alone_stays_alone(bench: Bench) -> None:
    raw = brought(b"A.CR2", verdict=Verdict.PUBLISHABLE)
    assert linked(bench, raw, brought(b"A.JPG"))[b"A.CR2"] == (None, PartRole.MAIN)


def test_of_a_card_of_another_day_nothing_is_linked(bench: Bench) -> None:
    old = brought(b"A.JPG", arrived_at=MORNING.replace(day=20))
    assert linked(bench, old, brought(b"A.xmp"))[b"A.xmp"] == (None, PartRole.MAIN)


def test_a_part_goes_where_its_picture_goes(bench: Bench) -> None:
    linked(bench, brought(b"A.CR2"), brought(b"A.JPG"), brought(b"B.xmp"))
    person = Person.create(name="siti", role=Role.REPORTER, pin_hash="")
    actor = Actor(person.id, "siti", Role.REPORTER)
    desk = Desk(bench.store, bench.clock, bench.home, load_procedure(), actor)
    raw, notes = (Asset.get(Asset.name == name) for name in (b"A.CR2", b"B.xmp"))
    coverage = create_coverage(desk, "Pelatihan", [Asset.get(Asset.name == b"A.JPG").id])
    for asset in (raw, notes):
        with pytest.raises(WrongStep, match="belongs to another file"):
            add_assets(desk, coverage, [asset.id])
    late = brought(b"A.xmp")
    assert linked(bench, late)[b"A.xmp"] == (b"A.JPG", PartRole.NOTES)


def test_what_a_station_left_unlinked_when_it_ended_is_linked_by_the_next(bench: Bench) -> None:
    raw, jpeg = brought(b"A.CR2"), brought(b"A.JPG")
    bench.restarted()
    bench.turn()
    assert [part.id for part in parts_of(jpeg.id)] == [raw.id]
