"""The mail server: tried before it is kept, its password in the keyring alone, its trouble said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from soptui.clock import SystemClock
from soptui.config import load_settings
from soptui.desk.doctor import examine
from soptui.desk.notices.health import notice_findings, stuck_notices
from soptui.desk.notices.mail import SERVICE, forget_mail, read_mail, send_trial, set_mail
from soptui.errors import InvalidInput, NotAllowed, NotFound
from soptui.notices.server import Security
from soptui.notices.trouble import Trouble, Undelivered
from soptui.sop.notice import Kind, NoticeState
from soptui.sop.roles import Role
from soptui.store.tables import EventRow, MailRow, NoticeRow, Person
from tests.notices.mail_server import PASSWORD, SENDER, mail_server, trusting
from tests.office import Office


def test_a_server_is_tried_before_it_is_kept(office: Office) -> None:
    admin = office.desks[Role.ADMIN]
    with mail_server() as box:
        with pytest.raises(Undelivered) as failure:
            set_mail(admin, box.server, "salah", tls=trusting())
        assert failure.value.trouble is Trouble.LOGIN
        assert read_mail(admin).server is None
        set_mail(admin, box.server, PASSWORD, tls=trusting())
        set_mail(admin, box.server, PASSWORD, tls=trusting())
        assert box.letters == []
    assert read_mail(admin).server == box.server
    assert MailRow.select().count() == 1
    assert admin.secrets().get_password(SERVICE, "mail") == PASSWORD
    kept = [*MailRow.select().dicts(), *EventRow.select().dicts()]
    assert PASSWORD not in str(kept)
    assert SENDER not in str(list(EventRow.select().dicts()))


def test_it_is_forgotten_with_its_password(office: Office) -> None:
    admin = office.desks[Role.ADMIN]
    with pytest.raises(NotFound):
        forget_mail(admin)
    with mail_server() as box:
        set_mail(admin, box.server, PASSWORD, tls=trusting())
    forget_mail(admin)
    assert read_mail(admin).server is None
    assert admin.secrets().get_password(SERVICE, "mail") is None
    with mail_server(Security.NONE) as box:  # one that asks for no password
        set_mail(admin, box.server, "")
        send_trial(admin, SENDER)
        assert len(box.letters) == 1


def test_a_trial_letter_arrives_or_says_why_not(office: Office) -> None:
    admin = office.desks[Role.ADMIN]
    with pytest.raises(NotFound):
        send_trial(admin, "siti@dinas.example")
    with mail_server() as box:
        set_mail(admin, box.server, PASSWORD, tls=trusting())
        send_trial(admin, " siti@dinas.example ", tls=trusting())
        (letter,) = box.letters
        assert (letter["To"], "percobaan" in letter["Subject"]) == ("siti@dinas.example", True)
        box.rcpt = ["550 5.1.1 unknown"]
        with pytest.raises(Undelivered) as failure:
            send_trial(admin, "siti@dinas.example", tls=trusting())
        assert failure.value.trouble is Trouble.RECIPIENT
        for typed in ("", "siti", "a@b.example\nBcc: c@d.example"):
            with pytest.raises(InvalidInput):
                send_trial(admin, typed, tls=trusting())
        admin.secrets().delete_password(SERVICE, "mail")
        with pytest.raises(Undelivered) as failure:
            send_trial(admin, "siti@dinas.example", tls=trusting())
        assert failure.value.trouble is Trouble.FORGOTTEN


def test_only_an_administrator_sets_it(office: Office) -> None:
    with mail_server() as box:
        for desk in (office.manager, office.head, office.reporter):
            with pytest.raises(NotAllowed):
                set_mail(desk, box.server, PASSWORD, tls=trusting())
            with pytest.raises(NotAllowed):
                send_trial(desk, SENDER)
            with pytest.raises(NotAllowed):
                forget_mail(desk)
        assert box.logins == 0


def waiting(office: Office, **changes: object) -> NoticeRow:
    """A notice to the Head that was tried."""
    now = office.clock.now()
    head = Person.get(Person.role == Role.HEAD)
    made = {"key": "x:1", "person": head, "kind": Kind.DECISION, "made_at": now, "next_at": now}
    row: NoticeRow = NoticeRow.create(**{**made, **changes})
    return row


def test_trouble_is_told_to_whoever_can_do_something(office: Office) -> None:
    assert list(notice_findings()) == []
    waiting(office, error=Trouble.LOGIN)
    assert stuck_notices(office.manager) is Trouble.LOGIN
    assert stuck_notices(office.desks[Role.ADMIN]) is Trouble.LOGIN
    assert stuck_notices(office.reporter) is None
    settings = load_settings(office.home.root, office.home.root, {})
    found = [one for one in examine(settings, SystemClock()) if one.topic == "notices"]
    assert [(one.level, "does not accept" in one.message) for one in found] == [("warning", True)]


def test_greylisting_is_no_trouble_at_first(office: Office) -> None:
    row = waiting(office, error=Trouble.LATER, attempts=4)
    assert stuck_notices(office.manager) is None
    row.attempts = 5
    row.save()
    assert stuck_notices(office.manager) is Trouble.LATER


def test_a_refused_address_is_named_until_a_letter_arrives(office: Office) -> None:
    Person.update(address="kepala@dinas.example").where(Person.role == Role.HEAD).execute()
    waiting(office, state=NoticeState.REFUSED, error=Trouble.RECIPIENT)
    (found,) = notice_findings()
    assert "head" in found.message
    waiting(office, key="y:1", state=NoticeState.SENT)
    assert list(notice_findings()) == []


def test_a_server_is_shown_as_it_is_kept(office: Office) -> None:
    with mail_server(Security.NONE) as box:
        set_mail(office.desks[Role.ADMIN], replace(box.server, sender="a@b.example"), "")
    (found,) = notice_findings()
    assert found.level == "ok"
