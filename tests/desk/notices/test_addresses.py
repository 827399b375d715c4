"""Where people are told: entered by an administrator, turned off by whoever it belongs to."""

from __future__ import annotations

import pytest

from soptui.desk.access.people import people
from soptui.desk.context import Desk
from soptui.desk.notices.addresses import Addressee, be_told, own_address, set_address
from soptui.desk.notices.mail import SERVICE
from soptui.errors import InvalidInput, NotAllowed, NotFound
from soptui.notices.trouble import Undelivered
from soptui.sop.roles import Role
from soptui.store.tables import EventRow, Person
from tests.notices.test_messenger import endpoint
from tests.office import Office

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")
HEAD = "kepala@dinas.example"


def head_of(office: Office) -> tuple[Desk, int]:
    return office.desks[Role.ADMIN], office.head.actor.person_id or 0


def test_an_address_is_kept_and_is_in_no_trail(office: Office) -> None:
    admin, head = head_of(office)
    assert set_address(admin, head, f" {HEAD} ") == HEAD
    assert own_address(office.head) == Addressee(HEAD, told=True)
    assert HEAD not in str(list(EventRow.select().dicts()))
    assert EventRow.get(EventRow.action == "set_address").detail == {"way": "mail"}
    set_address(admin, head, "")
    assert own_address(office.head).address == ""


@pytest.mark.parametrize("typed", ["kepala", "a@b", "a b@c.example", "a@b.example, c@d.example",
                                   "a@b.example\r\nBcc: x@y.example", "ä@b.example"])  # fmt: skip
def test_what_is_no_address_changes_nothing(office: Office, typed: str) -> None:
    admin, head = head_of(office)
    set_address(admin, head, HEAD)
    with pytest.raises(InvalidInput) as failure:
        set_address(admin, head, typed)
    assert typed not in failure.value.sentence
    assert own_address(office.head).address == HEAD


def test_whoever_it_belongs_to_turns_it_off_and_on(office: Office) -> None:
    admin, head = head_of(office)
    with pytest.raises(NotFound):
        be_told(office.head, told=False)
    set_address(admin, head, HEAD)
    be_told(office.head, told=False)
    assert not own_address(office.head).told
    set_address(admin, head, "baru@dinas.example")
    assert not own_address(office.head).told  # nobody else turns it on again
    be_told(office.head, told=True)
    assert own_address(office.head).told


def test_only_an_administrator_enters_it(office: Office) -> None:
    _admin, head = head_of(office)
    for desk in (office.manager, office.head, office.reporter):
        with pytest.raises(NotAllowed):
            set_address(desk, head, HEAD)


def test_a_messenger_is_tried_and_its_address_kept_in_the_keyring_alone(office: Office) -> None:
    admin, head = head_of(office)
    with endpoint() as (url, told):
        secret = f"{url}/rahasia"
        assert set_address(admin, head, secret) == "json://"
        assert "percobaan" in told[0]["title"]
    assert admin.secrets().get_password(SERVICE, f"messenger-{head}") == secret
    assert "rahasia" not in str([*Person.select().dicts(), *EventRow.select().dicts()])
    set_address(admin, head, HEAD)
    assert admin.secrets().get_password(SERVICE, f"messenger-{head}") is None


def test_a_messenger_that_does_not_answer_changes_nothing(office: Office) -> None:
    admin, head = head_of(office)
    set_address(admin, head, HEAD)
    with endpoint() as (url, _told):
        pass
    with pytest.raises(Undelivered):
        set_address(admin, head, url)
    assert own_address(office.head).address == HEAD
    assert admin.secrets().get_password(SERVICE, f"messenger-{head}") is None
    with office.store.connection():
        assert {person.id for person in people()} >= {head}
