"""Another website shows the release, as the office's own does, and the Head sees it so."""

from __future__ import annotations

from soptui.desk.item import read_item
from soptui.desk.publication.channel_check import read_channels
from soptui.desk.publication.faces import Faces
from soptui.desk.release import content_to_submit
from soptui.desk.step2_selection import choose_channels
from soptui.desk.texts import channel_of, save_text
from soptui.store.tables import Coverage
from soptui.tui.post import Look
from soptui.tui.widgets.release_paper import parts_for, whole
from tests.office import Office

CHOSEN = ["website", "wordpress", "x"]


def test_another_website_has_no_text_of_its_own(office: Office) -> None:
    item = office.selected()
    choose_channels(office.manager, item.id, CHOSEN)
    save_text(office.manager, item.id, channel_of("wordpress"), "Teks sendiri", 0)
    content = content_to_submit(Coverage.get_by_id(item.id))
    said = {entry.channel: bool(entry.text) for entry in content.channels}
    assert said == {"website": False, "wordpress": False, "x": True}


def test_the_selection_shows_it_without_a_limit_and_with_its_problems(office: Office) -> None:
    item = office.selected()
    choose_channels(office.manager, item.id, CHOSEN)
    save_text(office.manager, item.id, "title", " ", office.fresh(item).text("title").version)
    views = {view.name: view for view in read_channels(office.manager, office.fresh(item))}
    assert views["wordpress"].limit is None
    assert views["wordpress"].text == ""
    assert views["wordpress"].problems == ("The title is empty.",)


def test_the_head_sees_of_it_what_its_readers_will(office: Office) -> None:
    item = office.selected()
    choose_channels(office.manager, item.id, CHOSEN)
    preview = read_item(office.manager, item.id).preview
    look = Look("Dinas", Faces(host="dinas.example"), office.home.rendition, {})
    headings = [
        [str(widget.render()) for widget, _entry in parts_for(preview, name, look)
         if widget.has_class("headline") or widget.has_class("lead")]
        for name in CHOSEN
    ]  # fmt: skip
    assert headings == [[preview.title, preview.lead], [preview.title, preview.lead], []]
    cards = [any(widget.has_class("card") for widget, _entry in parts_for(preview, name, look))
             for name in ("website", "wordpress")]  # fmt: skip
    assert cards == [True, False]  # other channels link to the office's own website
    said = [str(widget.render()) for widget, _entry in whole(preview)]
    assert said[said.index("── WordPress ") + 1] == said[said.index("── Website ") + 1]
