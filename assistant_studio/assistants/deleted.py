"""Deleted assistants: out of sight at once, gone for good only later, so that a person can undo."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from assistant_studio.assistants.assistant import Assistant, from_content
from assistant_studio.errors import NotFound
from assistant_studio.language import _
from assistant_studio.storage.database import Database, sql_migration, utc_now

KEPT_DAYS = 30
"""How long a deleted assistant can be brought back."""

# Knowledge lies in a database of its own, so what belongs to an assistant here and what belongs to
# it there cannot come or go in one transaction. A row here says that knowledge under this id has
# no assistant, or may come to have none, and when it is certain that nobody needs it.
DELETED_MIGRATION = sql_migration(
    "2026-11-25-deleted-assistants",
    "ALTER TABLE assistants ADD COLUMN deleted_at TEXT",
    "CREATE TABLE ownerless_knowledge (assistant_id TEXT PRIMARY KEY, remove_after TEXT NOT NULL)",
)

# Longer than filling an assistant with files takes: another process must not tidy in the middle.
_FILLING_S = 6 * 3600


@dataclass(frozen=True, slots=True)
class DeletedAssistant:
    """An assistant that can still be brought back.

    Attributes:
        assistant: As it was.
        deleted_at: ISO 8601, UTC.
    """

    assistant: Assistant
    deleted_at: str


class DeletedAssistants:
    """What is deleted in a data folder, and what of it waits to be tidied away."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[DeletedAssistant]:
        """Those that can be brought back, the latest deleted first."""
        rows = self._db.query(
            """SELECT a.*, v.content FROM assistants a
            JOIN assistant_versions v ON v.assistant_id = a.id AND v.version = a.version
            WHERE a.deleted_at IS NOT NULL ORDER BY a.deleted_at DESC, a.rowid DESC"""
        )
        return [_deleted(row) for row in rows]

    def delete(self, assistant_id: str) -> None:
        """Take an assistant out of every list, with its conversations; nothing of it is lost.

        Raises:
            NotFound: There is no such assistant, or it is deleted already.
        """
        self._mark(assistant_id, "deleted_at IS NULL", utc_now())

    def undelete(self, assistant_id: str) -> None:
        """Bring a deleted assistant back, with all that belongs to it.

        Raises:
            NotFound: It is not deleted, or gone for good.
        """
        self._mark(assistant_id, "deleted_at IS NOT NULL", None)

    def _mark(self, assistant_id: str, condition: str, deleted_at: str | None) -> None:
        with self._db.transaction() as connection:
            changed = connection.execute(
                f"UPDATE assistants SET deleted_at = ? WHERE id = ? AND {condition}",
                (deleted_at, assistant_id),
            )
        if not changed.rowcount:
            raise NotFound(
                _("This assistant is not here any more."), _("Look at the library again.")
            )

    def erase(self, assistant_id: str) -> None:
        """Take a deleted assistant away for good; its knowledge is left to be removed."""
        with self._db.transaction() as connection:
            gone = connection.execute(
                "DELETE FROM assistants WHERE id = ? AND deleted_at IS NOT NULL", (assistant_id,)
            )
            if gone.rowcount:
                _leave(connection, assistant_id, utc_now())

    def expired(self) -> list[str]:
        """The ids of those that nobody has brought back in time."""
        latest = _text(datetime.now(UTC) - timedelta(days=KEPT_DAYS))
        rows = self._db.query("SELECT id FROM assistants WHERE deleted_at < ?", (latest,))
        return [row["id"] for row in rows]

    # Knowledge without an assistant

    def expect(self, assistant_id: str) -> None:
        """Note that knowledge is made now for an assistant that does not exist yet."""
        later = _text(datetime.now(UTC) + timedelta(seconds=_FILLING_S))
        with self._db.transaction() as connection:
            _leave(connection, assistant_id, later)

    def settle(self, assistant_id: str) -> None:
        """The knowledge under this id has an assistant now, or is gone."""
        with self._db.transaction() as connection:
            connection.execute(
                "DELETE FROM ownerless_knowledge WHERE assistant_id = ?", (assistant_id,)
            )

    def ownerless(self) -> list[str]:
        """Ids under which there may be knowledge that nobody needs any more."""
        rows = self._db.query(
            "SELECT assistant_id FROM ownerless_knowledge WHERE remove_after <= ?", (utc_now(),)
        )
        return [row["assistant_id"] for row in rows]


def _leave(connection: sqlite3.Connection, assistant_id: str, remove_after: str) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO ownerless_knowledge VALUES (?, ?)", (assistant_id, remove_after)
    )


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _deleted(row: sqlite3.Row) -> DeletedAssistant:
    assistant = from_content(
        json.loads(row["content"]),
        assistant_id=row["id"],
        version=row["version"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
    )
    return DeletedAssistant(assistant, row["deleted_at"])
