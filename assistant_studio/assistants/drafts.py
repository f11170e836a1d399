"""Drafts that are not saved as a version yet: kept as they are typed, so that none is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from assistant_studio.assistants.assistant import Assistant, from_content, to_content
from assistant_studio.storage.database import Database, sql_migration, utc_now

DRAFT_MIGRATION = sql_migration(
    "2026-11-25-assistant-drafts",
    # The key is the assistant's id, or the word for one that does not exist yet.
    """CREATE TABLE assistant_drafts (
        key TEXT PRIMARY KEY,
        assistant_id TEXT UNIQUE REFERENCES assistants(id) ON DELETE CASCADE,
        base_version INTEGER NOT NULL,
        content TEXT NOT NULL,
        files TEXT NOT NULL,
        kept_at TEXT NOT NULL
    )""",
)
_NEW = "new"


@dataclass(frozen=True, slots=True)
class Draft:
    """An assistant as a person is changing it.

    Attributes:
        assistant: As it would be saved; its `version` is the one that the changes began from, and
            its id is empty for an assistant that does not exist yet.
        files: Paths of files that the first save adds.
        kept_at: When it was kept last, ISO 8601 in UTC; empty if it never was.
    """

    assistant: Assistant
    files: tuple[str, ...] = ()
    kept_at: str = ""

    def same_as(self, other: Draft) -> bool:
        """Whether both would be saved alike."""
        mine, theirs = to_content(self.assistant), to_content(other.assistant)
        return (mine, self.files) == (theirs, other.files)


class DraftStore:
    """One draft for each assistant, and one for an assistant that does not exist yet."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, assistant_id: str) -> Draft | None:
        """The draft that was kept for an assistant; an empty id asks for the new one's."""
        row = self._db.query_one(
            """SELECT d.*, a.created_at, a.changed_at FROM assistant_drafts d
            LEFT JOIN assistants a ON a.id = d.assistant_id WHERE d.key = ?""",
            (assistant_id or _NEW,),
        )
        if row is None:
            return None
        assistant = from_content(
            json.loads(row["content"]),
            assistant_id=row["assistant_id"] or "",
            version=row["base_version"],
            created_at=row["created_at"] or "",
            changed_at=row["changed_at"] or "",
        )
        return Draft(assistant, tuple(json.loads(row["files"])), row["kept_at"])

    def keep(self, draft: Draft) -> Draft:
        """Keep a draft in the place of the one before; gives it with the time.

        Raises:
            DiskFull: There was no room; the draft that was kept before is still there.
        """
        kept = replace(draft, kept_at=utc_now())
        assistant = kept.assistant
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO assistant_drafts VALUES (?, ?, ?, ?, ?, ?)",
                (
                    assistant.id or _NEW,
                    assistant.id or None,
                    assistant.version,
                    json.dumps(to_content(assistant), ensure_ascii=False),
                    json.dumps(kept.files),
                    kept.kept_at,
                ),
            )
        return kept

    def discard(self, assistant_id: str) -> None:
        """Forget a draft: it was saved as a version, or is not wanted."""
        with self._db.transaction() as connection:
            connection.execute(
                "DELETE FROM assistant_drafts WHERE key = ?", (assistant_id or _NEW,)
            )
