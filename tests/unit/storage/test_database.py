"""SQLite files: migrations, backups, refusals, and transactions that are whole or nothing."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from assistant_studio.errors import DamagedData, DiskFull, NewerData, StorageError
from assistant_studio.storage.database import Database, sql_migration

FIRST = sql_migration("2026-01-01-first", "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
SECOND = sql_migration("2026-02-02-second", "ALTER TABLE notes ADD COLUMN color TEXT")


def opened(folder: Path, *migrations: object) -> Database:
    return Database(folder / "notes.db", migrations or (FIRST,), folder / "backups")  # type: ignore[arg-type]


def test_a_new_database_is_durable_and_checked(tmp_path: Path) -> None:
    database = opened(tmp_path)
    assert database.query_one("PRAGMA journal_mode")[0] == "wal"  # type: ignore[index]
    assert database.query_one("PRAGMA synchronous")[0] == 2  # type: ignore[index]
    assert database.integrity_problems() == []
    assert not (tmp_path / "backups").exists()
    database.close()


def test_a_migration_keeps_a_backup_of_what_was_before(tmp_path: Path) -> None:
    database = opened(tmp_path)
    with database.transaction() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('kept')")
    database.close()
    migrated = opened(tmp_path, FIRST, SECOND)
    assert migrated.query_one("SELECT text, color FROM notes")["text"] == "kept"  # type: ignore[index]
    migrated.close()
    backup = tmp_path / "backups" / "notes-before-2026-02-02-second.db"
    with closing(sqlite3.connect(backup)) as copy:
        columns = [row[1] for row in copy.execute("PRAGMA table_info(notes)")]
        assert columns == ["id", "text"]
        assert copy.execute("SELECT text FROM notes").fetchall() == [("kept",)]


def test_a_failing_migration_leaves_everything_as_it_was(tmp_path: Path) -> None:
    opened(tmp_path).close()
    broken = sql_migration(
        "2026-03-03-broken", "ALTER TABLE notes ADD COLUMN size INTEGER", "SELECT * FROM nowhere"
    )
    with pytest.raises(sqlite3.OperationalError):
        opened(tmp_path, FIRST, broken)
    database = opened(tmp_path)
    assert [row["name"] for row in database.query("PRAGMA table_info(notes)")] == ["id", "text"]
    database.close()


def test_a_database_of_a_newer_version_is_refused_and_untouched(tmp_path: Path) -> None:
    opened(tmp_path, FIRST, SECOND).close()
    before = (tmp_path / "notes.db").read_bytes()
    with pytest.raises(NewerData, match=r"newer version of Assistant Studio\. Install the newer"):
        opened(tmp_path, FIRST)
    assert (tmp_path / "notes.db").read_bytes() == before


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(DamagedData, match="damaged and cannot be read"):
        opened(tmp_path)


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "notes.db").mkdir()
    with pytest.raises(StorageError, match="cannot be opened for writing"):
        opened(tmp_path)


def test_damage_is_found_by_the_integrity_check(tmp_path: Path) -> None:
    database = opened(tmp_path)
    with database.transaction() as connection:
        connection.executemany(
            "INSERT INTO notes (text) VALUES (?)", [(f"{n} " * 200,) for n in range(500)]
        )
    database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    path = tmp_path / "notes.db"
    content = bytearray(path.read_bytes())
    content[20_000:24_000] = b"\x5a" * 4_000
    path.write_bytes(content)
    damaged = opened(tmp_path)
    assert damaged.integrity_problems()
    damaged.close()


def test_an_error_rolls_the_whole_transaction_back(tmp_path: Path) -> None:
    database = opened(tmp_path)

    def write_and_fail() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO notes (text) VALUES ('half')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_and_fail()
    assert database.query("SELECT * FROM notes") == []
    database.close()


def test_a_full_disk_is_a_sentence_and_nothing_half_written_stays(tmp_path: Path) -> None:
    database = opened(tmp_path)
    # SQLite's own page limit fails with the very code of a full disk.
    database.connection.execute("PRAGMA max_page_count = 8")

    def fill() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO notes (text) VALUES (?)", ("x" * 200_000,))

    with pytest.raises(DiskFull, match=r"is full, so this could not be saved\. Free some space"):
        fill()
    assert database.query("SELECT * FROM notes") == []
    database.connection.execute("PRAGMA max_page_count = 100000")
    fill()
    assert len(database.query("SELECT * FROM notes")) == 1
    database.close()


def test_threads_write_side_by_side_without_losing_a_row(tmp_path: Path) -> None:
    database = opened(tmp_path)

    def write(n: int) -> None:
        for i in range(25):
            with database.transaction() as connection:
                connection.execute("INSERT INTO notes (text) VALUES (?)", (f"{n}-{i}",))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({row["text"] for row in database.query("SELECT text FROM notes")}) == 100
    database.close()
