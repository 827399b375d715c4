"""Opening the database and working in it: short immediate transactions, plain-language failures."""

from __future__ import annotations

import contextlib
import errno
import fcntl
from collections.abc import Iterator
from pathlib import Path

from peewee import DatabaseError, OperationalError, SqliteDatabase

from soptui.errors import StorageError, StoreBusy, StoreError
from soptui.i18n import _
from soptui.store.base import database as proxy

BUSY_SECONDS = 15
PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    "synchronous": 2,  # FULL: what was acknowledged survives a power cut
    "temp_store": 2,
}
MIGRATIONS = Path(__file__).with_name("migrations")


class Store:
    """An open database. Connections belong to threads: each thread uses `connection()`."""

    def __init__(self, database: SqliteDatabase) -> None:
        self.database = database

    @contextlib.contextmanager
    def connection(self) -> Iterator[None]:
        """This thread's connection, opened if need be and closed again if it was opened here."""
        with plain_failures():
            opened = self.database.connect(reuse_if_open=True)
            try:
                yield
            finally:
                if opened:
                    self.database.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, alone: SQLite's IMMEDIATE takes the write lock at the start."""
        with self.connection(), plain_failures(), self.database.atomic():
            yield

    def data_version(self) -> int:
        """A number that changes when another connection has written; costs microseconds."""
        with plain_failures():
            return int(self.database.pragma("data_version"))

    def version(self) -> tuple[int, int]:
        """`data_version` with the connection that it is counted on: as long as both are the same,
        nobody but this connection has written.
        """
        return id(self.database.connection()), self.data_version()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """Close this thread's connection."""
        if not self.database.is_closed():
            self.database.close()


@contextlib.contextmanager
def plain_failures() -> Iterator[None]:
    """Turn the driver's errors into sentences for the person in front of the screen."""
    try:
        yield
    except OperationalError as error:
        raise _explained(error) from error
    except DatabaseError as error:
        if "malformed" in str(error) or "not a database" in str(error):
            raise _damaged() from error
        raise


def _explained(error: OperationalError) -> StoreError | StorageError:
    # A full disk makes SQLite roll back by itself; the roll-back that follows then fails too and
    # would hide why.
    first: BaseException = error
    while "no transaction is active" in str(first) and first.__context__ is not None:
        first = first.__context__
    text = str(first)
    if "locked" in text or "busy" in text:
        return StoreBusy(
            _("Another program holds the database; nothing was changed."),
            remedy=_("Wait a moment and try again. If it stays so, run “soptui doctor”."),
        )
    if "full" in text:
        return StorageError(
            _("The disk is full; the last change was not saved, all before it was."),
            remedy=_("Free some space, then do it again."),
        )
    if "readonly" in text or "unable to open" in text:
        return StoreError(
            _("The database cannot be written in this folder."),
            remedy=_("Ask the administrator to check the folder's permissions."),
        )
    if "malformed" in text or "not a database" in text:
        return _damaged()
    return StoreError(
        _("The database gave an error: {reason}.").format(reason=text),
        remedy=_("Nothing was changed. Run “soptui doctor”."),
    )


def _damaged() -> StoreError:
    return StoreError(
        _("The database file is damaged or is not soptui's."),
        remedy=_("Do not delete it. Restore last night's copy, or ask the administrator."),
    )


def open_store(path: Path, *, busy_seconds: float = BUSY_SECONDS) -> Store:
    """The database at `path`, created and migrated as needed.

    `busy_seconds` is how long to wait for another process that holds it. Raises StoreError (busy,
    damaged, of a newer program) and StorageError (the folder cannot be used).
    """
    database = SqliteDatabase(
        str(path), pragmas=PRAGMAS, timeout=busy_seconds, lock_type="IMMEDIATE", autoconnect=False
    )
    proxy.initialize(database)
    store = Store(database)
    try:
        with store.connection():
            migrate(database, lock=path.with_suffix(".migrate"))
    except OSError as error:
        raise _unusable(path, error) from error
    return store


def migrate(database: SqliteDatabase, lock: Path) -> None:
    """Bring the schema up to date. peewee's runner takes no lock of its own, so we do."""
    if _is_current(database):
        return
    from playhouse.migrations import Runner

    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        Runner(database, str(MIGRATIONS)).up()
        database.pragma("user_version", _migration_count())


def _is_current(database: SqliteDatabase) -> bool:
    known, found = _migration_count(), int(database.pragma("user_version"))
    if found > known:
        raise StoreError(
            _("This database was written by a newer soptui."),
            remedy=_("Nothing was changed. Update the program, then open it again."),
        )
    return found == known


def _migration_count() -> int:
    return len(list(MIGRATIONS.glob("[0-9]*.py")))


def _unusable(path: Path, error: OSError) -> StorageError:
    if error.errno == errno.ENOSPC:
        return StorageError(_("The disk is full."), remedy=_("Free some space and try again."))
    return StorageError(
        _("The folder {folder} cannot be used: {reason}.").format(
            folder=path.parent, reason=error.strerror
        ),
        remedy=_("Ask the administrator to check that it exists and can be written."),
    )
