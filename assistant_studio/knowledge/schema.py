"""knowledge.db: its tables, and the connection that everybody here uses."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from assistant_studio.knowledge import word_tables
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database, Migration, sql_migration

# A base is one assistant's knowledge. Contents and their chunks are shared by every document with
# the same bytes, so that nothing is read or embedded twice. `content_id` is what a search sees,
# `next_content_id` what is being prepared to take its place.
_FIRST = sql_migration(
    "2026-11-23-first",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    f"INSERT INTO facts VALUES ('database_id', '{secrets.token_hex(8)}')",
    """CREATE TABLE bases (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        assistant_id TEXT NOT NULL UNIQUE,
        generation TEXT NOT NULL)""",
    "CREATE TABLE embedders (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
    """CREATE TABLE contents (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        sha256 TEXT NOT NULL,
        reader_version TEXT NOT NULL,
        length INTEGER NOT NULL,
        chunk_count INTEGER NOT NULL,
        page_count INTEGER,
        pages_without_text TEXT NOT NULL,
        notes TEXT NOT NULL,
        encoding TEXT,
        sections TEXT NOT NULL)""",
    "CREATE INDEX contents_by_hash ON contents (sha256, reader_version)",
    """CREATE TABLE text_blocks (
        content_id INTEGER NOT NULL REFERENCES contents ON DELETE CASCADE,
        number INTEGER NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (content_id, number))""",
    """CREATE TABLE chunks (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        content_id INTEGER NOT NULL REFERENCES contents ON DELETE CASCADE,
        position INTEGER NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        line INTEGER NOT NULL,
        page INTEGER,
        headings TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (content_id, position))""",
    """CREATE TABLE vectors (
        chunk_id INTEGER NOT NULL REFERENCES chunks ON DELETE CASCADE,
        embedder_id INTEGER NOT NULL REFERENCES embedders,
        vector BLOB NOT NULL,
        UNIQUE (chunk_id, embedder_id))""",
    """CREATE TABLE documents (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        base_id INTEGER NOT NULL REFERENCES bases ON DELETE CASCADE,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        source_path TEXT NOT NULL,
        state TEXT NOT NULL,
        content_id INTEGER REFERENCES contents,
        next_content_id INTEGER REFERENCES contents,
        embedder_id INTEGER REFERENCES embedders,
        read_again INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        added_at TEXT NOT NULL,
        indexed_at TEXT,
        UNIQUE (base_id, sha256))""",
    "CREATE INDEX documents_by_name ON documents (base_id, name)",
    "CREATE INDEX documents_by_state ON documents (state)",
    "CREATE INDEX documents_by_hash ON documents (sha256)",
    "CREATE INDEX documents_by_content ON documents (content_id)",
    "CREATE INDEX documents_by_next_content ON documents (next_content_id)",
)

_PLACES_AND_FLAGS = sql_migration(
    "2026-11-25-places-and-flags",
    "ALTER TABLE chunks ADD COLUMN place TEXT",
    "ALTER TABLE contents ADD COLUMN flags TEXT NOT NULL DEFAULT '[]'",
)

# Words of scripts without spaces are found since then.
_WORDS_IN_EVERY_SCRIPT = Migration(
    "2026-11-25-words-in-every-script",
    partial(word_tables.refill, add=word_tables.add_as_it_stands),
)

# NULL: not known, as for what was read before.
_LANGUAGES = sql_migration(
    "2026-11-25-languages",
    "ALTER TABLE contents ADD COLUMN language TEXT",
    "ALTER TABLE embedders ADD COLUMN languages TEXT NOT NULL DEFAULT '[]'",
)

# Empty: the embedder that comes with the app.
_CHOSEN_EMBEDDERS = sql_migration(
    "2026-11-25-chosen-embedders",
    "ALTER TABLE bases ADD COLUMN embedder TEXT NOT NULL DEFAULT ''",
)

# A document with a reference stands for a file in a watched folder, which is not copied; held, it
# is not indexed. Paths are bytes, since the name of a file need not be text.
_WATCHED_FOLDERS = sql_migration(
    "2026-11-25-watched-folders",
    """CREATE TABLE watched_folders (
        id TEXT NOT NULL UNIQUE,
        base_id INTEGER NOT NULL REFERENCES bases ON DELETE CASCADE,
        path BLOB NOT NULL,
        label TEXT NOT NULL,
        paused INTEGER NOT NULL DEFAULT 0,
        added_at TEXT NOT NULL,
        looked_at TEXT,
        error TEXT,
        problems TEXT NOT NULL DEFAULT '[]',
        problem_count INTEGER NOT NULL DEFAULT 0,
        UNIQUE (base_id, path))""",
    """CREATE TABLE watched_files (
        folder_id TEXT NOT NULL REFERENCES watched_folders (id) ON DELETE CASCADE,
        path BLOB NOT NULL,
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        device INTEGER NOT NULL,
        error TEXT,
        PRIMARY KEY (folder_id, path)) WITHOUT ROWID""",
    "ALTER TABLE documents ADD COLUMN reference BLOB",
    "ALTER TABLE documents ADD COLUMN held INTEGER NOT NULL DEFAULT 0",
)

# The text came along from another computer, and the file it was read from did not.
_TEXT_ONLY = sql_migration(
    "2026-11-25-text-only",
    "ALTER TABLE documents ADD COLUMN text_only INTEGER NOT NULL DEFAULT 0",
)

# When a person took it out; it waits in a base of nobody's until it is deleted for good.
_REMOVED_DOCUMENTS = sql_migration(
    "2026-11-25-removed-documents",
    "ALTER TABLE documents ADD COLUMN removed_at TEXT",
)


def _index_words_by_stems(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE INDEX contents_by_language ON contents (language)")
    word_tables.refill(connection)


# German words are found in their other forms since then.
_WORDS_BY_STEMS = Migration("2026-11-25-words-by-stems", _index_words_by_stems)

KNOWLEDGE_MIGRATIONS = (
    _FIRST,
    _PLACES_AND_FLAGS,
    _WORDS_IN_EVERY_SCRIPT,
    _LANGUAGES,
    _CHOSEN_EMBEDDERS,
    _WATCHED_FOLDERS,
    _TEXT_ONLY,
    _REMOVED_DOCUMENTS,
    _WORDS_BY_STEMS,
)


class KnowledgeDatabase(Database):
    """knowledge.db. The threads of one process take turns at writing without timing out."""

    def __init__(self, home: Home) -> None:
        self._write_lock = threading.RLock()
        super().__init__(home.knowledge_db, KNOWLEDGE_MIGRATIONS, home.backups_dir)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """As `Database.transaction`, behind this process's own queue."""
        with self._write_lock, super().transaction() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the database, whatever is written meanwhile."""
        connection = self.connection
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            connection.execute("COMMIT")

    def id(self) -> str:
        """Drawn when the database was made; tells a copy of the index from another database's."""
        row = self.query_one("SELECT value FROM facts WHERE name = 'database_id'")
        return str(row["value"]) if row is not None else ""


def next_generation(generation: str) -> str:
    """The generation after this one.

    The random part keeps a database that was put back from a backup apart from the one whose
    index is still on disk.
    """
    count = int(generation.partition("-")[0]) + 1
    return f"{count}-{secrets.token_hex(6)}"
