"""Files and pasted texts that belong to one conversation, and to no assistant's knowledge."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant_studio.errors import NotFound
from assistant_studio.knowledge.document import ExtractedText, Section
from assistant_studio.knowledge.places import place_as_json, place_from_json
from assistant_studio.language import _
from assistant_studio.storage.database import Database, sql_migration, utc_now

ATTACHMENT_MIGRATIONS = (
    sql_migration(
        "2026-11-25-attachments",
        # The text of a content once, however many messages it is attached to.
        """CREATE TABLE attachment_texts (
            sha256 TEXT NOT NULL,
            name TEXT NOT NULL,
            text TEXT NOT NULL,
            sections TEXT NOT NULL,
            PRIMARY KEY (sha256, name)
        )""",
        # Without a message: attached to what is still being written.
        """CREATE TABLE attachments (
            id TEXT PRIMARY KEY,
            assistant_id TEXT NOT NULL REFERENCES assistants(id) ON DELETE CASCADE,
            conversation_id TEXT REFERENCES conversations(id) ON DELETE CASCADE,
            message_id TEXT REFERENCES messages(id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size_bytes INTEGER NOT NULL,
            chars INTEGER NOT NULL,
            pasted INTEGER NOT NULL,
            created_at TEXT NOT NULL
        )""",
        "CREATE INDEX attachments_by_message ON attachments(message_id)",
        "CREATE INDEX attachments_by_conversation ON attachments(conversation_id)",
        "CREATE INDEX attachments_by_content ON attachments(sha256)",
    ),
)


@dataclass(frozen=True, slots=True)
class AttachmentPlace:
    """What is being written: the next message of a conversation, or the first of a new one."""

    assistant_id: str
    conversation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file or pasted text.

    Attributes:
        id: Unique in this data folder.
        message_id: The message it came with; None while that is being written.
        name: As a person knows it.
        sha256: Of its content, which lies in the data folder under this name.
        size_bytes: Of its content.
        chars: How long its text is.
        pasted: Whether it was pasted as text.
    """

    id: str
    message_id: str | None
    name: str
    sha256: str
    size_bytes: int
    chars: int
    pasted: bool


class AttachmentStore:
    """What is attached to messages. What a conversation holds goes when it goes."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(
        self,
        place: AttachmentPlace,
        name: str,
        sha256: str,
        size_bytes: int,
        extracted: ExtractedText,
        *,
        pasted: bool,
    ) -> Attachment:
        """Attach a text to what is being written."""
        attachment = Attachment(
            uuid.uuid4().hex, None, name, sha256, size_bytes, len(extracted.text), pasted
        )
        with self._db.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO attachment_texts VALUES (?, ?, ?, ?)",
                (sha256, name, extracted.text, pack_sections(extracted.sections)),
            )
            self._insert(connection, attachment, place)
        return attachment

    def waiting(self, place: AttachmentPlace) -> list[Attachment]:
        """What is attached to what is being written, in order."""
        rows = self._db.query(
            """SELECT * FROM attachments WHERE message_id IS NULL AND assistant_id = ?
            AND conversation_id IS ? ORDER BY rowid""",
            (place.assistant_id, place.conversation_id),
        )
        return [_attachment(row) for row in rows]

    def of_messages(self, message_ids: Iterable[str]) -> dict[str, list[Attachment]]:
        """What came with these messages; those without anything are left out."""
        rows = self._db.query(
            """SELECT a.* FROM json_each(?) asked JOIN attachments a
                ON a.message_id = asked.value ORDER BY a.rowid""",
            (json.dumps(list(message_ids)),),
        )
        found: dict[str, list[Attachment]] = {}
        for row in rows:
            found.setdefault(row["message_id"], []).append(_attachment(row))
        return found

    def text_of(self, attachment: Attachment) -> ExtractedText:
        """Its text with its pages and headings.

        Raises:
            NotFound: It was taken away.
        """
        row = self._db.query_one(
            "SELECT text, sections FROM attachment_texts WHERE sha256 = ? AND name = ?",
            (attachment.sha256, attachment.name),
        )
        if row is None:
            raise NotFound(_("“{name}” is not attached any more.", name=attachment.name))
        return ExtractedText(row["text"], unpack_sections(row["sections"]))

    def remove(self, attachment_id: str) -> None:
        """Take something off what is being written; what was sent stays with its message."""
        with self._db.transaction() as connection:
            connection.execute(
                "DELETE FROM attachments WHERE id = ? AND message_id IS NULL", (attachment_id,)
            )

    def send(self, attachment_ids: Sequence[str], conversation_id: str, message_id: str) -> None:
        """What was attached to what was being written goes with the message now."""
        with self._db.transaction() as connection:
            connection.executemany(
                "UPDATE attachments SET conversation_id = ?, message_id = ?"
                " WHERE id = ? AND message_id IS NULL",
                [(conversation_id, message_id, found) for found in attachment_ids],
            )

    def copy(self, from_message_id: str, to_message_id: str) -> None:
        """A message in other words keeps what came with the first one."""
        with self._db.transaction() as connection:
            connection.execute(
                """INSERT INTO attachments SELECT lower(hex(randomblob(16))), assistant_id,
                    conversation_id, ?2, name, sha256, size_bytes, chars, pasted, created_at
                FROM attachments WHERE message_id = ?1 ORDER BY rowid""",
                (from_message_id, to_message_id),
            )

    def forget_unused_texts(self) -> set[str]:
        """Take away the texts that nothing is attached to; returns the contents still in use."""
        unused = "FROM attachment_texts WHERE sha256 NOT IN (SELECT sha256 FROM attachments)"
        # A look without a lock first: mostly there is nothing to do.
        if self._db.query_one(f"SELECT 1 {unused} LIMIT 1") is not None:
            with self._db.transaction() as connection:
                connection.execute(f"DELETE {unused}")
        rows = self._db.query("SELECT DISTINCT sha256 FROM attachments")
        return {row["sha256"] for row in rows}

    def _insert(
        self, connection: sqlite3.Connection, made: Attachment, place: AttachmentPlace
    ) -> None:
        connection.execute(
            "INSERT INTO attachments VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?, ?)",
            (
                *(made.id, place.assistant_id, place.conversation_id, made.name, made.sha256),
                *(made.size_bytes, made.chars, made.pasted, utc_now()),
            ),
        )


def pack_sections(sections: Sequence[Section]) -> str:
    """Where the parts of a text stand, as it is stored."""
    return json.dumps(
        [[s.start, s.end, s.page, s.headings, place_as_json(s.place)] for s in sections],
        ensure_ascii=False,
    )


def unpack_sections(stored: str) -> tuple[Section, ...]:
    """What `pack_sections` stored."""
    return tuple(
        Section(start, end, page, tuple(headings), place_from_json(place))
        for start, end, page, headings, place in json.loads(stored)
    )


def _attachment(row: sqlite3.Row) -> Attachment:
    return Attachment(
        id=row["id"],
        message_id=row["message_id"],
        name=row["name"],
        sha256=row["sha256"],
        size_bytes=row["size_bytes"],
        chars=row["chars"],
        pasted=bool(row["pasted"]),
    )
