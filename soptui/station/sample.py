"""A sample office to look around in: real files, the real procedure, at a clock set back."""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from soptui.channels.contract import Progress
from soptui.channels.registry import channels
from soptui.clock import FixedClock, local
from soptui.desk import coverage, step1_handover, step2_selection, step3_approval, texts
from soptui.desk.access.people import PersonView, people
from soptui.desk.context import Desk
from soptui.desk.item import Item, read_item
from soptui.desk.office import read_calendar, stock_holidays
from soptui.desk.privacy import check_pictures
from soptui.desk.publication.renditions import prepare
from soptui.desk.setup import SUGGESTED, NewPerson, first_run, is_new
from soptui.desk.step4_publication import complete_if_done, record_url
from soptui.errors import InvalidInput, StoreBusy
from soptui.i18n import _
from soptui.identity.signing import Signer
from soptui.inbox.ingest import Ingest
from soptui.inbox.readers.here import ReadersHere
from soptui.inbox.settling.complete import Settings
from soptui.sop.material import Kind, Verdict
from soptui.sop.office_calendar import Calendar
from soptui.sop.office_hours import provisional_hours
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome as Decided
from soptui.sop.workflow import State
from soptui.station.deliver import Deliveries
from soptui.station.lock import try_lock
from soptui.station.stories import LOOSE, STORIES, Story
from soptui.store.tables import Asset

SAMPLE_PIN = "481526"
SAMPLE_PASSPHRASE = "kantor contoh bantul"  # noqa: S105  made public on purpose, for the sample only

PEOPLE = (
    ("Siti Peliput", Role.REPORTER),
    ("Budi Pengelola", Role.WEB_MANAGER),
    ("Kepala Dinas (contoh)", Role.HEAD),
    ("Admin", Role.ADMIN),
)
WEBSITE = "https://disnakertrans.example"
"""An address that belongs to nobody (RFC 2606): a sample never points at a real site."""
LOOK_BACK = timedelta(days=30)
"""No story began earlier; the office is opened then."""
NOTHING_SETTLES = Settings(quiet=0.0, slow=0.0, unleased=0.0)


def make_sample(desk: Desk, *, progress: Progress = lambda _done, _total: None) -> None:
    """Fill the empty home of `desk`. Raises InvalidInput where an office is at work there already,
    and StoreBusy while a station runs; in both cases nothing is changed.
    """
    if not is_new(desk):
        raise InvalidInput(
            _("There is an office in {folder} already; nothing was changed.").format(
                folder=desk.home.root
            ),
            remedy=_("Name an empty folder with --home."),
        )
    lock = try_lock(desk.home)
    if lock is None:
        raise StoreBusy(_("A station is at work in this home."), remedy=_("End it first."))
    try:
        with desk.store.connection():
            _Maker(desk).make(progress)
    finally:
        lock.release()


class _Maker:
    """Lives the stories through, each at the time at which it happened."""

    def __init__(self, desk: Desk) -> None:
        self.now = desk.now()
        self.clock = FixedClock(self.now - LOOK_BACK)
        self.desk = replace(desk, clock=self.clock)
        self.people: dict[Role, PersonView] = {}
        self.signer: Signer | None = None
        self.calendar: Calendar | None = None

    def make(self, progress: Progress) -> None:
        total = len(STORIES) + 2
        self._open_office()
        progress(1, total)
        self._live_all(lambda done: progress(1 + done, total))
        self.clock.set(self.now)
        self._take_in("KARTU-02", [(title, 90 + n) for n, title in enumerate(LOOSE)])
        progress(total, total)
        if self.signer is not None:
            self.signer.close()

    def _open_office(self) -> None:
        hours = replace(provisional_hours(), valid_from=date(self.now.year, 1, 1))
        newcomers = [
            NewPerson(name, role, SAMPLE_PIN, SAMPLE_PASSPHRASE if role is Role.HEAD else "")
            for name, role in PEOPLE
        ]
        first_run(self.desk, replace(SUGGESTED, website=WEBSITE), hours, newcomers)
        stock_holidays(self.desk, [local(self.now).year])
        self.calendar = read_calendar(self.desk)
        self.people = {person.role: person for person in people()}
        self.signer = step3_approval.unlock(self._at(Role.HEAD), SAMPLE_PASSPHRASE)

    def _live_all(self, tell: Callable[[int], None]) -> None:
        """Let the stories happen side by side, each act at its time: a trail runs forward."""
        lives = [self._live(number, story) for number, story in enumerate(STORIES, start=1)]
        waiting = [(next(life), number) for number, life in enumerate(lives)]
        heapq.heapify(waiting)
        done = 0
        while waiting:
            moment, number = heapq.heappop(waiting)
            self.clock.set(max(moment, self.clock.now()))
            later = next(lives[number], None)
            if later is not None:
                heapq.heappush(waiting, (later, number))
            else:
                done += 1
                tell(done)

    def _live(self, number: int, story: Story) -> Iterator[datetime]:
        """One story; it says when it wants to go on."""
        yield self._office_time_ago(story.began)
        pictures = [(title, 10 * number + n) for n, title in enumerate(story.pictures)]
        assets = self._take_in(f"LIPUTAN-{number}", pictures, video=story.video, audio=story.audio)
        item = self._gather(story, assets)
        steps = list(story.steps)
        if story.reached is State.HANDOVER:
            return
        yield self._after(steps)
        step1_handover.hand_over(self._at(Role.REPORTER), item.id, item.version)
        self._select(story, self._fresh(item), finished=bool(steps))
        if not steps:
            return
        yield self._after(steps)
        check_pictures(self._at(Role.WEB_MANAGER), item.id, (), "")
        prepare(self._at(Role.WEB_MANAGER), item.id)
        step2_selection.submit(self._at(Role.WEB_MANAGER), item.id, self._fresh(item).version)
        if not steps:
            return
        yield self._after(steps)
        self._decide(story, item)
        if story.reached in {State.PUBLICATION, State.PUBLISHED}:
            self._publish(story, item)

    def _gather(self, story: Story, assets: list[int]) -> Item:
        reporter = self._at(Role.REPORTER)
        made = coverage.create_coverage(reporter, story.title, assets)
        for question, answer in story.answers.items():
            texts.save_text(reporter, made, question, answer, 0)
        return read_item(reporter, made)

    def _select(self, story: Story, item: Item, *, finished: bool) -> None:
        manager = self._at(Role.WEB_MANAGER)
        step2_selection.take(manager, item.id)
        for field, body in story.texts.items():
            texts.save_text(manager, item.id, field, body, item.text(field).version)
        if not finished:
            return
        for asset, title in zip(item.assets, [*story.pictures, "", ""], strict=False):
            step2_selection.judge(manager, asset.id, asset.version, Verdict.PUBLISHABLE)
            words = title or asset.name
            texts.save_text(manager, item.id, texts.caption_of(asset.id), words, 0)
            if asset.kind is Kind.PHOTO:
                alt = f"{title}, dalam kegiatan {story.title.lower()}"
                texts.save_text(manager, item.id, texts.alt_of(asset.id), alt, 0)
        step2_selection.choose_channels(manager, item.id, ["website", *story.social])

    def _decide(self, story: Story, item: Item) -> None:
        head = self._at(Role.HEAD)
        view = step3_approval.open_submission(head, item.id)
        outcome = Decided.RETURNED if story.returned else Decided.APPROVED
        if self.signer is not None:
            step3_approval.decide(head, view.id, view.digest, outcome, self.signer, story.returned)

    def _publish(self, story: Story, item: Item) -> None:
        deliveries = Deliveries(self.desk, channels(self.desk.home), complete_if_done)
        while deliveries.pending():
            deliveries.turn()
            self.clock.advance(timedelta(seconds=1))
        if story.reached is State.PUBLISHED:
            for delivery in self._fresh(item).deliveries:
                if not delivery.url:
                    url = f"https://www.instagram.com/p/CONTOH{item.code}/"
                    record_url(self._at(Role.WEB_MANAGER), delivery.id, url)

    def _take_in(
        self,
        folder: str,
        pictures: list[tuple[str, int]],
        *,
        video: bool = False,
        audio: bool = False,
    ) -> list[int]:
        """Draw the files into an inbox of their own and take them in, as the station does."""
        from soptui.media.sample import sample_audio, sample_photo, sample_video

        inbox = self.desk.home.work / "sample-inbox"
        card = inbox / folder
        card.mkdir(parents=True)
        at = local(self.clock.now())
        for number, (title, seed) in enumerate(pictures, start=1):
            taken = at - timedelta(minutes=3 * (len(pictures) - number) + 1)
            sample_photo(card / f"IMG_{seed:04d}.JPG", title=title, seed=seed, captured_at=taken)
        if video:
            sample_video(card / "MVI_2040.MP4", seconds=4, seed=4)
        if audio:
            sample_audio(card / "REC_003.WAV", seconds=6)
        ingest = Ingest(self.desk.store, self.desk.home, inbox, self.clock,
                        ReadersHere(self.desk.home),
                        settings=NOTHING_SETTLES)  # fmt: skip
        while ingest.turn().busy:
            self.clock.advance(timedelta(milliseconds=10))
        shutil.rmtree(inbox)
        order = (Asset.captured_at.is_null(), Asset.captured_at, Asset.id)
        rows = Asset.select().where(Asset.batch == folder).order_by(*order)
        return [int(row.id) for row in rows]

    # Time and people

    def _at(self, role: Role) -> Desk:
        return self.desk.seat(self.people[role].actor)

    def _fresh(self, item: Item) -> Item:
        return read_item(self._at(Role.WEB_MANAGER), item.id)

    def _after(self, steps: list[int]) -> datetime:
        """When the office minutes of the next finished step have gone by."""
        now = self.clock.now()
        if not steps or self.calendar is None:
            return now
        return self.calendar.deadline(now, timedelta(minutes=steps.pop(0)))

    def _office_time_ago(self, minutes: int) -> datetime:
        """The latest moment from which `minutes` of office time have passed until now."""
        wanted = timedelta(minutes=minutes)
        early, late = self.now - LOOK_BACK, self.now
        while self.calendar is not None and late - early > timedelta(seconds=1):
            middle = early + (late - early) / 2
            if self.calendar.elapsed(middle, self.now) >= wanted:
                early = middle
            else:
                late = middle
        return early
