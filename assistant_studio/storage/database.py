"""A SQLite file that is opened the same careful way by everybody."""

from __future__ import annotations

import errno
import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant_studio.errors import DamagedData, DiskFull, NewerData, StorageError
from assistant_studio.language import _

BUSY_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True)
class Migration:
    """One named step of a database's schema.

    Attributes:
        name: Dated and unique, such as `2026-11-23-first`; never changed once released.
        apply: Makes the change inside the transaction it is called in.
    """

    name: str
    apply: Callable[[sqlite3.Connection], None]


def sql_migration(name: str, *statements: str) -> Migration:
    """A migration made of SQL statements."""

    def apply(connection: sqlite3.Connection) -> None:
        for statement in statements:
            connection.execute(statement)

    return Migration(name, apply)


class Database:
    """One SQLite file: WAL, `synchronous=FULL`, one connection for each thread.

    Opening applies the migrations that are missing, each in a transaction of its own and after a
    backup, and refuses a file that a newer version of the app has written.

    Attributes:
        path: The database file.
    """

    def __init__(self, path: Path, migrations: Sequence[Migration], backups_dir: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._connections: list[sqlite3.Connection] = []
        path.parent.mkdir(parents=True, exist_ok=True)
        with _translated(path):
            self._migrate(migrations, backups_dir)

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, in autocommit mode with rows by name."""
        existing: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if existing is None:
            existing = _connect(self.path)
            self._local.connection = existing
            with self._lock:
                self._connections.append(existing)
        return existing

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: committed whole, or not at all; nests by joining the outer one.

        Raises:
            DiskFull: There was no room to write; nothing of the transaction is kept.
            DamagedData: The file is not what SQLite wrote.
        """
        connection = self.connection
        if connection.in_transaction:
            yield connection
            return
        with _translated(self.path):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[sqlite3.Row]:
        """All rows of a read."""
        with _translated(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def tuples(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a read as plain tuples; for thousands of rows quicker than by name."""
        with _translated(self.path):
            cursor = self.connection.cursor()
            cursor.row_factory = None
            return cursor.execute(sql, parameters).fetchall()

    def query_one(self, sql: str, parameters: Sequence[object] = ()) -> sqlite3.Row | None:
        """The first row of a read, or None."""
        with _translated(self.path):
            row: sqlite3.Row | None = self.connection.execute(sql, parameters).fetchone()
            return row

    def integrity_problems(self) -> list[str]:
        """What SQLite's own checks find wrong; empty when all is well."""
        try:
            problems = [row[0] for row in self.connection.execute("PRAGMA integrity_check")]
            foreign = self.connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
        found = [text for text in problems if text != "ok"]
        return found + [f"a row of {row[0]} points at nothing" for row in foreign]

    def close(self) -> None:
        """Close every thread's connection; the database may be opened again later."""
        with self._lock:
            connections, self._connections = self._connections, []
            self._local = threading.local()
        for connection in connections:
            connection.close()

    def _migrate(self, migrations: Sequence[Migration], backups_dir: Path) -> None:
        connection = self.connection
        connection.execute(
            "CREATE TABLE IF NOT EXISTS _migrations (name TEXT PRIMARY KEY, applied_at TEXT)"
        )
        applied = {row["name"] for row in connection.execute("SELECT name FROM _migrations")}
        unknown = sorted(applied - {migration.name for migration in migrations})
        if unknown:
            self.close()
            raise NewerData(
                _(
                    "{name} was written by a newer version of Assistant Studio.",
                    name=self.path.name,
                ),
                _(
                    "Install the newer version again, or choose another data folder with --home; "
                    "nothing was changed."
                ),
            )
        for migration in migrations:
            if migration.name not in applied:
                self._apply(migration, backups_dir if applied else None)

    def _apply(self, migration: Migration, backups_dir: Path | None) -> None:
        if backups_dir is not None:
            backup(self.connection, backups_dir / f"{self.path.stem}-before-{migration.name}.db")
        with self.transaction() as connection:
            # Another process may have come first between our look and our lock.
            row = connection.execute(
                "SELECT 1 FROM _migrations WHERE name = ?", (migration.name,)
            ).fetchone()
            if row is None:
                migration.apply(connection)
                connection.execute(
                    "INSERT INTO _migrations VALUES (?, ?)", (migration.name, utc_now())
                )


def backup(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a live database to `target`, whole or not at all, by SQLite's backup API."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A name of its own: two processes may migrate at once, and only one copy may take the place.
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    partial = Path(name)
    try:
        with closing(sqlite3.connect(partial)) as copy:
            connection.backup(copy)
        os.fsync(descriptor)
        partial.replace(target)
    finally:
        os.close(descriptor)
        partial.unlink(missing_ok=True)


def utc_now() -> str:
    """The time now as ISO 8601 text in UTC, to the millisecond; sorts as text."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about disk and file into sentences for people."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _explained(path, error) from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise disk_full(path) from error
        raise


def _explained(path: Path, error: sqlite3.DatabaseError) -> Exception:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if code is not None else None
    if primary == sqlite3.SQLITE_FULL:
        return disk_full(path)
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedData(
            _("{path} is damaged and cannot be read.", path=path.name),
            _(
                "Close the app and put back a copy from the folder 'backups' beside it ({path}).",
                path=path,
            ),
        )
    if primary in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StorageError(
            _("{path} cannot be opened for writing.", path=path.name),
            _("Check that you may write to the folder {folder}.", folder=path.parent),
        )
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StorageError(
            _("{path} is held by another program.", path=path.name),
            _("Close other windows or commands of Assistant Studio and try again."),
        )
    if primary == sqlite3.SQLITE_IOERR:
        return StorageError(
            _("The disk reported an error while {path} was used.", path=path.name),
            _("Check that the disk is connected and has free space, then try again."),
        )
    return error


def disk_full(path: Path) -> DiskFull:
    """The error for a disk without room, naming where."""
    return DiskFull(
        _("The disk that holds {folder} is full, so this could not be saved.", folder=path.parent),
        _("Free some space and try again; everything saved before is still there."),
    )
