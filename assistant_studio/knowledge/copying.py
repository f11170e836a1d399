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
    read or embedded waits in the copy too, and is found done when the original is.

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


def _insert(connection: sqlite3.Connection, row: sqlite3.Row, base_id: int) -> None:
    copied = {name: row[name] for name in row.keys() if name not in _OWN}  # noqa: SIM118
    copied |= {"id": uuid.uuid4().hex, "base_id": base_id}
    if row["state"] == DocumentState.READING:
        copied["state"] = DocumentState.WAITING
    marks = ", ".join("?" * len(copied))
    connection.execute(
        f"INSERT INTO documents ({', '.join(copied)}) VALUES ({marks})", tuple(copied.values())
    )
