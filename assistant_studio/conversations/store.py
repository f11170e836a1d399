"""Where conversations are kept: messages as a tree, each on disk before it is acknowledged."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assistant_studio.conversations.attachments import ATTACHMENT_MIGRATIONS, AttachmentStore
from assistant_studio.conversations.branches import BRANCH_MIGRATIONS, Branches
from assistant_studio.conversations.listing import LISTING_MIGRATIONS, PRESENT
from assistant_studio.conversations.message import Conversation, Message, MessageState, Role
from assistant_studio.conversations.part_notes import PART_NOTES_MIGRATIONS, PartNotes
from assistant_studio.conversations.search_index import SEARCH_MIGRATIONS
from assistant_studio.conversations.titles import retitle, title_of
from assistant_studio.conversations.unsent import UNSENT_MIGRATIONS, UnsentTexts
from assistant_studio.errors import NotFound, UsageError
from assistant_studio.language import _
from assistant_studio.storage.database import Database, sql_migration, utc_now

MAX_MESSAGE_CHARS = 200_000

CONVERSATION_MIGRATIONS = (
    sql_migration(
        "2026-11-23-conversations",
        """CREATE TABLE conversations (
            id TEXT PRIMARY KEY,
            assistant_id TEXT NOT NULL REFERENCES assistants(id) ON DELETE CASCADE,
            title TEXT NOT NULL DEFAULT '',
            leaf_id TEXT,
            created_at TEXT NOT NULL,
            changed_at TEXT NOT NULL
        )""",
        "CREATE INDEX conversations_by_change ON conversations(changed_at)",
        "CREATE INDEX conversations_by_assistant ON conversations(assistant_id, changed_at)",
        """CREATE TABLE messages (
            id TEXT PRIMARY KEY,
            conversation_id TEXT NOT NULL REFERENCES conversations(id) ON DELETE CASCADE,
            parent_id TEXT REFERENCES messages(id) ON DELETE CASCADE,
            role TEXT NOT NULL,
            text TEXT NOT NULL,
            state TEXT NOT NULL,
            details TEXT NOT NULL DEFAULT '{}',
            created_at TEXT NOT NULL
        )""",
        "CREATE INDEX messages_by_conversation ON messages(conversation_id)",
        "CREATE INDEX messages_by_parent ON messages(parent_id)",
        """CREATE TABLE prompts (
            message_id TEXT PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE,
            prompt TEXT NOT NULL
        )""",
    ),
    *BRANCH_MIGRATIONS,
    *ATTACHMENT_MIGRATIONS,
    *UNSENT_MIGRATIONS,
    *LISTING_MIGRATIONS,
    *SEARCH_MIGRATIONS,
    *PART_NOTES_MIGRATIONS,
)


class ConversationStore:
    """The conversations of a data folder.

    Attributes:
        branches: Steps between their branches.
        attachments: What is attached to their messages.
        unsent: What was typed and not sent.
        part_notes: What was noted of parts of long documents.
    """

    def __init__(self, database: Database) -> None:
        self._db = database
        self.branches = Branches(database)
        self.attachments = AttachmentStore(database)
        self.unsent = UnsentTexts(database)
        self.part_notes = PartNotes(database)

    def create(self, assistant_id: str) -> Conversation:
        """Begin an empty conversation."""
        now = utc_now()
        conversation_id = uuid.uuid4().hex
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT INTO conversations (id, assistant_id, created_at, changed_at)"
                " VALUES (?, ?, ?, ?)",
                (conversation_id, assistant_id, now, now),
            )
        return Conversation(conversation_id, assistant_id, "", None, now, now)

    def get(self, conversation_id: str) -> Conversation:
        """One conversation by its id.

        Raises:
            NotFound: There is none, or it was deleted.
        """
        row = self._db.query_one(
            "SELECT * FROM conversations WHERE id = ? AND deleted_at IS NULL", (conversation_id,)
        )
        if row is None:
            raise NotFound(_("This conversation is not here any more."), _("Begin a new one."))
        return _conversation(row)

    def list(self, assistant_id: str | None = None, limit: int = 200) -> list[Conversation]:
        """Conversations that hold messages, the latest changed first.

        Those with a deleted assistant are left out until it is brought back.
        """
        rows = self._db.query(
            f"""SELECT * FROM conversations
            WHERE leaf_id IS NOT NULL AND deleted_at IS NULL AND (?1 IS NULL OR assistant_id = ?1)
            AND {PRESENT}
            ORDER BY changed_at DESC, rowid DESC LIMIT ?2""",
            (assistant_id, limit),
        )
        return [_conversation(row) for row in rows]

    def last_used(self) -> dict[str, str]:
        """When each assistant was last talked to, ISO 8601 in UTC, by its id."""
        rows = self._db.query(
            "SELECT assistant_id, max(changed_at) AS at FROM conversations GROUP BY assistant_id"
        )
        return {row["assistant_id"]: row["at"] for row in rows}

    def delete(self, conversation_id: str) -> None:
        """Take a conversation away with all its messages, for good."""
        with self._db.transaction() as connection:
            connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))

    def messages(self, conversation_id: str) -> tuple[Message, ...]:
        """The branch that is shown, first message first."""
        rows = self._db.query(
            """WITH RECURSIVE branch(id, depth) AS (
                SELECT leaf_id, 0 FROM conversations WHERE id = ?
                UNION ALL
                SELECT m.parent_id, b.depth + 1 FROM branch b JOIN messages m ON m.id = b.id
            )
            SELECT m.* FROM branch b JOIN messages m ON m.id = b.id ORDER BY b.depth DESC""",
            (conversation_id,),
        )
        return tuple(_message(row) for row in rows)

    def latest_messages(
        self, conversation_id: str, limit: int, before: str | None = None
    ) -> tuple[Message, ...]:
        """The end of the branch that is shown, first message first.

        Args:
            conversation_id: Where.
            limit: At most so many; the time this takes depends on it alone.
            before: The id of a message; the end of what stands before it is given instead.
        """
        rows = self._db.query(
            """WITH RECURSIVE branch(id, depth) AS (
                SELECT CASE WHEN ?2 IS NULL THEN leaf_id
                    ELSE (SELECT parent_id FROM messages WHERE id = ?2) END, 1
                FROM conversations WHERE id = ?1
                UNION ALL
                SELECT m.parent_id, b.depth + 1 FROM branch b JOIN messages m ON m.id = b.id
                WHERE b.depth < ?3
            )
            SELECT m.* FROM branch b JOIN messages m ON m.id = b.id ORDER BY b.depth DESC""",
            (conversation_id, before, limit),
        )
        return tuple(_message(row) for row in rows)

    def distance_to_end(self, conversation_id: str, message_id: str) -> int | None:
        """How many messages follow one on the branch that is shown; None where it is not on it."""
        row = self._db.query_one(
            """WITH RECURSIVE branch(id, depth) AS (
                SELECT leaf_id, 0 FROM conversations WHERE id = ?1
                UNION ALL
                SELECT m.parent_id, b.depth + 1 FROM branch b JOIN messages m ON m.id = b.id
                WHERE b.id IS NOT ?2
            )
            SELECT depth FROM branch WHERE id = ?2""",
            (conversation_id, message_id),
        )
        return None if row is None else int(row["depth"])

    def message(self, message_id: str) -> Message:
        """One message by its id.

        Raises:
            NotFound: There is none.
        """
        row = self._db.query_one("SELECT * FROM messages WHERE id = ?", (message_id,))
        if row is None:
            raise NotFound(_("This message is not here any more."))
        return _message(row)

    def prompt(self, message_id: str) -> str | None:
        """The exact prompt an answer was made from ("What the model saw")."""
        row = self._db.query_one("SELECT prompt FROM prompts WHERE message_id = ?", (message_id,))
        return None if row is None else str(row["prompt"])

    def add_user_message(
        self,
        conversation_id: str,
        text: str,
        beside: str | None = None,
        attachments: Sequence[str] = (),
    ) -> Message:
        """Save what the person said, after the last message of the branch.

        Args:
            conversation_id: Where.
            text: The person's words.
            beside: The id of an earlier message that they say in other words: a branch of its own
                begins where that one stands, and becomes the one that is shown. What came with
                that message comes with this one too.
            attachments: Ids of what was attached while it was written.

        Raises:
            UsageError: There is nothing in it, or far too much.
            NotFound: There is no message `beside` which it could stand.
        """
        if not text.strip():
            raise UsageError(_("The message is empty."), _("Type a question first."))
        if len(text) > MAX_MESSAGE_CHARS:
            raise UsageError(
                _(
                    "The message is {value:,} characters long; {max_message_chars:,} is the most "
                    "there can be.",
                    value=len(text),
                    max_message_chars=MAX_MESSAGE_CHARS,
                ),
                _("Add the text as a knowledge file instead."),
            )
        with self._db.transaction() as connection:
            conversation = self.get(conversation_id)
            if beside is not None:
                conversation = replace(conversation, leaf_id=self.message(beside).parent_id)
            message = self._append(conversation, Role.USER, text, MessageState.COMPLETE)
            if beside is not None:
                self.attachments.copy(beside, message.id)
            self.attachments.send(attachments, conversation_id, message.id)
            if not conversation.title:
                connection.execute(
                    "UPDATE conversations SET title = ? WHERE id = ?",
                    (title_of(text), conversation_id),
                )
        return message

    def begin_answer(self, conversation_id: str, question_id: str) -> Message:
        """Make the place for an answer to one question; it becomes the branch that is shown."""
        with self._db.transaction():
            conversation = replace(self.get(conversation_id), leaf_id=question_id)
            return self._append(conversation, Role.ASSISTANT, "", MessageState.STREAMING)

    def reopen_answer(self, message_id: str) -> None:
        """An answer is written on; until that is finished it stands as it is."""
        with self._db.transaction() as connection:
            connection.execute(
                "UPDATE messages SET state = ? WHERE id = ?", (MessageState.STREAMING, message_id)
            )

    def finish_answer(
        self,
        message_id: str,
        text: str,
        state: MessageState,
        details: dict[str, Any],
        prompt: str | None,
    ) -> None:
        """Save an answer with its sources and the exact prompt, all in one."""
        with self._db.transaction() as connection:
            connection.execute(
                "UPDATE messages SET text = ?, state = ?, details = ? WHERE id = ?",
                (text, state, json.dumps(details, ensure_ascii=False), message_id),
            )
            retitle(connection, message_id, text, details)
            if prompt is not None:
                connection.execute(
                    "INSERT OR REPLACE INTO prompts VALUES (?, ?)", (message_id, prompt)
                )

    def _append(
        self, conversation: Conversation, role: Role, text: str, state: MessageState
    ) -> Message:
        message = Message(
            id=uuid.uuid4().hex,
            conversation_id=conversation.id,
            parent_id=conversation.leaf_id,
            role=role,
            text=text,
            state=state,
            details={},
            created_at=utc_now(),
        )
        connection = self._db.connection
        connection.execute(
            "INSERT INTO messages (id, conversation_id, parent_id, role, text, state, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                message.id,
                message.conversation_id,
                message.parent_id,
                role,
                text,
                state,
                message.created_at,
            ),
        )
        connection.execute(
            "UPDATE conversations SET leaf_id = ?, changed_at = ? WHERE id = ?",
            (message.id, message.created_at, conversation.id),
        )
        self.branches.remember(message.id)
        return message


def _conversation(row: sqlite3.Row) -> Conversation:
    return Conversation(
        id=row["id"],
        assistant_id=row["assistant_id"],
        title=row["title"],
        leaf_id=row["leaf_id"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
    )


def _message(row: sqlite3.Row) -> Message:
    return Message(
        id=row["id"],
        conversation_id=row["conversation_id"],
        parent_id=row["parent_id"],
        role=Role(row["role"]),
        text=row["text"],
        state=MessageState(row["state"]),
        details=json.loads(row["details"]),
        created_at=row["created_at"],
    )
