"""What goes out is made before it is submitted, once, whole, and by content."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from soptui.desk import step2_selection
from soptui.desk.publication.channel_check import read_channels
from soptui.desk.publication.inscribing import finishes
from soptui.desk.publication.jobs import job_for
from soptui.desk.publication.renditions import (
    count_missing,
    prepare,
    recipes_of,
    renditions_for,
)
from soptui.desk.release import build_manifest
from soptui.desk.texts import alt_of, save_text
from soptui.errors import Incomplete, MediaError, Refused, StorageError
from soptui.media.crop import Form
from soptui.sop.material import Kind, Verdict
from soptui.sop.picture_words import without_words
from soptui.store.tables import Asset, Coverage, Delivery, Rendition
from tests import samples
from tests.office import Office
from tests.renderer import FakeRenderer

REPOSITORY = Path(__file__).parents[3]


def without_renditions(office: Office) -> int:
    """A coverage that could be submitted but for the files."""
    item = office.selected()
    Rendition.delete().execute()
    return item.id


def test_without_the_files_nothing_is_submitted(office: Office) -> None:
    number = without_renditions(office)
    version = Coverage.get_by_id(number).version
    with pytest.raises(Incomplete, match="not made yet"):
        step2_selection.submit(office.manager, number, version)
    assert count_missing(office.manager, number) == 4  # three for the website, one for Instagram
    prepare(office.manager, number, renderer=FakeRenderer())
    assert count_missing(office.manager, number) == 0
    step2_selection.submit(office.manager, number, version)


def test_the_manifest_lists_the_bytes_of_each_channel(office: Office) -> None:
    item = office.selected()
    (entry,) = build_manifest(Coverage.get_by_id(item.id)).media
    assert [(one.channel, without_words(one.recipe)) for one in entry.renditions] == [
        ("website", "picture-480"), ("website", "picture-960"), ("website", "picture-1600"),
        ("instagram", "picture-1440-r0.80-1.91"),
    ]  # fmt: skip
    for one in entry.renditions:
        assert office.home.rendition(one.sha256).is_file()


def film(office: Office, seconds: int, channels: list[str]) -> int:
    """A coverage in selection with nothing but a film."""
    item = office.selected()
    Asset.update(kind=Kind.VIDEO, media_type="video/mp4", duration_ms=seconds * 1000, width=1280,
                 height=720).execute()  # fmt: skip
    step2_selection.choose_channels(office.manager, item.id, channels)
    Rendition.delete().execute()
    return item.id


def test_networks_of_the_same_needs_share_one_film(office: Office) -> None:
    number = film(office, 20, ["website", "instagram", "facebook", "threads"])
    assert count_missing(office.manager, number) == 1
    renderer = FakeRenderer()
    prepare(office.manager, number, renderer=renderer)
    (entry,) = build_manifest(Coverage.get_by_id(number)).media
    assert {(one.recipe, one.width, one.height) for one in entry.renditions} == {("video", 64, 48)}
    assert len(entry.renditions) == 4
    assert renderer.calls == 1


@pytest.mark.parametrize("first", [Kind.PHOTO, Kind.VIDEO])
def test_where_films_stand_alone_the_first_file_decides(office: Office, first: Kind) -> None:
    item = office.selected()
    film = office.asset("MVI.MP4", Kind.VIDEO)
    place = 9 if first is Kind.PHOTO else -1
    Asset.update(coverage=item.id, verdict=Verdict.PUBLISHABLE, duration_ms=7200_000,
                 position=place).where(Asset.id == film).execute()  # fmt: skip
    step2_selection.choose_channels(office.manager, item.id, ["mastodon"])
    if first is Kind.VIDEO:
        with pytest.raises(Incomplete, match="nothing was made"):  # two hours
            prepare(office.manager, item.id, renderer=FakeRenderer())
        Asset.update(duration_ms=20_000).execute()
    prepare(office.manager, item.id, renderer=FakeRenderer())
    media = build_manifest(Coverage.get_by_id(item.id)).media
    assert [entry.kind for entry in media if entry.renditions] == [first]
    view = next(one for one in read_channels(office.manager, office.item(item.id))
                if one.name == "mastodon")  # fmt: skip
    assert any("either pictures or one film" in sentence for sentence in view.problems)


def test_sound_has_the_release_s_first_picture_on_networks(office: Office) -> None:
    item = office.selected()
    photo = Asset.get()
    sound = office.asset("wawancara.wav", Kind.AUDIO)
    Asset.update(coverage=item.id, position=9, verdict=Verdict.PUBLISHABLE).where(
        Asset.id == sound
    ).execute()
    prepare(office.manager, item.id, renderer=FakeRenderer())
    of_sound = build_manifest(Coverage.get_by_id(item.id)).media[1].renditions
    assert [one.channel for one in of_sound] == ["website", "instagram"]
    assert of_sound[0].media_type == "audio/mp4"
    shown = office.home.rendition(of_sound[1].sha256).read_bytes()
    assert photo.sha256.encode() in shown
    assert (of_sound[1].media_type, of_sound[1].width) == ("video/mp4", 64)
    Asset.update(verdict=Verdict.REJECTED, reason="x").where(Asset.id == photo.id).execute()
    assert count_missing(office.manager, item.id) == 1  # what is seen of it is another


def test_a_film_that_no_try_would_fit_is_told_before_the_first(office: Office) -> None:
    number = film(office, 301, ["website", "threads"])
    renderer = FakeRenderer()
    with pytest.raises(Incomplete, match="nothing was made") as refused:
        prepare(office.manager, number, renderer=renderer)
    assert renderer.calls == 0
    (gap,) = refused.value.missing
    assert gap.field == "channels"
    assert "angkatan IV.JPG takes 5 min 01 s; Threads" in gap.sentence
    item = office.item(number)
    view = next(one for one in read_channels(office.manager, item) if one.name == "threads")
    assert gap.sentence in view.problems


def test_a_finished_film_that_does_not_fit_is_not_submitted(office: Office) -> None:
    number = film(office, 20, ["website", "threads"])
    prepare(office.manager, number, renderer=FakeRenderer())
    made = office.home.rendition(Rendition.get().sha256)
    made.write_bytes(b"something else")
    with pytest.raises(Incomplete, match="nothing was submitted") as refused:
        step2_selection.submit(office.manager, number, office.item(number).version)
    assert [gap.sentence for gap in refused.value.missing] == [
        "Film 1 for Threads cannot be played."
    ]


def test_a_size_that_is_no_larger_is_left_out_and_a_post_takes_so_many(office: Office) -> None:
    item = office.selected()
    small = FakeRenderer(width=600, height=400)
    Rendition.delete().execute()
    prepare(office.manager, item.id, renderer=small)
    asset = Asset.get()
    finish = finishes(Coverage.get(), Asset.select())
    found = renditions_for(["website"], [asset], finish)[asset.id]
    assert [(without_words(one.recipe), one.width) for one in found] == [
        ("picture-480", 480),
        ("picture-960", 600),
    ]
    paper = Asset.get_by_id(office.asset("surat.pdf", Kind.DOCUMENT))
    finish = finishes(Coverage.get(), [paper])
    (recipe,) = recipes_of("x", paper, finish[paper.id])
    for place in range(1, 7):
        Rendition.create(asset=paper, recipe=recipe.name, place=place, sha256="0" * 64,
                         media_type="image/jpeg", width=1, height=1, size=1)  # fmt: skip
    assert [one.place for one in renditions_for(["x"], [paper], finish)[paper.id]] == [1, 2, 3, 4]


def test_two_sessions_at_once_make_it_once(office: Office) -> None:
    number = without_renditions(office)
    threads = [
        threading.Thread(target=prepare, args=(office.manager, number),
                         kwargs={"renderer": FakeRenderer()})
        for _thread in range(4)
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = [(row.asset_id, row.recipe, row.place) for row in Rendition.select()]
    assert len(rows) == len(set(rows)) == 4
    assert count_missing(office.manager, number) == 0


def test_stopped_it_keeps_what_was_made_and_goes_on(office: Office) -> None:
    number = without_renditions(office)
    renderer = FakeRenderer()
    assert not prepare(
        office.manager, number, renderer=renderer, cancelled=lambda: renderer.calls == 2
    )
    assert Rendition.select().count() == 2
    assert prepare(office.manager, number, renderer=renderer)
    assert renderer.calls == 4
    assert list(office.home.work.iterdir()) == []


def test_a_film_is_stopped_in_its_middle_and_leaves_nothing(office: Office) -> None:
    number = film(office, 2, ["website"])
    source = office.home.original(Asset.get().sha256)
    samples.mp4(source, 2, codec="mpeg4")  # to be encoded
    told: list[float] = []
    stopped = prepare(office.manager, number, progress=lambda done, _total: told.append(done),
                      cancelled=lambda: bool(told) and told[-1] > 0.3)  # fmt: skip
    assert not stopped
    assert told == sorted(told)
    assert 0.3 < told[-1] < 0.6
    assert not Rendition.select().exists()
    assert list(office.home.work.iterdir()) == []
    assert prepare(office.manager, number)
    assert Rendition.get().width == 64


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.office import Office
from tests.renderer import FakeRenderer
from soptui.desk.publication.renditions import prepare
from soptui.store.tables import Rendition

class Dies(FakeRenderer):
    def picture(self, source, dest, form):
        done = super().picture(source, dest, form)
        if self.calls == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
        return done

office = Office.open(Path(sys.argv[1]))
with office.store.connection():
    item = office.selected()
    Rendition.delete().execute()
    prepare(office.manager, item.id, renderer=Dies())
"""


@pytest.mark.parametrize("call", [1, 3])
def test_killed_in_the_middle_the_next_try_completes_it(tmp_path: Path, call: int) -> None:
    home = tmp_path / "killed"
    done = subprocess.run([sys.executable, "-c", KILLED, str(home), str(call)], cwd=REPOSITORY,
                          capture_output=True, text=True)  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    office = Office.again(home)
    with office.store.connection():
        assert Rendition.select().count() == call - 1
        prepare(office.manager, 1, renderer=FakeRenderer())
        assert count_missing(office.manager, 1) == 0
        for row in Rendition.select():
            assert office.home.rendition(row.sha256).stat().st_size == row.size


def test_a_file_that_went_missing_is_made_again(office: Office) -> None:
    item = office.selected()
    office.home.rendition(Rendition.get().sha256).unlink()
    assert count_missing(office.manager, item.id) == 1


def test_what_cannot_be_made_is_named(office: Office) -> None:
    class Broken(FakeRenderer):
        def picture(self, source: Path, dest: Path, form: Form) -> tuple[int, int]:
            raise MediaError("It is cut off.", remedy="Copy it again.")

    number = without_renditions(office)
    with pytest.raises(MediaError, match=r"angkatan IV\.JPG: It is cut off"):
        prepare(office.manager, number, renderer=Broken())
    office.home.original(Asset.get().sha256).unlink()
    with pytest.raises(StorageError, match="could not be made ready"):
        prepare(office.manager, number, renderer=FakeRenderer())


@pytest.mark.parametrize("which", ["rendition", "original", "gone"])
def test_a_file_exchanged_after_the_approval_is_named_and_nothing_is_sent(
    office: Office, which: str
) -> None:
    office.approved()
    delivery = Delivery.get(Delivery.channel == "website")
    job_for(office.station, delivery)
    rendition = office.home.rendition(
        Rendition.get(Rendition.recipe.startswith("picture-960")).sha256
    )
    if which == "rendition":
        rendition.write_bytes(b"another picture")
    elif which == "gone":
        rendition.unlink()
    else:
        office.home.original(Asset.get().sha256).write_bytes(b"another picture")
    with pytest.raises(Refused, match="picture 1 is not the one that was approved"):
        job_for(office.station, delivery)


def test_another_file_in_the_row_is_another_content(office: Office) -> None:
    """The row names the exchanged file rightly: the signed list does not."""
    office.approved()
    row = Rendition.get(Rendition.recipe.startswith("picture-960"))
    Rendition.update(sha256="0" * 64).where(Rendition.id == row.id).execute()
    with pytest.raises(Refused, match="Different: picture 1"):
        job_for(office.station, Delivery.get(Delivery.channel == "website"))


def test_what_was_signed_goes_out_however_files_are_made_today(office: Office) -> None:
    """Facts that choose a recipe changed after the approval: the signed files are still there."""
    office.approved()
    Asset.update(width=2000, height=3000, focus_x=1, focus_y=1).execute()
    assert job_for(office.station, Delivery.get(Delivery.channel == "instagram"))


def test_a_file_that_does_not_fit_its_channel_is_not_submitted(office: Office) -> None:
    item = office.selected()
    made = Rendition.get(Rendition.recipe.startswith("picture-1440"))
    Rendition.update(width=1000, height=2000).where(Rendition.id == made.id).execute()
    assert office.fresh(item).preview.media[0].renditions[-1].height == 2000
    with pytest.raises(Incomplete, match="does not fit its channel") as refused:
        step2_selection.submit(office.manager, item.id, office.fresh(item).version)
    (gap,) = refused.value.missing
    assert gap.field == "channels"
    assert "File 1 for Instagram is another picture" in gap.sentence
    assert office.fresh(item).submission is None


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("channel:instagram", "a" * 2201, "has 2201 characters"),
        ("alt", "a" * 1001, "alternative text of file 1 has 1001 characters"),
    ],
)
def test_words_that_a_channel_would_not_take_are_not_submitted(
    office: Office, field: str, text: str, told: str
) -> None:
    item = office.selected()
    field = alt_of(item.assets[0].id) if field == "alt" else field
    save_text(office.manager, item.id, field, text, office.fresh(item).text(field).version)
    with pytest.raises(Incomplete, match="does not fit its channel") as refused:
        office.submit(office.fresh(item))
    (gap,) = refused.value.missing
    assert told in gap.sentence
    save_text(office.manager, item.id, field, text[:-1], office.fresh(item).text(field).version)
    office.submit(office.fresh(item))
