"""Giving one assistant what another knows, without reading or embedding anything a second time."""

from __future__ import annotations

import sqlite3
import uuid

from assistant_studio.knowledge.document import DocumentState
from assistant_studio.knowledge.store import KnowledgeStore

# What a copied row gets anew; every other column is taken over as it stands.
_OWN = ("seq", "id", "base_id")


def copy_knowledge(store: KnowledgeStore, from_assistant_id: str, to_assistant_id: str) -> None:
    """Copy all documents of an assistant to one that has none, in one transaction.

    Files and texts are shared by their content; the copy is searchable at once. What waits to be
    read or embedded waits in the copy too, and is found done when the original is. The copy watches
    the same folders, paused where the original's are, and knows of their files what the original
    does, so that nothing in them is read again.

    Raises:
        DiskFull: There was no room; nothing was copied.
    """
    with store.database.transaction() as connection:
        base = store.base(from_assistant_id)
        # Asked again after a crash, it may have been done just before.
        if base is None or store.base(to_assistant_id) is not None:
            return
        to_base = store.ensure_base(to_assistant_id)
        rows = connection.execute(
            "SELECT * FROM documents WHERE base_id = ? ORDER BY seq", (base.id,)
        ).fetchall()
        words = store.words(to_base)
        for row in rows:
            _insert(connection, row, to_base)
            if row["content_id"] is not None:
                words.add(row["content_id"], row["name"])
        _copy_folders(connection, base.id, to_base)


def _insert(connection: sqlite3.Connection, row: sqlite3.Row, base_id: int) -> None:
    copied = _anew(row, base_id)
    if row["state"] == DocumentState.READING:
        copied["state"] = DocumentState.WAITING
    _put(connection, "documents", copied)


def _copy_folders(connection: sqlite3.Connection, from_base: int, to_base: int) -> None:
    rows = connection.execute(
        "SELECT * FROM watched_folders WHERE base_id = ? ORDER BY rowid", (from_base,)
    ).fetchall()
    for row in rows:
        copied = _anew(row, to_base)
        _put(connection, "watched_folders", copied)
        connection.execute(
            "INSERT INTO watched_files SELECT ?, path, sha256, size_bytes, mtime_ns, device, error"
            " FROM watched_files WHERE folder_id = ?",
            (copied["id"], row["id"]),
        )


def _anew(row: sqlite3.Row, base_id: int) -> dict[str, object]:
    """A row as the copy has it."""
    copied = {name: row[name] for name in row.keys() if name not in _OWN}  # noqa: SIM118
    return copied | {"id": uuid.uuid4().hex, "base_id": base_id}


def _put(connection: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    marks = ", ".join("?" * len(values))
    connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )
