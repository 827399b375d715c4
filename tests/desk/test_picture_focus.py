"""What must be seen of a picture: said in step 2, and cut accordingly before the submission."""

from __future__ import annotations

import pytest

from soptui.desk import step2_selection
from soptui.desk.picture_focus import set_focus
from soptui.desk.publication.renditions import count_missing, prepare
from soptui.desk.release import build_manifest
from soptui.errors import Conflict, Incomplete, InvalidInput, NotAllowed, WrongStep
from soptui.media.crop import Focus
from soptui.sop.material import Kind
from soptui.sop.picture_words import without_words
from soptui.store.tables import Asset, Coverage, EventRow
from tests.office import Office
from tests.renderer import FakeRenderer


def upright(office: Office) -> tuple[int, int]:
    """A coverage ready to be submitted, and its picture, which Instagram would cut."""
    item = office.selected()
    Asset.update(width=2000, height=3000).execute()
    prepare(office.manager, item.id, renderer=FakeRenderer(2000, 3000))
    return item.id, item.assets[0].id


def test_another_focus_makes_only_what_is_cut_anew(office: Office) -> None:
    coverage, asset = upright(office)
    before = {(one.channel, without_words(one.recipe)): one.sha256 for one in files(coverage)}
    set_focus(office.manager, asset, Asset.get_by_id(asset).version, Focus(50, 20))
    assert office.item(coverage).assets[0].focus == (50, 20)
    assert count_missing(office.manager, coverage) == 1
    with pytest.raises(Incomplete, match="not made yet"):
        submit(office, coverage)
    prepare(office.manager, coverage, renderer=FakeRenderer(2000, 3000))
    submit(office, coverage)
    after = {(one.channel, without_words(one.recipe)): one.sha256 for one in files(coverage)}
    assert set(before) - set(after) == {("instagram", "picture-1440-r0.80-1.91")}
    assert set(after) - set(before) == {("instagram", "picture-1440-r0.80-1.91-f50,20")}


def test_taken_back_the_earlier_file_is_there(office: Office) -> None:
    coverage, asset = upright(office)
    set_focus(office.manager, asset, Asset.get_by_id(asset).version, Focus(50, 20))
    set_focus(office.manager, asset, Asset.get_by_id(asset).version, None)
    assert count_missing(office.manager, coverage) == 0
    events = [
        row.detail["place"] for row in EventRow.select().where(EventRow.action == "set_focus")
    ]
    assert events == [[50, 20], []]


def test_who_may_not_and_what_cannot(office: Office) -> None:
    coverage, asset = upright(office)
    version = Asset.get_by_id(asset).version
    with pytest.raises(NotAllowed):
        set_focus(office.reporter, asset, version, Focus(1, 1))
    with pytest.raises(Conflict):
        set_focus(office.manager, asset, version - 1, Focus(1, 1))
    with pytest.raises(InvalidInput, match="outside"):
        set_focus(office.manager, asset, version, Focus(1, 101))
    Asset.update(kind=Kind.DOCUMENT).execute()
    with pytest.raises(InvalidInput, match="Only photos"):
        set_focus(office.manager, asset, version, Focus(1, 1))
    Asset.update(kind=Kind.PHOTO).execute()
    submit(office, coverage)
    with pytest.raises(WrongStep):
        set_focus(office.manager, asset, version, Focus(1, 1))


def files(coverage: int) -> list:
    (entry,) = build_manifest(Coverage.get_by_id(coverage)).media
    return list(entry.renditions)


def submit(office: Office, coverage: int) -> None:
    step2_selection.submit(office.manager, coverage, Coverage.get_by_id(coverage).version)
