"""Conversations as a person keeps them: long lists in pages; pinned, archived, deleted."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from assistant_studio.conversations.titles import clean_title
from assistant_studio.errors import NotFound
from assistant_studio.language import _
from assistant_studio.storage.database import Database, sql_migration, utc_now

UNDO_MINUTES = 10
"""How long a deleted conversation can be brought back before it is gone for good."""

LISTING_MIGRATIONS = (
    sql_migration(
        "2026-11-25-conversation-states",
        "ALTER TABLE conversations ADD COLUMN titled_by_person INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE conversations ADD COLUMN pinned_at TEXT",
        "ALTER TABLE conversations ADD COLUMN archived_at TEXT",
        "ALTER TABLE conversations ADD COLUMN deleted_at TEXT",
        "ALTER TABLE conversations ADD COLUMN origin TEXT",
        # Who gave the titles that are there already is not known: they stay.
        "UPDATE conversations SET titled_by_person = 1 WHERE title <> ''",
        """CREATE INDEX conversations_listed ON conversations(
            assistant_id, (pinned_at IS NULL), pinned_at, changed_at DESC
        ) WHERE leaf_id IS NOT NULL AND deleted_at IS NULL AND archived_at IS NULL""",
        "CREATE INDEX conversations_archived ON conversations(archived_at)"
        " WHERE archived_at IS NOT NULL",
        "CREATE INDEX conversations_deleted ON conversations(deleted_at)"
        " WHERE deleted_at IS NOT NULL",
        "CREATE INDEX conversations_by_origin ON conversations(origin) WHERE origin IS NOT NULL",
    ),
)


PRESENT = "assistant_id NOT IN (SELECT id FROM assistants WHERE deleted_at IS NOT NULL)"
"""Of a deleted assistant no conversation is to be seen until it is brought back."""


class Shelf(StrEnum):
    """Which conversations a list shows."""

    CURRENT = "current"
    ARCHIVED = "archived"
    DELETED = "deleted"


_WHERE = {
    Shelf.CURRENT: "deleted_at IS NULL AND archived_at IS NULL",
    Shelf.ARCHIVED: "deleted_at IS NULL AND archived_at IS NOT NULL",
    Shelf.DELETED: "deleted_at IS NOT NULL",
}
_ORDER = {
    Shelf.CURRENT: "(pinned_at IS NULL), pinned_at, changed_at DESC",
    Shelf.ARCHIVED: "archived_at DESC",
    Shelf.DELETED: "deleted_at DESC",
}


@dataclass(frozen=True, slots=True)
class ConversationEntry:
    """A conversation as a list shows it.

    Attributes:
        id: Unique in this data folder.
        assistant_id: Who it is with.
        title: What it is called.
        changed_at: When its last message was written; ISO 8601, UTC.
        pinned: Whether it stands before the others.
        archived: Whether it was put away.
        deleted: Whether it is about to go for good.
    """

    id: str
    assistant_id: str
    title: str
    changed_at: str
    pinned: bool
    archived: bool
    deleted: bool


class ConversationListing:
    """The lists of a data folder's conversations, and what moves one from list to list."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def page(
        self,
        assistant_id: str | None = None,
        shelf: Shelf = Shelf.CURRENT,
        *,
        offset: int = 0,
        limit: int = 100,
    ) -> list[ConversationEntry]:
        """A part of a list: pinned ones first, then the latest changed.

        Args:
            assistant_id: With whom; None for everybody.
            shelf: Which list.
            offset: So many are passed over.
            limit: At most so many are given.
        """
        mine = "" if assistant_id is None else "assistant_id = :assistant AND "
        rows = self._db.query(
            f"SELECT * FROM conversations WHERE {mine}leaf_id IS NOT NULL AND {_WHERE[shelf]}"
            f" AND {PRESENT} ORDER BY {_ORDER[shelf]} LIMIT :limit OFFSET :offset",
            {"assistant": assistant_id, "limit": limit, "offset": offset},  # type: ignore[arg-type]
        )
        return [_entry(row) for row in rows]

    def count(self, assistant_id: str | None = None, shelf: Shelf = Shelf.CURRENT) -> int:
        """How many conversations a list holds."""
        row = self._db.query_one(
            "SELECT count(*) FROM conversations WHERE leaf_id IS NOT NULL"
            f" AND {_WHERE[shelf]} AND {PRESENT} AND (?1 IS NULL OR assistant_id = ?1)",
            (assistant_id,),
        )
        assert row is not None
        return int(row[0])

    def entry(self, conversation_id: str) -> ConversationEntry:
        """One conversation, on whichever list it is.

        Raises:
            NotFound: It is gone for good.
        """
        row = self._db.query_one("SELECT * FROM conversations WHERE id = ?", (conversation_id,))
        if row is None:
            raise _gone()
        return _entry(row)

    def entries(self) -> list[ConversationEntry]:
        """Every conversation that is not deleted, archived ones too; the latest changed first."""
        rows = self._db.query(
            "SELECT * FROM conversations WHERE leaf_id IS NOT NULL AND deleted_at IS NULL"
            f" AND {PRESENT} ORDER BY changed_at DESC"
        )
        return [_entry(row) for row in rows]

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation a person's own title, which no other ever takes the place of.

        Nothing is changed where the title is empty.
        """
        if cleaned := clean_title(title):
            self._set(conversation_id, "title = ?, titled_by_person = 1", cleaned)

    def pin(self, conversation_id: str, pinned: bool = True) -> None:
        """Let a conversation stand before the others, or not any more."""
        self._set(conversation_id, "pinned_at = ?", utc_now() if pinned else None)

    def archive(self, conversation_id: str, archived: bool = True) -> None:
        """Put a conversation away, or back among the others."""
        self._set(conversation_id, "archived_at = ?", utc_now() if archived else None)

    def delete(self, conversation_id: str) -> None:
        """Take a conversation out of every list; `restore` brings it back, `purge` ends it."""
        self._set(conversation_id, "deleted_at = ?", utc_now())

    def restore(self, conversation_id: str) -> None:
        """Bring a deleted conversation back to where it was.

        Raises:
            NotFound: It is gone for good.
        """
        self._set(conversation_id, "deleted_at = ?", None)

    def purge(self, older_than_minutes: float = UNDO_MINUTES) -> int:
        """End what was deleted longer ago than this, with all its messages.

        Returns:
            How many conversations are gone.
        """
        before = datetime.now(UTC) - timedelta(minutes=older_than_minutes)
        due = "FROM conversations WHERE deleted_at <= ?"
        values = (before.isoformat(timespec="milliseconds"),)
        # A look without a lock first: mostly there is nothing to do.
        if self._db.query_one(f"SELECT 1 {due}", values) is None:
            return 0
        with self._db.transaction() as connection:
            return connection.execute(f"DELETE {due}", values).rowcount

    def _set(self, conversation_id: str, assignment: str, *values: object) -> None:
        with self._db.transaction() as connection:
            changed = connection.execute(
                f"UPDATE conversations SET {assignment} WHERE id = ?", (*values, conversation_id)
            ).rowcount
        if not changed:
            raise _gone()


def _gone() -> NotFound:
    return NotFound(_("This conversation is not here any more."), _("Choose another one."))


def _entry(row: sqlite3.Row) -> ConversationEntry:
    return ConversationEntry(
        id=row["id"],
        assistant_id=row["assistant_id"],
        title=row["title"],
        changed_at=row["changed_at"],
        pinned=row["pinned_at"] is not None,
        archived=row["archived_at"] is not None,
        deleted=row["deleted_at"] is not None,
    )
