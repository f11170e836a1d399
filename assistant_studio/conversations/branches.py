"""Branches of a conversation: other answers, other wordings of a question, and which is shown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from assistant_studio.errors import NotFound
from assistant_studio.language import _
from assistant_studio.storage.database import Database, sql_migration

BRANCH_MIGRATIONS = (
    sql_migration(
        "2026-11-25-branches",
        # What a person saw last below a message is shown again when they come back to it.
        "ALTER TABLE messages ADD COLUMN shown_child_id TEXT",
        "CREATE INDEX messages_beside ON messages(conversation_id, parent_id)",
    ),
)

# Down from a message along what was shown last below each; a message that was never passed
# through goes on with its newest.
_DOWN = """WITH RECURSIVE down(id, depth) AS (
    SELECT ?1, 0
    UNION ALL
    SELECT coalesce(
        (SELECT c.id FROM messages c WHERE c.id = m.shown_child_id),
        (SELECT c.id FROM messages c WHERE c.conversation_id = m.conversation_id
            AND c.parent_id = m.id ORDER BY c.rowid DESC LIMIT 1)
    ), d.depth + 1
    FROM down d JOIN messages m ON m.id = d.id
    WHERE d.id IS NOT NULL
)
SELECT id FROM down WHERE id IS NOT NULL ORDER BY depth DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class BranchPlace:
    """Where a message stands among those that could stand in its place.

    Attributes:
        number: Counted from 1, the oldest first.
        count: How many there are; 1 where there is no choice.
    """

    number: int = 1
    count: int = 1


class Branches:
    """Steps between the branches of conversations; nothing is ever taken away."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def siblings(self, message_id: str) -> tuple[str, ...]:
        """Ids of all messages that could stand in one's place, itself included, oldest first.

        Raises:
            NotFound: There is no such message.
        """
        rows = self._db.query(
            """SELECT s.id FROM messages m JOIN messages s
                ON s.conversation_id = m.conversation_id AND s.parent_id IS m.parent_id
            WHERE m.id = ? ORDER BY s.rowid""",
            (message_id,),
        )
        if not rows:
            raise _gone()
        return tuple(str(row["id"]) for row in rows)

    def places(self, message_ids: Sequence[str]) -> dict[str, BranchPlace]:
        """Where each of these messages stands among its siblings; others are passed over."""
        rows = self._db.query(
            """SELECT m.id, count(*) AS count, sum(s.rowid <= m.rowid) AS number
            FROM json_each(?) asked JOIN messages m ON m.id = asked.value
            JOIN messages s ON s.conversation_id = m.conversation_id
                AND s.parent_id IS m.parent_id
            GROUP BY m.id""",
            (json.dumps(list(message_ids)),),
        )
        return {row["id"]: BranchPlace(row["number"], row["count"]) for row in rows}

    def choose(self, message_id: str) -> str:
        """Show the branch through this message, down to where it was left last.

        Returns:
            The id of the last message of that branch.

        Raises:
            NotFound: There is no such message.
        """
        with self._db.transaction() as connection:
            message = connection.execute(
                "SELECT conversation_id FROM messages WHERE id = ?", (message_id,)
            ).fetchone()
            if message is None:
                raise _gone()
            leaf_id = str(connection.execute(_DOWN, (message_id,)).fetchone()["id"])
            self.remember(message_id)
            connection.execute(
                "UPDATE conversations SET leaf_id = ? WHERE id = ?",
                (leaf_id, message["conversation_id"]),
            )
        return leaf_id

    def step(self, message_id: str, distance: int) -> str:
        """Show the branch of the sibling so many places further; at the ends nothing changes.

        Returns:
            The id of the sibling that is shown now.
        """
        siblings = self.siblings(message_id)
        place = siblings.index(message_id) + distance
        chosen = siblings[min(max(place, 0), len(siblings) - 1)]
        self.choose(chosen)
        return chosen

    def remember(self, message_id: str) -> None:
        """Note in the message before this one that this is what is shown below it."""
        with self._db.transaction() as connection:
            connection.execute(
                "UPDATE messages SET shown_child_id = ?1"
                " WHERE id = (SELECT parent_id FROM messages WHERE id = ?1)",
                (message_id,),
            )


def _gone() -> NotFound:
    return NotFound(_("This message is not here any more."))
