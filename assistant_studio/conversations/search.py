"""Search over all conversations: titles and messages, while a person types."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.listing import PRESENT
from assistant_studio.conversations.message import Role
from assistant_studio.conversations.search_excerpts import Excerpt, excerpt
from assistant_studio.conversations.search_index import SearchIndex
from assistant_studio.conversations.search_words import Phrase, match_expression, phrases
from assistant_studio.storage.database import Database

# A common word may fill one long conversation: beyond this many messages nobody looks further.
_MAX_MESSAGES_READ = 3000
_TITLE_CHARS = 200
# What one search takes into the index before it answers; after an import there is more to do,
# which is nobody's to wait for.
_CATCH_UP_ROWS = 800


@dataclass(frozen=True, slots=True)
class Hit:
    """A conversation in which something was found.

    Attributes:
        conversation_id: Which.
        assistant_id: Whose.
        title: Its title, with what was found in it.
        changed_at: When its last message was written.
        archived: Whether it was put away.
        message_id: The newest message that holds what is wanted; None where only the title does.
        role: Who wrote that message.
        created_at: When; of the conversation's last change where there is no message.
        excerpt: The part of that message.
        messages: How many of its messages were found while looking for this one (at least).
    """

    conversation_id: str
    assistant_id: str
    title: Excerpt
    changed_at: str
    archived: bool
    message_id: str | None
    role: Role | None
    created_at: str
    excerpt: Excerpt
    messages: int


@dataclass(slots=True)
class _Found:
    """What is known of one conversation while the index is read."""

    message_id: str | None = None
    messages: int = 0


class ConversationSearch:
    """Finds words in the titles and messages of all conversations that are not deleted.

    Attributes:
        index: The index of words; a search takes in what few texts have changed, and whoever
            wants to find all of very many calls `index.catch_up` before.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self.index = SearchIndex(database)

    def find(
        self,
        text: str,
        *,
        assistant_id: str | None = None,
        limit: int = 30,
        while_typing: bool = True,
        token: CancelToken | None = None,
    ) -> list[Hit]:
        """Conversations in whose title or in one of whose messages all words stand.

        Those whose title fits come first, then the newest messages.

        Args:
            text: Words in any order; those in quotes must stand together.
            assistant_id: With whom; None for everybody.
            limit: At most so many conversations.
            while_typing: Whether the last word may be unfinished.
            token: Stops the search.

        Raises:
            Cancelled: `token` was set.
        """
        wanted = phrases(text, while_typing=while_typing)
        if not wanted:
            return []
        self.index.catch_up(token, _CATCH_UP_ROWS)
        expression = match_expression(wanted)
        found: dict[str, _Found] = {}
        # Half of the room is kept for what only messages say.
        for row in self._titles(expression, assistant_id, (limit + 1) // 2):
            found[row["conversation_id"]] = _Found()
        self._read_messages(expression, assistant_id, found, limit, token)
        return self._hits(list(found.items())[:limit], wanted)

    def _titles(self, expression: str, assistant_id: str | None, limit: int) -> list[sqlite3.Row]:
        return self._db.query(
            f"""SELECT r.conversation_id FROM search_words w
            JOIN search_rows r ON r.number = w.rowid
            JOIN conversations c ON c.id = r.conversation_id
            WHERE search_words MATCH ?1 AND c.deleted_at IS NULL AND c.{PRESENT}
                AND c.leaf_id IS NOT NULL
                AND (?2 IS NULL OR c.assistant_id = ?2)
            ORDER BY c.changed_at DESC LIMIT ?3""",
            (f"title : ({expression})", assistant_id, limit),
        )

    def _read_messages(
        self,
        expression: str,
        assistant_id: str | None,
        found: dict[str, _Found],
        limit: int,
        token: CancelToken | None,
    ) -> None:
        """Read the index from the newest message on, until there are enough conversations."""
        rows = self._db.connection.execute(
            f"""SELECT r.conversation_id, r.message_id FROM search_words w
            JOIN search_rows r ON r.number = w.rowid
            JOIN conversations c ON c.id = r.conversation_id
            WHERE search_words MATCH ?1 AND c.deleted_at IS NULL AND c.{PRESENT}
                AND (?2 IS NULL OR c.assistant_id = ?2)
            ORDER BY w.rowid DESC LIMIT ?3""",
            (f"text : ({expression})", assistant_id, _MAX_MESSAGES_READ),
        )
        with contextlib.closing(rows):
            for row in rows:
                if token is not None:
                    token.check()
                known = found.get(row["conversation_id"])
                if known is None:
                    if len(found) >= limit:
                        return
                    known = found[row["conversation_id"]] = _Found()
                known.message_id = known.message_id or row["message_id"]
                known.messages += 1

    def _hits(self, found: Sequence[tuple[str, _Found]], wanted: Sequence[Phrase]) -> list[Hit]:
        conversations = self._by_id("conversations", (key for key, _ in found))
        messages = self._by_id("messages", (f.message_id for _, f in found if f.message_id))
        hits = []
        for key, one in found:
            conversation = conversations.get(key)
            if conversation is not None:
                message = messages.get(one.message_id or "")
                hits.append(_hit(conversation, message, one.messages, wanted))
        return hits

    def _by_id(self, table: str, ids: Iterable[str]) -> dict[str, sqlite3.Row]:
        wanted = list(ids)
        places = ",".join("?" * len(wanted))
        rows = self._db.query(f"SELECT * FROM {table} WHERE id IN ({places})", wanted)
        return {row["id"]: row for row in rows}


def _hit(
    conversation: sqlite3.Row,
    message: sqlite3.Row | None,
    messages: int,
    wanted: Sequence[Phrase],
) -> Hit:
    return Hit(
        conversation_id=conversation["id"],
        assistant_id=conversation["assistant_id"],
        title=excerpt(conversation["title"], wanted, _TITLE_CHARS),
        changed_at=conversation["changed_at"],
        archived=conversation["archived_at"] is not None,
        message_id=message["id"] if message is not None else None,
        role=Role(message["role"]) if message is not None else None,
        created_at=message["created_at"] if message is not None else conversation["changed_at"],
        excerpt=excerpt(message["text"], wanted) if message is not None else Excerpt("", ()),
        messages=messages,
    )
