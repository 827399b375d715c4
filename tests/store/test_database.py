"""The database under bad conditions: held by others, full, opened by many at once, killed."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from peewee import IntegrityError
from playhouse.schema_diff import diff_models

from soptui.errors import Conflict, StorageError, StoreBusy
from soptui.sop.roles import Actor, Role
from soptui.store.database import open_store
from soptui.store.guard import update_guarded
from soptui.store.tables import ALL, EventRow, Person
from soptui.store.trail import Break, Harm, first_break, record
from tests.tampering import without_triggers

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ADMIN = Actor(1, "Admin", Role.ADMIN)
REPOSITORY = Path(__file__).parent.parent.parent


def test_the_migrations_make_the_tables_as_they_are(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db")
    with store.connection():
        assert not diff_models(store.database, list(ALL))


def test_it_is_kept_on_disk_with_care(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db")
    with store.connection():
        full, wal = 2, "wal"
        assert store.database.pragma("synchronous") == full
        assert store.database.pragma("journal_mode") == wal
        assert store.database.pragma("foreign_keys") == 1


def test_held_by_another_it_says_busy_and_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db", busy_seconds=0.05)
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy), store.transaction():
        Person.create(name="Siti", role=Role.REPORTER, pin_hash="")
    other.execute("ROLLBACK")
    with store.transaction():
        assert Person.select().count() == 0


def test_full_it_says_so_and_keeps_what_was_there(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db")
    with store.connection():
        with store.transaction():
            Person.create(name="Siti", role=Role.REPORTER, pin_hash="")
        pages = store.database.pragma("page_count")
        store.database.pragma("max_page_count", pages)
        with pytest.raises(StorageError), store.transaction():
            for number in range(500):
                Person.create(name=f"{number}" * 9, role=Role.REPORTER, pin_hash="x" * 900)
        assert Person.select().count() == 1


OPENING = "import sys; from pathlib import Path; from soptui.store.database import open_store; \
open_store(Path(sys.argv[1]))"


def test_many_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPENING, str(tmp_path / "a.db")]
    children = [subprocess.Popen(command, cwd=REPOSITORY) for _child in range(6)]
    assert [child.wait(timeout=60) for child in children] == [0] * 6


WRITING = """
import sys
from pathlib import Path
from typing import Any
from soptui.store.database import open_store
from soptui.store.tables import Person
store = open_store(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    with store.transaction():
        Person.create(name=f"p{number}", role="reporter", pin_hash="")
        Person.create(name=f"q{number}", role="reporter", pin_hash="")
    print(number, flush=True)
"""


def test_killed_while_writing_it_has_all_that_was_acknowledged(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITING, str(tmp_path / "a.db")]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        acknowledged = [int(child.stdout.readline()) for _line in range(20)]
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read().split()
        acknowledged += [int(number) for number in rest]
    store = open_store(tmp_path / "a.db")
    with store.connection():
        names = {person.name for person in Person.select()}
        halves = {name[1:] for name in names if name[0] == "p"}
        assert halves == {name[1:] for name in names if name[0] == "q"}
        assert {str(number) for number in acknowledged} <= halves


def test_many_writers_make_one_unbroken_trail(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db")

    def write() -> None:
        for _event in range(20):
            with store.transaction():
                record(ADMIN, NOW, "test", "many")

    writers = [threading.Thread(target=write) for _writer in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with store.connection():
        assert EventRow.select().count() == 80
        assert first_break() is None


@pytest.mark.parametrize(
    ("harm", "found"),
    [("edit", Break(3, Harm.CHANGED)), ("remove", Break(2, Harm.MISSING)),
     ("reorder", Break(3, Harm.MOVED)), ("cut", Break(5, Harm.CUT)), ("empty", Break(1, Harm.CUT))],
)  # fmt: skip
def test_a_trail_that_was_touched_says_where(tmp_path: Path, harm: str, found: Break) -> None:
    store = open_store(tmp_path / "a.db")
    with store.transaction():
        for number in range(6):
            record(ADMIN, NOW, "test", str(number))
    with store.connection():
        assert first_break() is None
        without_triggers()
        if harm == "edit":
            EventRow.update(subject="x").where(EventRow.id == 3).execute()
        elif harm == "remove":
            EventRow.delete().where(EventRow.id == 2).execute()
        elif harm == "reorder":
            for old, new in ((3, 99), (4, 3), (99, 4)):
                EventRow.update(id=new).where(EventRow.id == old).execute()
        else:
            EventRow.delete().where(EventRow.id > (4 if harm == "cut" else 0)).execute()
        assert first_break() == found


@pytest.mark.parametrize("act", [EventRow.update(subject="x"), EventRow.delete()])
def test_the_trail_only_grows(tmp_path: Path, act: Any) -> None:
    store = open_store(tmp_path / "a.db")
    with store.transaction():
        record(ADMIN, NOW, "test")
    with store.connection(), pytest.raises(IntegrityError, match="only ever added"):
        act.execute()


def test_the_later_of_two_changes_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db")
    with store.connection():
        Person.create(name="Siti", role=Role.REPORTER, pin_hash="")
        mine, theirs = Person.get(), Person.get()
        update_guarded(theirs, language="en")
        with pytest.raises(Conflict):
            update_guarded(mine, language="id")
        assert Person.get().language == "en"
