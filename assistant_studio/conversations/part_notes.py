"""What a model noted of parts of a long document, kept as it comes so that a kill loses little."""

from __future__ import annotations

from assistant_studio.storage.database import Database, sql_migration, utc_now

PART_NOTES_MIGRATIONS = (
    sql_migration(
        "2026-11-25-part-notes",
        # They go with the answer that they were made for.
        """CREATE TABLE part_notes (
            key TEXT PRIMARY KEY,
            message_id TEXT NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            made_at TEXT NOT NULL
        )""",
        "CREATE INDEX part_notes_by_message ON part_notes(message_id)",
    ),
)


class PartNotes:
    """Notes by what they were made from: the model and the exact prompt."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, key: str) -> str | None:
        """A note that was made before, for whichever answer."""
        row = self._db.query_one("SELECT text FROM part_notes WHERE key = ?", (key,))
        return None if row is None else str(row["text"])

    def keep(self, key: str, message_id: str, text: str) -> None:
        """Keep a note for an answer; nothing if that one was deleted meanwhile."""
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO part_notes SELECT ?1, ?2, ?3, ?4"
                " WHERE EXISTS (SELECT 1 FROM messages WHERE id = ?2)",
                (key, message_id, text, utc_now()),
            )
