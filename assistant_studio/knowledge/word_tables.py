"""The FTS5 tables of words: how they are made, and made again when words are cut differently."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator

from assistant_studio.knowledge.word_forms import indexed_text

Row = tuple[int, str, str, str]
"""A chunk's id, its text, its headings and its document's name, each as the index gets it."""

Adding = Callable[[sqlite3.Connection, int, int, str], None]
"""Indexes a content's chunks in a base's table under a document's name."""

_INSERT = "INSERT INTO {} (rowid, text, headings, name) VALUES (?,?,?,?)"
# Marks belong to words (Thai and Indian vowels are marks).
_TOKENIZE = "porter unicode61 remove_diacritics 2 categories ''L* N* Co Mn Mc''"


def table_of(base_id: int) -> str:
    """The name of a base's table."""
    return f"words_{base_id:d}"


def create(connection: sqlite3.Connection, base_id: int) -> None:
    """Make a base's table if it is not there. It keeps no text of its own."""
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {table_of(base_id)} USING fts5(text, headings,"
        f" name, content='', tokenize='{_TOKENIZE}')"
    )


def add_as_it_stands(
    connection: sqlite3.Connection, base_id: int, content_id: int, name: str
) -> None:
    """Index a content's chunks in whatever language they are."""
    connection.executemany(_INSERT.format(table_of(base_id)), _rows(connection, content_id, name))


def drop(connection: sqlite3.Connection, base_id: int) -> None:
    """Take a base's table away."""
    connection.execute(f"DROP TABLE IF EXISTS {table_of(base_id)}")


def add(connection: sqlite3.Connection, base_id: int, content_id: int, name: str) -> None:
    """Index a content's chunks under a document's name."""
    rows = _rows(connection, content_id, name, _language(connection, content_id))
    connection.executemany(_INSERT.format(table_of(base_id)), rows)


def remove(connection: sqlite3.Connection, base_id: int, content_id: int, name: str) -> None:
    """Take a content's chunks out again."""
    table = table_of(base_id)
    connection.executemany(
        f"INSERT INTO {table} ({table}, rowid, text, headings, name) VALUES ('delete',?,?,?,?)",
        _rows(connection, content_id, name, _language(connection, content_id)),
    )


def refill(connection: sqlite3.Connection, add: Adding = add) -> None:
    """Make every base's table again from the texts; a migration.

    Args:
        connection: In a transaction.
        add: `add_as_it_stands` where languages are not yet known to the database.
    """
    for (base_id,) in connection.execute("SELECT id FROM bases").fetchall():
        drop(connection, base_id)
        create(connection, base_id)
        documents = connection.execute(
            "SELECT content_id, name FROM documents WHERE base_id = ? AND content_id IS NOT NULL",
            (base_id,),
        ).fetchall()
        for content_id, name in documents:
            add(connection, base_id, content_id, name)


def _language(connection: sqlite3.Connection, content_id: int) -> str | None:
    row = connection.execute("SELECT language FROM contents WHERE id = ?", (content_id,)).fetchone()
    return row[0] if row is not None else None


def _rows(
    connection: sqlite3.Connection, content_id: int, name: str, language: str | None = None
) -> Iterator[Row]:
    shown = indexed_text(name, language)
    for chunk_id, text, headings in connection.execute(
        "SELECT id, text, headings FROM chunks WHERE content_id = ? ORDER BY id", (content_id,)
    ):
        above = " ".join(json.loads(headings))
        yield chunk_id, indexed_text(text, language), indexed_text(above, language), shown
