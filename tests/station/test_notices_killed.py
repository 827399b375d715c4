"""A station killed while it sends, and a mail server that hangs: nothing is lost or held up."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from soptui.desk.notices.mail import set_mail
from soptui.notices.server import Security
from soptui.sop.notice import NoticeState
from soptui.sop.roles import Role
from soptui.sop.step4_publication import DeliveryState
from soptui.station.notice_box import LONGEST_PAUSE
from soptui.station.notices import Notices
from soptui.store.tables import Delivery, MailRow, NoticeRow, Person
from tests.notices.mail_server import mail_server
from tests.office import Office

CHECKOUT = Path(__file__).parents[2]
SENDING = """
import sys
from pathlib import Path
from soptui.station.notices import Notices
from tests.office import Office
Notices(Office.again(Path(sys.argv[1])).station).turn()
"""


@pytest.mark.parametrize(("command", "letters"), [("RCPT", 1), ("DATA", 2)])
def test_killed_while_sending_the_same_letter_goes_out_once_more(
    tmp_path: Path, command: str, letters: int
) -> None:
    office = Office.open(tmp_path)
    with mail_server(Security.NONE) as box, office.store.connection():
        set_mail(office.desks[Role.ADMIN], box.server, "")
        Person.update(address="kepala@dinas.example").where(Person.role == Role.HEAD).execute()
        office.submitted()
        child = subprocess.Popen([sys.executable, "-c", SENDING, str(tmp_path)], cwd=CHECKOUT)

        def kill(said: str) -> None:
            if said == command:
                os.kill(child.pid, signal.SIGKILL)
                child.wait()

        box.meanwhile = kill
        assert child.wait(timeout=60) == -signal.SIGKILL
        assert NoticeRow.get().state is NoticeState.SENDING
        box.meanwhile = lambda _said: None
        notices = Notices(office.station)
        for _turn in range(3):
            office.clock.advance(LONGEST_PAUSE)
            notices.turn()
        waited = [one for one in box.letters if "menunggu keputusan" in one["Subject"]]
        assert len(waited) == letters
        assert len({one["Message-ID"] for one in waited}) == 1


def test_a_mail_server_that_hangs_holds_no_delivery_up(tmp_path: Path) -> None:
    """It takes the connection and says nothing; the station delivers and ends as if it were not."""
    (tmp_path / "inbox").mkdir()
    office = Office.open(tmp_path / "home")
    with socket.create_server(("127.0.0.1", 0)) as silent, office.store.connection():
        port = silent.getsockname()[1]
        settings = {"host": "127.0.0.1", "port": port, "security": "none", "sender": "a@b.example"}
        MailRow.create(settings=settings, set_at=office.clock.now())
        Person.update(address="kepala@dinas.example").where(Person.role == Role.HEAD).execute()
        office.submitted(office.narrated("Menunggu Kepala"))
        office.approved()
        command = [sys.executable, "-m", "soptui", "--home", str(office.home.root), "--inbox",
                   str(tmp_path / "inbox"), "station", "--until-idle"]  # fmt: skip
        assert subprocess.run(command, cwd=CHECKOUT, timeout=60).returncode == 0
        assert Delivery.get(Delivery.channel == "website").state is DeliveryState.PUBLISHED
        silent.accept()[0].close()  # it was asked, and
        row = NoticeRow.get()  # its silence was not waited for
        assert (row.state, row.attempts, row.error) == (NoticeState.WAITING, 0, "")
