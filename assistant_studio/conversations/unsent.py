"""What was typed and not sent, kept for each conversation so that not even a crash loses it."""

from __future__ import annotations

from assistant_studio.storage.database import Database, sql_migration, utc_now

UNSENT_MIGRATIONS = (
    sql_migration(
        "2026-11-25-unsent-texts",
        # Without a conversation: the first message of a new one.
        """CREATE TABLE unsent_texts (
            assistant_id TEXT NOT NULL REFERENCES assistants(id) ON DELETE CASCADE,
            conversation_id TEXT REFERENCES conversations(id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            changed_at TEXT NOT NULL
        )""",
        "CREATE UNIQUE INDEX unsent_texts_by_place"
        " ON unsent_texts(assistant_id, ifnull(conversation_id, ''))",
    ),
)


class UnsentTexts:
    """The composer's text of each conversation."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, assistant_id: str, conversation_id: str | None) -> str:
        """What was typed here; empty if nothing was."""
        row = self._db.query_one(
            "SELECT text FROM unsent_texts WHERE assistant_id = ? AND conversation_id IS ?",
            (assistant_id, conversation_id),
        )
        return "" if row is None else str(row["text"])

    def keep(self, assistant_id: str, conversation_id: str | None, text: str) -> None:
        """Keep what is typed here now; nothing for a place that is gone."""
        place = (assistant_id, conversation_id)
        with self._db.transaction() as connection:
            connection.execute(
                "DELETE FROM unsent_texts WHERE assistant_id = ? AND conversation_id IS ?", place
            )
            if text:
                connection.execute(
                    """INSERT INTO unsent_texts SELECT ?1, ?2, ?3, ?4
                    WHERE EXISTS (SELECT 1 FROM assistants WHERE id = ?1) AND
                    (?2 IS NULL OR EXISTS (SELECT 1 FROM conversations WHERE id = ?2))""",
                    (*place, text, utc_now()),
                )
