"""Letters to a real SMTP server: private, signed in, once, and every fault told for what it is."""

from __future__ import annotations

import ssl
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from soptui.errors import InvalidInput
from soptui.notices.mail import mail_line
from soptui.notices.message import Notice, message_bytes
from soptui.notices.server import MailServer, Security
from soptui.notices.server import mail_server as typed_server
from soptui.notices.trouble import Trouble, Undelivered
from soptui.sop.letter import Letter
from tests.notices.mail_server import PASSWORD, SENDER, Mailbox, mail_server, trusting

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

NOTICE = Notice(
    "siti@dinas.example",
    Letter("[soptui] 041 menunggu keputusan", "Ini menunggu Anda: „las“:\n\n.titik\n-- \nsoptui\n"),
    "soptui-abc",
    datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
)


def send(box: Mailbox, notice: Notice = NOTICE, *, password: str = PASSWORD,
         server: MailServer | None = None, tls: ssl.SSLContext | None = None) -> None:  # fmt: skip
    with mail_line(server or box.server, password, "Disnakertrans", tls=tls or trusting()) as line:
        line.send(notice)


def trouble_of(box: Mailbox, **options: object) -> Trouble:
    with pytest.raises(Undelivered) as failure:
        send(box, **options)  # type: ignore[arg-type]
    assert PASSWORD not in failure.value.sentence
    return failure.value.trouble


@pytest.mark.parametrize("security", Security)
def test_a_letter_arrives_as_it_was_written(security: Security) -> None:
    with mail_server(security) as box:
        send(box)
    (letter,) = box.letters
    assert letter.get_content().replace("\r\n", "\n") == NOTICE.letter.body
    assert letter["Subject"] == NOTICE.letter.subject
    assert str(letter["From"]) == f"Disnakertrans <{SENDER}>"
    assert letter["To"] == NOTICE.to
    assert letter["Message-ID"] == "<soptui-abc@dinas.example>"
    assert letter["Date"].datetime == NOTICE.written_at
    assert box.logins == (security is not Security.NONE)


def test_several_letters_take_one_line_and_one_login() -> None:
    with mail_server() as box, mail_line(box.server, PASSWORD, "", tls=trusting()) as line:
        box.rcpt = ["250 ok", "550 no such user", "250 ok"]
        line.send(NOTICE)
        with pytest.raises(Undelivered):
            line.send(NOTICE)
        line.send(NOTICE)
        assert (len(box.letters), box.logins) == (2, 1)


@pytest.mark.parametrize(
    ("rcpt", "data", "trouble"),
    [
        (["450 4.2.0 greylisted"], [], Trouble.LATER),
        (["550 5.1.1 no such user"], [], Trouble.RECIPIENT),
        ([], ["451 4.3.0 later"], Trouble.LATER),
        ([], ["554 5.7.1 spam"], Trouble.CONTENT),
    ],
)
def test_a_no_is_told_for_what_it_is(rcpt: list[str], data: list[str], trouble: Trouble) -> None:
    with mail_server() as box:
        box.rcpt, box.data = rcpt, data
        assert trouble_of(box) is trouble
        assert box.letters == []
        send(box)  # the same letter, later
        assert len(box.letters) == 1


def test_a_lost_answer_leaves_it_unsure() -> None:
    with mail_server() as box:
        box.data = ["drop"]
        assert trouble_of(box) is Trouble.UNSURE
        assert len(box.letters) == 1


def test_nobody_listens() -> None:
    with mail_server() as box:
        pass
    assert trouble_of(box) is Trouble.UNREACHABLE


def test_a_wrong_password_is_told_and_nothing_sent() -> None:
    with mail_server() as box:
        assert trouble_of(box, password="salah") is Trouble.LOGIN
        assert box.letters == []


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_that_nobody_vouches_for_is_refused(security: Security) -> None:
    with mail_server(security) as box:
        strict = ssl.create_default_context()
        assert trouble_of(box, tls=strict) is Trouble.CERTIFICATE
    with mail_server(security, name="other.example") as box:
        assert trouble_of(box) is Trouble.CERTIFICATE
        assert (box.letters, box.logins) == ([], 0)


def test_without_encryption_no_password_goes_out() -> None:
    with mail_server(Security.NONE) as box:
        asked = replace(box.server, security=Security.STARTTLS, user="soptui")
        assert trouble_of(box, server=asked) is Trouble.NO_ENCRYPTION
        asked = replace(asked, security=Security.TLS)
        assert trouble_of(box, server=asked) is Trouble.NO_ENCRYPTION
        assert (box.letters, box.logins) == ([], 0)


def test_without_encryption_nothing_leaves_the_machine_whatever_was_written_down() -> None:
    server = MailServer("mail.dinas.example", 25, Security.NONE, SENDER, "soptui")
    assert trouble_of(Mailbox(), server=server) is Trouble.NO_ENCRYPTION


def test_nothing_typed_ends_a_header() -> None:
    wicked = "a\r\nBcc: semua@x.example\r\n\r\nisi"
    notice = replace(NOTICE, letter=Letter(wicked, "x\n"))
    head, _, _body = message_bytes(notice, SENDER, wicked).partition(b"\r\n\r\n")
    assert b"\r\nBcc" not in head
    assert head.isascii()
    with pytest.raises((ValueError, InvalidInput)):
        message_bytes(replace(notice, to="a@b.example\r\nBcc: c@d.example"), SENDER, "")


GOOD = {"host": "mail.dinas.go.id", "port": "", "security": Security.STARTTLS, "sender": SENDER,
        "user": "u", "password": "p"}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"host": "mail dinas"}, "mail server"),
        ({"host": "mail.example\r\nQUIT"}, "mail server"),
        ({"security": Security.NONE}, "on this machine"),
        ({"port": "0"}, "65535"),
        ({"port": "²"}, "65535"),
        ({"port": "70000"}, "65535"),
        ({"sender": ""}, "still empty"),
        ({"sender": "siti"}, "not an e-mail"),
        ({"sender": "siti@dinas.go.id\nBcc: x@y.z"}, "not an e-mail"),
        ({"password": ""}, "belong together"),
        ({"password": "kata–sandi"}, "plain letters"),
    ],
)
def test_what_cannot_be_a_server_is_said(change: dict[str, str], words: str) -> None:
    with pytest.raises(InvalidInput) as failure:
        typed_server(**{**GOOD, **change})  # type: ignore[arg-type]
    assert words in failure.value.sentence


def test_a_server_is_kept_and_read_back() -> None:
    server = typed_server(**GOOD)  # type: ignore[arg-type]
    assert server == MailServer("mail.dinas.go.id", 587, Security.STARTTLS, SENDER, "u")
    assert MailServer.from_json(server.to_json()) == server
    local = typed_server(**{**GOOD, "host": "localhost", "security": Security.NONE,
                            "user": "", "password": ""})  # type: ignore[arg-type]  # fmt: skip
    assert local.port == 25
