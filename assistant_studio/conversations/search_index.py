"""The index of words over titles and messages: what it is made of, and how it is kept up to date.

Triggers note which texts changed, in the transaction that changes them; `SearchIndex.catch_up`
takes the words in. So saving a message costs a row, no program that opens the file needs functions
of ours, and a stop at any point loses nothing.
"""

from __future__ import annotations

from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.search_words import indexed
from assistant_studio.storage.database import Database, sql_migration

_BATCH_ROWS = 400

SEARCH_MIGRATIONS = (
    sql_migration(
        "2026-11-25-conversation-search",
        # Numbers of its own: SQLite may change hidden row numbers when it tidies up the file.
        """CREATE TABLE search_rows (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation_id TEXT NOT NULL,
            message_id TEXT UNIQUE,
            stale INTEGER NOT NULL DEFAULT 1
        )""",
        "CREATE UNIQUE INDEX search_titles ON search_rows(conversation_id)"
        " WHERE message_id IS NULL",
        "CREATE INDEX search_stale ON search_rows(number) WHERE stale",
        # The words come in separated by blanks (see search_words); "ascii" splits nothing else.
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "title, text, tokenize='ascii', prefix='1 2 3', columnsize=0)",
        "INSERT INTO search_rows (conversation_id) SELECT id FROM conversations",
        "INSERT INTO search_rows (conversation_id, message_id)"
        " SELECT conversation_id, id FROM messages ORDER BY rowid",
        """CREATE TRIGGER search_title_new AFTER INSERT ON conversations BEGIN
            INSERT INTO search_rows (conversation_id) VALUES (new.id);
        END""",
        """CREATE TRIGGER search_title_changed AFTER UPDATE OF title ON conversations
        WHEN old.title IS NOT new.title BEGIN
            UPDATE search_rows SET stale = 1
            WHERE conversation_id = new.id AND message_id IS NULL;
        END""",
        """CREATE TRIGGER search_title_gone AFTER DELETE ON conversations BEGIN
            DELETE FROM search_words WHERE rowid = (SELECT number FROM search_rows
                WHERE conversation_id = old.id AND message_id IS NULL);
            DELETE FROM search_rows WHERE conversation_id = old.id AND message_id IS NULL;
        END""",
        """CREATE TRIGGER search_message_new AFTER INSERT ON messages BEGIN
            INSERT INTO search_rows (conversation_id, message_id)
            VALUES (new.conversation_id, new.id);
        END""",
        """CREATE TRIGGER search_message_changed AFTER UPDATE OF text ON messages
        WHEN old.text IS NOT new.text BEGIN
            UPDATE search_rows SET stale = 1 WHERE message_id = new.id;
        END""",
        """CREATE TRIGGER search_message_gone AFTER DELETE ON messages BEGIN
            DELETE FROM search_words WHERE rowid = (SELECT number FROM search_rows
                WHERE message_id = old.id);
            DELETE FROM search_rows WHERE message_id = old.id;
        END""",
    ),
)


class SearchIndex:
    """Keeps the index up to date."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def catch_up(self, token: CancelToken | None = None, at_most: int | None = None) -> int:
        """Take in the words of all texts that changed, a few hundred at a time.

        Args:
            token: Stops between two batches; what was taken in stays.
            at_most: End after about so many texts.

        Returns:
            How many texts were taken in.

        Raises:
            Cancelled: `token` was set.
        """
        done = 0
        while (at_most is None or done < at_most) and (batch := self._take_batch()):
            done += batch
            if token is not None:
                token.check()
        return done

    @property
    def behind(self) -> bool:
        """Whether there are texts whose words are not taken in yet."""
        return self._db.query_one("SELECT 1 FROM search_rows WHERE stale LIMIT 1") is not None

    def _take_batch(self) -> int:
        # A look without a lock first: most searches find nothing to do.
        if not self.behind:
            return 0
        with self._db.transaction() as connection:
            rows = connection.execute(
                """SELECT r.number, m.text, CASE WHEN r.message_id IS NULL THEN c.title END AS title
                FROM search_rows r
                LEFT JOIN messages m ON m.id = r.message_id
                LEFT JOIN conversations c ON c.id = r.conversation_id
                WHERE r.stale ORDER BY r.number LIMIT ?""",
                (_BATCH_ROWS,),
            ).fetchall()
            numbers = [(row["number"],) for row in rows]
            connection.executemany("DELETE FROM search_words WHERE rowid = ?", numbers)
            connection.executemany(
                "INSERT INTO search_words (rowid, title, text) VALUES (?, ?, ?)",
                (
                    (row["number"], indexed(row["title"] or ""), indexed(row["text"] or ""))
                    for row in rows
                ),
            )
            connection.executemany("UPDATE search_rows SET stale = 0 WHERE number = ?", numbers)
        return len(rows)
