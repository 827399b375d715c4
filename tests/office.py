"""A small office for tests: a real database, a clock that stands still, people at their desks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from soptui.clock import FixedClock
from soptui.desk import coverage, step1_handover, step2_selection, step3_approval, texts
from soptui.desk.approval.keys import enrol
from soptui.desk.context import Desk
from soptui.desk.item import Item, read_item
from soptui.desk.privacy import check_pictures
from soptui.desk.publication.renditions import prepare
from soptui.identity.envelope import Envelope
from soptui.identity.kdf import Cost
from soptui.identity.keyring_file import secret_store
from soptui.identity.signing import Signer
from soptui.identity.vault import SERVICE
from soptui.paths import Home
from soptui.sop.manifest import Manifest
from soptui.sop.material import Kind, Verdict
from soptui.sop.narrative import Question
from soptui.sop.procedure import load_procedure
from soptui.sop.roles import STATION, Actor, Role
from soptui.sop.step3_approval import Outcome
from soptui.store.database import Store, open_store
from soptui.store.tables import Asset, Person
from tests.renderer import FakeRenderer

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday 23 November 2026, 09.00 in Bantul."""

CHEAP = Cost(memory_kib=64, iterations=1, lanes=1)
"""A derivation that no test waits for."""

ANSWERS = {
    Question.WHAT: "Pelatihan las angkatan IV dibuka",
    Question.WHO: "Kepala Dinas, pelatih dan 20 pencari kerja",
    Question.WHEN: "Senin 23 November 2026 pukul 08.00",
    Question.WHERE: "BLK Bantul",
    Question.WHY: "Industri galangan membutuhkan tukang las bersertifikat",
    Question.HOW: "Peserta berlatih 30 hari kerja dan diuji di akhir",
}


def _person(desk: Desk) -> int:
    assert desk.actor.person_id is not None
    return desk.actor.person_id


def new_signer() -> Signer:
    """A signing key of nobody's."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Signer(Ed25519PrivateKey.generate())


@dataclass
class Office:
    """The office, and shortcuts along its procedure."""

    store: Store
    clock: FixedClock
    home: Home
    desks: dict[Role, Desk] = field(default_factory=dict)
    signer: Signer = field(default_factory=new_signer)
    renderer: FakeRenderer = field(default_factory=FakeRenderer)

    @classmethod
    def open(cls, root: Path) -> Office:
        home = Home(root)
        home.make()
        store = open_store(home.database)
        clock = FixedClock(MONDAY)
        office = cls(store, clock, home)
        bare = Desk(store, clock, home, load_procedure(), STATION)
        with store.transaction():
            for role in (Role.REPORTER, Role.WEB_MANAGER, Role.HEAD, Role.ADMIN):
                row = Person.create(name=role.value, role=role, pin_hash="")
                office.desks[role] = bare.seat(Actor(row.id, row.name, role))
            enrol(office.head, _person(office.head), office.signer)
        office.desks[Role.STATION] = bare
        return office

    @classmethod
    def again(cls, root: Path) -> Office:
        """The office that `open` made there, after its program ended."""
        home = Home(root)
        office = cls(open_store(home.database), FixedClock(MONDAY), home)
        bare = Desk(office.store, office.clock, home, load_procedure(), STATION)
        with office.store.connection():
            for row in Person.select():
                office.desks[row.role] = bare.seat(Actor(row.id, row.name, row.role))
        office.desks[Role.STATION] = bare
        return office

    @property
    def reporter(self) -> Desk:
        return self.desks[Role.REPORTER]

    @property
    def manager(self) -> Desk:
        return self.desks[Role.WEB_MANAGER]

    @property
    def head(self) -> Desk:
        return self.desks[Role.HEAD]

    @property
    def station(self) -> Desk:
        return self.desks[Role.STATION]

    def asset(self, name: str = "IMG_0001.JPG", kind: Kind = Kind.PHOTO) -> int:
        """A ready asset whose bytes are its name."""
        sha256 = hashlib.sha256(name.encode()).hexdigest()
        original = self.home.original(sha256)
        original.parent.mkdir(exist_ok=True)
        original.write_bytes(name.encode())
        with self.store.transaction():
            row = Asset.create(sha256=sha256, size=len(name), kind=kind, media_type="image/jpeg",
                               name=name.encode(), arrived_at=self.clock.now(),
                               captured_at=self.clock.now())  # fmt: skip
            return int(row.id)

    def gathered(self, title: str = "Pelatihan las angkatan IV") -> Item:
        """A coverage in step 1 with one photo."""
        asset = self.asset(f"{title}.JPG")
        return read_item(self.reporter, coverage.create_coverage(self.reporter, title, [asset]))

    def narrated(self, title: str = "Pelatihan las angkatan IV") -> Item:
        """A coverage ready to be handed over."""
        item = self.gathered(title)
        for question, answer in ANSWERS.items():
            texts.save_text(self.reporter, item.id, question, answer, 0)
        return self.fresh(item)

    def handed_over(self, item: Item | None = None) -> Item:
        """A coverage in step 2."""
        item = item or self.narrated()
        step1_handover.hand_over(self.reporter, item.id, item.version)
        return self.fresh(item)

    def selected(self, item: Item | None = None) -> Item:
        """A coverage ready to be submitted."""
        item = self.handed_over(item)
        for asset in item.assets:
            step2_selection.judge(self.manager, asset.id, asset.version, Verdict.PUBLISHABLE)
            texts.save_text(self.manager, item.id, texts.alt_of(asset.id), "Peserta mengelas", 0)
        step2_selection.choose_channels(self.manager, item.id, ["website", "instagram"])
        check_pictures(self.manager, item.id, (), "")
        prepare(self.manager, item.id, renderer=self.renderer)
        return self.fresh(item)

    def submitted(self, item: Item | None = None) -> Item:
        """A coverage before the Head; `item` is one that was narrated."""
        return self.submit(self.selected(item))

    def submit(self, item: Item) -> Item:
        """Lay a coverage before the Head as it stands now, with files that say what it says."""
        prepare(self.manager, item.id, renderer=FakeRenderer())
        step2_selection.submit(self.manager, item.id, self.fresh(item).version)
        return self.fresh(item)

    def seal(self, passphrase: str) -> None:
        """Put the Head's key into the keyring, under `passphrase`, cheaply."""
        person, key = str(_person(self.head)), self.signer._key
        assert key is not None
        sealed = Envelope.seal(
            key.private_bytes_raw(), self.signer.public_key, person, passphrase, CHEAP
        )
        secret_store(self.home).set_password(SERVICE, person, sealed.to_json())

    def opened(self) -> step3_approval.SubmissionView:
        """What the Head has read of a coverage that was just submitted."""
        return step3_approval.open_submission(self.head, self.submitted().id)

    def approved(self) -> Item:
        """A coverage in step 4."""
        view = self.opened()
        step3_approval.decide(self.head, view.id, view.digest, Outcome.APPROVED, self.signer)
        return read_item(self.manager, view.coverage_id)

    def submitted_manifest(self, item: Item) -> Manifest:
        """What lies before the Head."""
        submission = self.fresh(item).submission
        assert submission is not None
        return submission.manifest

    def item(self, coverage_id: int) -> Item:
        """The coverage as it stands."""
        return read_item(self.manager, coverage_id)

    def fresh(self, item: Item) -> Item:
        """The item as it stands now."""
        return read_item(self.manager, item.id)
