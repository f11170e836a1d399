"""What is exported of a conversation, read in one look at the database."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant_studio.conversations.message import Message, MessageState, Role
from assistant_studio.conversations.transfer.attached import WholeAttachment, attachments_of
from assistant_studio.errors import NotFound
from assistant_studio.language import _
from assistant_studio.storage.database import Database


@dataclass(frozen=True, slots=True)
class WholeConversation:
    """A conversation with everything in it.

    Attributes:
        id: Where it comes from; of an imported one, where it came from first.
        title: What it is called.
        titled_by_person: Whether a person chose the title.
        assistant_id: Who it is with.
        assistant: Likewise, as a person says it.
        created_at: ISO 8601, UTC.
        changed_at: ISO 8601, UTC.
        pinned: Whether it stands before the others.
        archived: Whether it was put away.
        leaf_id: The last message of the branch that is shown.
        messages: All of them, each after the one it answers.
        attachments: What came with messages, by their ids.
        prompts: The exact prompts that answers were made from, by their ids.
    """

    id: str
    title: str
    titled_by_person: bool
    assistant_id: str
    assistant: str
    created_at: str
    changed_at: str
    pinned: bool
    archived: bool
    leaf_id: str | None
    messages: tuple[Message, ...]
    attachments: Mapping[str, tuple[WholeAttachment, ...]] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)

    def branch(self) -> list[Message]:
        """The messages of the branch that is shown, first message first."""
        known = {message.id: message for message in self.messages}
        found: list[Message] = []
        at = known.get(self.leaf_id or "")
        while at is not None and len(found) < len(known):
            found.append(at)
            at = known.get(at.parent_id or "")
        return found[::-1]


def gather(database: Database, conversation_id: str) -> WholeConversation:
    """Read one conversation whole.

    Raises:
        NotFound: There is none, or it was deleted.
    """
    row = database.query_one(
        """SELECT c.*, a.name AS assistant FROM conversations c
        JOIN assistants a ON a.id = c.assistant_id
        WHERE c.id = ? AND c.deleted_at IS NULL""",
        (conversation_id,),
    )
    if row is None:
        raise NotFound(_("This conversation is not here any more."), _("Choose another one."))
    messages = database.query(
        "SELECT * FROM messages WHERE conversation_id = ? ORDER BY rowid", (conversation_id,)
    )
    prompts = database.query(
        """SELECT p.message_id, p.prompt FROM prompts p
        JOIN messages m ON m.id = p.message_id WHERE m.conversation_id = ?""",
        (conversation_id,),
    )
    return WholeConversation(
        id=row["origin"] or row["id"],
        title=row["title"],
        titled_by_person=bool(row["titled_by_person"]),
        assistant_id=row["assistant_id"],
        assistant=row["assistant"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
        pinned=row["pinned_at"] is not None,
        archived=row["archived_at"] is not None,
        leaf_id=row["leaf_id"],
        messages=tuple(_message(message) for message in messages),
        attachments=attachments_of(database, conversation_id),
        prompts={prompt["message_id"]: prompt["prompt"] for prompt in prompts},
    )


def gather_all(database: Database, assistant_id: str) -> Iterator[WholeConversation]:
    """Read all conversations with an assistant, one after the other, the oldest first."""
    rows = database.query(
        "SELECT id FROM conversations WHERE assistant_id = ? AND leaf_id IS NOT NULL"
        " AND deleted_at IS NULL ORDER BY created_at, rowid",
        (assistant_id,),
    )
    for row in rows:
        yield gather(database, row["id"])


def _message(row: sqlite3.Row) -> Message:
    details: dict[str, Any] = json.loads(row["details"])
    return Message(
        id=row["id"],
        conversation_id=row["conversation_id"],
        parent_id=row["parent_id"],
        role=Role(row["role"]),
        text=row["text"],
        state=MessageState(row["state"]),
        details=details,
        created_at=row["created_at"],
    )
