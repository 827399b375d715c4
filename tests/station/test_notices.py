"""Notices: written down before they are sent, once, over a real SMTP server; the office is real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from soptui.desk import step2_selection, step3_approval, step4_publication
from soptui.desk.context import Desk
from soptui.desk.notices.mail import open_line, read_mail, set_mail
from soptui.errors import StoreBusy
from soptui.notices.mail import MailLine
from soptui.notices.message import Notice
from soptui.notices.server import MailServer
from soptui.notices.trouble import Trouble, Undelivered
from soptui.sop.arrival import ArrivalState
from soptui.sop.notice import GATHERED, INBOX_SPAN, LEFT_OVER, SPACING, Kind, NoticeState
from soptui.sop.roles import Role
from soptui.sop.step3_approval import Outcome
from soptui.sop.step4_publication import DeliveryState
from soptui.sop.workflow import State
from soptui.station.notice_box import LONGEST_PAUSE, pause_after
from soptui.station.notices import Notices, NoticeWatch
from soptui.store.tables import Arrival, Coverage, Delivery, EventRow, NoticeRow, Person
from tests.notices.mail_server import PASSWORD, Mailbox, mail_server, trusting
from tests.office import Office

SOON = 10.0
MINUTE = timedelta(minutes=1)
SATURDAY = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


class Room:
    """An office with a mail server; everybody has an address."""

    def __init__(self, root: Path, box: Mailbox) -> None:
        self.office, self.box = Office.open(root), box
        self.server = box.server
        self.told: list[tuple[Notice, str]] = []
        self.lines = 0
        with self.office.store.connection():
            for row in Person.select():
                Person.update(address=f"{row.role}@dinas.example").where(
                    Person.id == row.id
                ).execute()
        set_mail(self.admin, self.server, PASSWORD, tls=trusting())
        self.restarted()

    @property
    def admin(self) -> Desk:
        return self.office.desks[Role.ADMIN]

    def restarted(self) -> None:
        self.notices = Notices(self.office.station, self._line, self._tell)

    @contextmanager
    def _line(self, desk: Desk, server: MailServer) -> Iterator[MailLine]:
        self.lines += 1
        with open_line(desk, server, tls=trusting()) as line:
            yield line

    def _tell(self, notice: Notice, url: str) -> None:
        self.told.append((notice, url))

    def close_the_office(self) -> None:
        """From here on no clock runs, so that none is late."""
        self.office.clock.set(SATURDAY)

    def turn(self, later: timedelta = timedelta()) -> int:
        self.office.clock.advance(later)
        return self.notices.turn()

    def subjects(self) -> list[tuple[str, str]]:
        """To whom, and what the first line of the subject says."""
        return [(str(one["To"]).partition("@")[0], str(one["Subject"])) for one in self.box.letters]

    def states(self) -> list[NoticeState]:
        return [row.state for row in NoticeRow.select().order_by(NoticeRow.id)]

    def row(self) -> NoticeRow:
        found: NoticeRow = NoticeRow.get()
        return found


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with mail_server() as box:
        made = Room(tmp_path, box)
        with made.office.store.connection():
            yield made


def test_the_head_is_told_of_a_submission_once(room: Room) -> None:
    assert room.turn() == 0
    room.office.submitted()
    assert room.turn() == 1
    assert room.turn() == 0
    room.restarted()
    assert room.turn(10 * MINUTE) == 0
    (letter,) = room.box.letters
    assert letter["To"] == "head@dinas.example"
    assert letter["Subject"] == "[soptui] 001 menunggu keputusan"
    assert "001 · Pelatihan las angkatan IV" in letter.get_content()
    assert EventRow.select().where(EventRow.action == "notify").count() == 1


def test_what_was_decided_meanwhile_is_told_to_nobody(room: Room) -> None:
    room.close_the_office()
    room.office.submitted()
    Person.update(told=False).where(Person.role == Role.HEAD).execute()
    assert room.turn() == 0
    assert NoticeRow.select().count() == 0
    room.box.rcpt = ["450 later"]
    Person.update(told=True).where(Person.role == Role.HEAD).execute()
    assert room.turn() == 0
    assert room.states() == [NoticeState.WAITING]
    item = Coverage.get()
    step2_selection.withdraw(room.office.manager, item.id, item.version, "Salah foto")
    assert room.turn(LONGEST_PAUSE) == 0
    assert (NoticeRow.select().count(), room.box.letters) == (0, [])


def test_a_release_that_came_back_is_told_to_its_manager_each_time(room: Room) -> None:
    view = room.office.opened()
    step3_approval.decide(room.office.head, view.id, view.digest, Outcome.RETURNED,
                          room.office.signer, "Judul terlalu panjang")  # fmt: skip
    room.turn()
    assert room.subjects() == [("web_manager", "[soptui] 001 dikembalikan")]
    assert "panjang" not in room.box.letters[0].get_content()


def test_what_its_manager_took_back_is_told_to_nobody(room: Room) -> None:
    item = room.office.approved()
    step2_selection.withdraw(room.office.manager, item.id, item.version, "Salah foto")
    assert room.turn() == 0
    assert NoticeRow.select().count() == 0


def test_a_post_by_hand_is_told_once_its_folder_is_ready(room: Room) -> None:
    room.office.approved()
    assert [room.turn(), room.turn(GATHERED)] == [0, 0]
    Delivery.update(kit="/kits/001").where(Delivery.channel == "instagram").execute()
    room.turn()
    assert room.turn(GATHERED) == 1
    assert "dengan tangan di Instagram." in room.box.letters[0].get_content()
    assert "/kits" not in room.box.letters[0].get_content()
    Delivery.update(version=Delivery.version + 1).execute()
    assert room.turn() == 0


def failed(room: Room, *channels: str) -> None:
    """Let deliveries of an approved release fail for good."""
    Delivery.update(state=DeliveryState.FAILED, version=Delivery.version + 1).where(
        Delivery.channel.in_(channels)
    ).execute()


def test_channels_of_one_release_are_told_together(room: Room) -> None:
    room.office.approved()
    failed(room, "website")
    assert room.turn() == 0
    failed(room, "instagram")
    assert room.turn(GATHERED) == 1
    (letter,) = room.box.letters
    assert "Website, Instagram" in letter.get_content()
    assert set(room.states()) == {NoticeState.SENT}


def test_what_fails_again_is_told_again_but_not_at_once(room: Room) -> None:
    room.close_the_office()
    room.office.approved()
    failed(room, "website")
    room.turn()
    assert room.turn(GATHERED) == 1
    row = Delivery.get(Delivery.channel == "website")
    step4_publication.retry(room.office.manager, row.id, row.version)
    assert room.turn() == 0
    failed(room, "website")
    assert room.turn() == 0
    assert room.turn(GATHERED) == 0
    assert room.turn(SPACING) == 1


def test_what_is_left_over_of_a_published_release_is_told_for_a_week(room: Room) -> None:
    item = room.office.approved()
    failed(room, "instagram")
    now = room.office.clock.now()
    Coverage.update(state=State.PUBLISHED, standing=item.round, updated_at=now).execute()
    room.turn()
    assert room.turn(GATHERED) == 1
    assert room.subjects() == [("web_manager", "[soptui] 001 gagal di sebuah kanal")]
    NoticeRow.delete().execute()
    assert room.turn(LEFT_OVER) == 0
    assert NoticeRow.select().count() == 0


def test_late_is_told_in_office_hours_to_whoever_has_it_and_above(room: Room) -> None:
    room.office.handed_over()
    room.turn(25 * MINUTE)
    room.turn(10 * MINUTE)
    assert [who for who, subject in room.subjects() if "terlambat" in subject] == [
        "web_manager", "head"
    ]  # fmt: skip
    assert room.subjects()[0] == ("web_manager", "[soptui] 001 hampir habis waktunya")
    assert room.turn(16 * 60 * MINUTE) == 0


def test_files_in_trouble_are_told_once_the_card_is_read(room: Room) -> None:
    now = room.office.clock.now()
    for number in range(30):
        Arrival.create(path=f"DCIM/{number}.JPG".encode(), state=ArrivalState.QUARANTINED,
                       reason="damaged", size=1, mtime_ns=1, inode=number, device=1,
                       first_seen_at=now, changed_at=now)  # fmt: skip
    assert room.turn() == 0
    assert room.turn(INBOX_SPAN) == 2
    assert {who for who, _subject in room.subjects()} == {"reporter", "web_manager"}
    assert "30 berkas" in room.box.letters[0].get_content()
    assert "DCIM" not in room.box.letters[0].get_content()


def test_files_that_people_put_aside_are_told_to_nobody(room: Room) -> None:
    now = room.office.clock.now()
    for number, reason in enumerate(("discarded", "held")):
        Arrival.create(path=b"%d" % number, state=ArrivalState.QUARANTINED, reason=reason, size=1,
                       mtime_ns=1, inode=number, device=1, first_seen_at=now,
                       changed_at=now)  # fmt: skip
    assert room.turn(INBOX_SPAN) == 0


# Faults


def test_what_certainly_did_not_go_out_is_told_with_what_came_since(room: Room) -> None:
    room.close_the_office()
    room.office.submitted()
    room.box.rcpt = ["450 later"]
    assert room.turn() == 0
    room.office.submitted(room.office.narrated("Lain"))
    assert room.turn(LONGEST_PAUSE) == 1
    (letter,) = room.box.letters
    assert letter["Subject"] == "[soptui] 001 menunggu keputusan (+1)"


def test_where_the_server_refuses_the_sender_nobody_else_is_tried(room: Room) -> None:
    room.office.handed_over()
    room.office.clock.advance(31 * MINUTE)
    tried: list[str] = []

    class Strict:
        def send(self, notice: Notice) -> None:
            tried.append(notice.to)
            raise Undelivered(Trouble.SENDER)

    @contextmanager
    def strict(_desk: Desk, _server: MailServer) -> Iterator[MailLine]:
        yield Strict()  # type: ignore[misc]

    assert Notices(room.office.station, strict, room._tell).turn() == 0
    assert len(tried) == 1
    assert room.states() == [NoticeState.WAITING] * 2
    assert {row.error for row in NoticeRow.select()} == {Trouble.SENDER}


def test_greylisting_is_waited_for_with_growing_pauses(room: Room) -> None:
    room.office.submitted()
    room.box.rcpt = ["450 4.2.0 greylisted"] * 3
    for attempt in range(1, 4):
        assert room.turn() == 0
        assert room.row().next_at - room.office.clock.now() == pause_after(attempt)
        assert room.row().error == Trouble.LATER
        room.office.clock.advance(pause_after(attempt) - MINUTE / 60)
        lines = room.lines
        assert (room.turn(), room.lines) == (0, lines)
        room.office.clock.advance(MINUTE / 60)
    assert room.turn() == 1
    assert (room.row().state, room.row().error) == (NoticeState.SENT, "")


def test_a_refused_recipient_is_not_tried_again_and_keeps_nobody_else_waiting(room: Room) -> None:
    room.office.handed_over()
    room.box.rcpt = ["550 no such user"]
    assert room.turn(31 * MINUTE) == 1
    assert sorted(room.states()) == [NoticeState.REFUSED, NoticeState.SENT]
    assert room.turn(LONGEST_PAUSE) == 0
    refused = EventRow.get(EventRow.action == "notify_refused")
    assert refused.detail["trouble"] == "recipient"
    assert "@" not in str(refused.detail)


def test_a_server_that_is_down_is_asked_once_for_all_and_nothing_is_lost(tmp_path: Path) -> None:
    with mail_server() as box:
        room = Room(tmp_path, box)
    with room.office.store.connection():
        room.office.handed_over()
        assert room.turn(31 * MINUTE) == 0
        assert room.lines == 1
        assert room.states() == [NoticeState.WAITING] * 2
        assert read_mail(room.admin).trouble is Trouble.UNREACHABLE
        assert room.turn(MINUTE / 2) == 0
        assert room.lines == 1
        with mail_server(port=box.server.port) as again:
            assert room.turn(MINUTE) == 2
            assert len(again.letters) == 2
        assert read_mail(room.admin).trouble is None


def test_a_wrong_password_is_not_tried_with_everything_that_happens(room: Room) -> None:
    room.office.desks[Role.ADMIN].secrets().set_password("soptui-notices", "mail", "salah")
    room.office.submitted()
    logins = room.box.logins
    assert room.turn() == 0
    tried = room.box.logins
    assert tried > logins
    room.office.submitted(room.office.narrated("Lain"))
    assert room.turn(MINUTE / 2) == 0
    assert room.box.logins == tried
    assert read_mail(room.admin).trouble is Trouble.LOGIN
    set_mail(room.admin, room.server, PASSWORD, tls=trusting())
    assert room.turn() == 1


def test_a_password_that_is_gone_is_said(room: Room) -> None:
    room.admin.secrets().delete_password("soptui-notices", "mail")
    room.office.submitted()
    assert room.turn() == 0
    assert read_mail(room.admin).trouble is Trouble.FORGOTTEN


def test_a_lost_answer_sends_the_same_letter_once_more_and_no_oftener(room: Room) -> None:
    room.close_the_office()
    room.office.submitted()
    room.box.data = ["drop", "drop"]
    assert room.turn() == 0
    assert room.row().state is NoticeState.WAITING
    assert room.turn(LONGEST_PAUSE) == 0
    assert room.row().state is NoticeState.UNSURE
    assert room.turn(LONGEST_PAUSE) == 0
    first, second = room.box.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert read_mail(room.admin).trouble is None


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("arrived", [False, True])
def test_after_a_crash_while_sending_the_same_letter_goes_out_once_more(
    room: Room, arrived: bool
) -> None:
    room.close_the_office()
    room.office.submitted()
    send = MailLine.send

    class Dying:
        def __init__(self, line: MailLine) -> None:
            self.line = line

        def send(self, notice: Notice) -> None:
            assert room.states() == [NoticeState.SENDING]
            if arrived:
                send(self.line, notice)
            raise Killed

    @contextmanager
    def dying(desk: Desk, server: MailServer) -> Iterator[MailLine]:
        with room._line(desk, server) as line:
            yield Dying(line)  # type: ignore[misc]

    with pytest.raises(Killed):
        Notices(room.office.station, dying, room._tell).turn()
    room.restarted()
    assert [room.turn(), room.turn(LONGEST_PAUSE)] == [0, 1]
    assert len({one["Message-ID"] for one in room.box.letters}) == 1
    assert len(room.box.letters) == 1 + arrived
    room.restarted()
    assert room.turn(LONGEST_PAUSE) == 0


def test_an_outcome_that_could_not_be_written_down_is_unsure_in_the_next_turn(room: Room) -> None:
    room.close_the_office()
    room.office.submitted()
    assert room.turn() == 1
    NoticeRow.update(state=NoticeState.SENDING).execute()
    assert [room.turn(), room.turn(LONGEST_PAUSE), room.turn(LONGEST_PAUSE)] == [0, 1, 0]
    assert len({one["Message-ID"] for one in room.box.letters}) == 1


def test_a_clock_that_is_put_back_keeps_no_letter(room: Room) -> None:
    room.close_the_office()
    room.office.submitted()
    room.admin.secrets().set_password("soptui-notices", "mail", "salah")
    room.turn()
    room.admin.secrets().set_password("soptui-notices", "mail", PASSWORD)
    assert room.turn(-timedelta(days=30)) == 1


def test_a_fault_of_the_program_is_no_reason_to_write_for_ever(room: Room) -> None:
    room.close_the_office()
    room.office.submitted()

    class Broken:
        def send(self, _notice: Notice) -> None:
            raise ZeroDivisionError

    @contextmanager
    def broken(_desk: Desk, _server: MailServer) -> Iterator[MailLine]:
        yield Broken()  # type: ignore[misc]

    notices = Notices(room.office.station, broken, room._tell)
    for _try in range(4):
        assert notices.turn() == 0
        room.office.clock.advance(LONGEST_PAUSE)
    assert room.states() == [NoticeState.UNSURE]


# Who, and how


def test_without_a_server_and_without_an_address_nobody_is_told(room: Room) -> None:
    Person.update(address="").execute()
    room.office.submitted()
    assert room.turn() == 0
    assert (room.lines, NoticeRow.select().count()) == (0, 0)


def test_a_messenger_is_told_without_a_mail_server(room: Room) -> None:
    head = Person.get(Person.role == Role.HEAD)
    Person.update(address="json://").where(Person.id == head.id).execute()
    url = "json://localhost:1/rahasia"
    room.admin.secrets().set_password("soptui-notices", f"messenger-{head.id}", url)
    room.office.submitted()
    assert room.turn() == 1
    ((notice, told),) = room.told
    assert told == url
    assert "001" in notice.letter.subject
    assert room.lines == 0


def test_many_at_once_are_few_letters(room: Room) -> None:
    for number in range(10):
        room.office.submitted(room.office.narrated(f"Kegiatan {number}"))
    assert room.turn() == 1
    (letter,) = room.box.letters
    assert letter["Subject"] == "[soptui] 001 menunggu keputusan (+9)"
    assert NoticeRow.select().where(NoticeRow.kind == Kind.DECISION).count() == 10


def test_the_pauses_grow_to_an_hour() -> None:
    assert [pause_after(n) / MINUTE for n in (0, 1, 2, 3, 9, 999)] == [1, 1, 2, 4, 60, 60]


def test_the_thread_takes_turns_and_a_fault_ends_nothing() -> None:
    turns = Event()

    class Failing(Notices):
        def __init__(self) -> None:
            self.faults = [StoreBusy("now"), ZeroDivisionError()]

        def turn(self, stopping: Callable[[], bool] = lambda: False) -> int:
            if self.faults:
                raise self.faults.pop()
            turns.set()
            return 0

    watch = NoticeWatch(Failing(), look_seconds=0.01)
    watch.start()
    assert turns.wait(SOON)
    watch.close()
    assert not watch._thread.is_alive()
