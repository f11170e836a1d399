"""What came with messages, on its way out to a file and in again: names, texts and their places."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant_studio.conversations.attachments import pack_sections, unpack_sections
from assistant_studio.knowledge.document import Section
from assistant_studio.storage import atomic
from assistant_studio.storage.database import Database


@dataclass(frozen=True, slots=True)
class WholeAttachment:
    """Something that came with a message, with its text; the original file stays where it is.

    Attributes:
        name: As a person knows it.
        pasted: Whether it was pasted as text.
        size_bytes: Of the original.
        text: All that was read of it.
        sections: Where each part of the text stands.
    """

    name: str
    pasted: bool
    size_bytes: int
    text: str
    sections: tuple[Section, ...]

    def as_data(self) -> dict[str, Any]:
        """As plain data, for JSON."""
        return {
            "name": self.name,
            "pasted": self.pasted,
            "size_bytes": self.size_bytes,
            "text": self.text,
            "sections": json.loads(pack_sections(self.sections)),
        }


def attachments_of(
    database: Database, conversation_id: str
) -> dict[str, tuple[WholeAttachment, ...]]:
    """What came with the messages of a conversation, by message."""
    rows = database.query(
        """SELECT a.message_id, a.name, a.pasted, a.size_bytes, t.text, t.sections
        FROM attachments a JOIN attachment_texts t ON t.sha256 = a.sha256 AND t.name = a.name
        WHERE a.conversation_id = ? AND a.message_id IS NOT NULL ORDER BY a.rowid""",
        (conversation_id,),
    )
    found: dict[str, tuple[WholeAttachment, ...]] = {}
    for row in rows:
        made = WholeAttachment(
            row["name"],
            bool(row["pasted"]),
            row["size_bytes"],
            row["text"],
            unpack_sections(row["sections"]),
        )
        found[row["message_id"]] = (*found.get(row["message_id"], ()), made)
    return found


def keep_contents(folder: Path, attachments: Sequence[WholeAttachment]) -> None:
    """Put the texts where contents lie, before anything refers to them.

    Raises:
        DiskFull: There was no room.
    """
    for attachment in attachments:
        content = attachment.text.encode()
        path = folder / hashlib.sha256(content).hexdigest()
        if not path.exists():
            atomic.write_bytes(path, content)


def insert_attachments(
    connection: sqlite3.Connection,
    assistant_id: str,
    conversation_id: str,
    message_id: str,
    attachments: Sequence[WholeAttachment],
    created_at: str,
) -> None:
    """Attach what came in with a message; its contents are kept already."""
    for attachment in attachments:
        # By the text's own hash: a file could claim any other, and so change somebody's text.
        sha256 = hashlib.sha256(attachment.text.encode()).hexdigest()
        connection.execute(
            "INSERT OR IGNORE INTO attachment_texts VALUES (?, ?, ?, ?)",
            (sha256, attachment.name, attachment.text, pack_sections(attachment.sections)),
        )
        connection.execute(
            "INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(uuid.uuid4().hex, assistant_id, conversation_id, message_id, attachment.name),
                *(sha256, attachment.size_bytes, len(attachment.text), attachment.pasted),
                created_at,
            ),
        )
