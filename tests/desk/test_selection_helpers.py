"""The selection's helpers: composing again, and what channels would not take."""

from __future__ import annotations

import pytest

from soptui.desk import step2_selection, texts
from soptui.desk.publication.channel_check import read_channels
from soptui.errors import NotAllowed, WrongStep
from soptui.sop.material import Kind
from soptui.sop.release import Part
from soptui.store.tables import Text
from tests.office import Office


def test_recompose_replaces_the_release_and_drops_drafts(office: Office) -> None:
    item = office.handed_over()
    composed = {part: item.text(part).body for part in Part}
    for part in Part:
        texts.save_text(office.manager, item.id, part, "Lain", item.text(part).version)
        texts.keep_draft(office.manager, item.id, part, "Draf", item.text(part).version)
    step2_selection.recompose(office.manager, item.id)
    item = office.fresh(item)
    assert {part: item.text(part).shown for part in Part} == composed
    assert {item.text(part).version for part in Part} == {3}


def test_recompose_changes_nothing_where_nothing_differs(office: Office) -> None:
    item = office.handed_over()
    step2_selection.recompose(office.manager, item.id)
    assert {row.version for row in Text.select()} == {1}


def test_only_a_web_manager_recomposes_and_only_in_selection(office: Office) -> None:
    item = office.narrated()
    with pytest.raises(WrongStep):
        step2_selection.recompose(office.manager, item.id)
    with pytest.raises(NotAllowed):
        step2_selection.recompose(office.reporter, item.id)


def test_channels_say_what_they_would_not_take(office: Office) -> None:
    item = office.selected()
    texts.save_text(office.manager, item.id, texts.channel_of("x"), "k" * 281, 0)
    step2_selection.choose_channels(office.manager, item.id, ["website", "x", "youtube"])
    views = {view.name: view for view in read_channels(office.manager, office.fresh(item))}
    assert next(iter(views)) == "website"
    assert views["website"].limit is None
    x, youtube, instagram = views["x"], views["youtube"], views["instagram"]
    assert (x.own, x.length, x.limit, len(x.problems)) == (True, 281, 280, 1)
    assert youtube.problems == ("YouTube needs a video.",)
    assert not instagram.chosen
    assert instagram.problems == ()
    assert instagram.text.startswith(item.text(Part.TITLE).body)
    assert Kind.PHOTO in {asset.kind for asset in item.assets}
