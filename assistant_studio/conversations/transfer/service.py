"""Exports conversations to files and takes them in from files, whole or not at all."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.transfer.as_json import pieces
from assistant_studio.conversations.transfer.as_markdown import as_markdown
from assistant_studio.conversations.transfer.attached import insert_attachments, keep_contents
from assistant_studio.conversations.transfer.gathering import (
    WholeConversation,
    gather,
    gather_all,
)
from assistant_studio.conversations.transfer.incoming import ReadConversation
from assistant_studio.conversations.transfer.left_out import left_out
from assistant_studio.conversations.transfer.printing import PdfPrinter
from assistant_studio.errors import StorageError, UsageError
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import write_text, writing
from assistant_studio.storage.database import Database, utc_now

# So many at a time, so that whatever else is to be kept meanwhile need not wait for all of them.
_PORTION = 100


class ExportFormat(StrEnum):
    """What a conversation can be exported as; each is also the file's ending."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"

    @classmethod
    def of(cls, path: Path) -> ExportFormat:
        """The format that a file's ending names.

        Raises:
            UsageError: It names none.
        """
        ending = path.suffix.lower().lstrip(".")
        known = {"markdown": cls.MARKDOWN, "htm": cls.HTML, **{form.value: form for form in cls}}
        if ending not in known:
            raise UsageError(
                _("“{name}” does not say what to export as.", name=path.name),
                _("Let the file's name end in .md, .html, .pdf or .json."),
            )
        return known[ending]


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What became of a file.

    Attributes:
        added: Ids of the new conversations.
        present: How many were here already, and were left as they are.
    """

    added: tuple[str, ...]
    present: int


class ConversationTransfer:
    """Conversations out to files and in from files."""

    def __init__(self, database: Database, home: Home) -> None:
        self._db = database
        self._attachments_dir = home.attachments_dir
        self._printer = PdfPrinter(home)

    def export(
        self, conversation_id: str, path: Path, form: ExportFormat | None = None
    ) -> tuple[str, ...]:
        """Write one conversation to a file: in JSON all of it, else the branch that is shown.

        Args:
            conversation_id: Which.
            path: Where; a file that is there is replaced when the new one is whole.
            form: As what; None takes what the path's ending says.

        Returns:
            What was left out, a sentence each.

        Raises:
            NotFound: There is no such conversation.
            UsageError: The path does not say as what.
            StorageError: It cannot be written there.
        """
        form = form or ExportFormat.of(path)
        whole = gather(self._db, conversation_id)
        try:
            match form:
                case ExportFormat.MARKDOWN:
                    write_text(path, as_markdown(whole), private=False)
                case ExportFormat.HTML:
                    write_text(path, _as_html(whole), private=False)
                case ExportFormat.PDF:
                    self._printer.write(_as_html(whole), path)
                case ExportFormat.JSON:
                    write_text(path, "".join(pieces([whole])), private=False)
        except OSError as error:
            raise _unwritable(path) from error
        return () if form is ExportFormat.JSON else tuple(left_out(whole))

    def export_all(self, assistant_id: str, path: Path, token: CancelToken | None = None) -> int:
        """Write all conversations with an assistant to one JSON file.

        Returns:
            How many there are.

        Raises:
            StorageError: It cannot be written there.
            Cancelled: `token` was set; nothing was written.
        """
        count = 0
        try:
            with writing(path, private=False) as file:
                for piece in pieces(gather_all(self._db, assistant_id)):
                    if token is not None:
                        token.check()
                    file.write(piece.encode())
                    count += 1
        except OSError as error:
            raise _unwritable(path) from error
        return count - 2  # its head and its end

    def import_file(
        self, assistant_id: str, path: Path, token: CancelToken | None = None
    ) -> ImportOutcome:
        """Take in the conversations of a file as conversations with this assistant.

        One that was taken in before, or comes from here, is left as it is.

        Raises:
            UnreadableExport: Something in it is not as it should be; nothing was taken in.
            Cancelled: `token` was set; nothing was taken in.
        """
        # Here, not above: its checks would make the window start later.
        from assistant_studio.conversations.transfer.reading import read_file

        # Read to its end before the database is locked: reading is slow, and may fail.
        read = list(read_file(path, token))
        for conversation in read:
            for message in conversation.messages:
                keep_contents(self._attachments_dir, message.attachments)
        added: list[str] = []
        try:
            for first in range(0, len(read), _PORTION):
                added += self._take_in(assistant_id, read[first : first + _PORTION], token)
        except BaseException:
            self._take_back(added)
            raise
        return ImportOutcome(tuple(added), len(read) - len(added))

    def _take_in(
        self, assistant_id: str, some: Sequence[ReadConversation], token: CancelToken | None
    ) -> list[str]:
        """Take some conversations in; returns the ids of those that were not here."""
        added = []
        with self._db.transaction() as connection:
            for conversation in some:
                if token is not None:
                    token.check()
                if not _is_here(connection, conversation.origin):
                    added.append(_insert(connection, assistant_id, conversation))
        return added

    def _take_back(self, ids: Sequence[str]) -> None:
        for first in range(0, len(ids), _PORTION):
            with self._db.transaction() as connection:
                connection.executemany(
                    "DELETE FROM conversations WHERE id = ?",
                    [(each,) for each in ids[first : first + _PORTION]],
                )

    def close(self) -> None:
        """End the process that prints, if there is one."""
        self._printer.close()


def _is_here(connection: sqlite3.Connection, origin: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM conversations WHERE (id = ?1 OR origin = ?1) AND deleted_at IS NULL",
        (origin,),
    ).fetchone()
    return row is not None


def _insert(
    connection: sqlite3.Connection, assistant_id: str, conversation: ReadConversation
) -> str:
    # Ids of our own: a file's might be anybody's.
    ids = {message.id: uuid.uuid4().hex for message in conversation.messages}
    conversation_id = uuid.uuid4().hex
    now = utc_now()
    connection.execute(
        "INSERT INTO conversations (id, assistant_id, title, titled_by_person, leaf_id, created_at,"
        " changed_at, pinned_at, archived_at, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            conversation_id,
            assistant_id,
            conversation.title,
            conversation.titled_by_person,
            ids[conversation.leaf_id],
            conversation.created_at,
            conversation.changed_at,
            now if conversation.pinned else None,
            now if conversation.archived else None,
            conversation.origin,
        ),
    )
    connection.executemany(
        "INSERT INTO messages (id, conversation_id, parent_id, role, text, state, details,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                ids[message.id],
                conversation_id,
                ids[message.parent_id] if message.parent_id is not None else None,
                message.role,
                message.text,
                message.state,
                json.dumps(message.details, ensure_ascii=False),
                message.created_at,
            )
            for message in conversation.messages
        ),
    )
    for message in conversation.messages:
        if message.prompt is not None:
            connection.execute(
                "INSERT INTO prompts VALUES (?, ?)", (ids[message.id], message.prompt)
            )
        insert_attachments(
            *(connection, assistant_id, conversation_id, ids[message.id]),
            message.attachments,
            message.created_at,
        )
    return conversation_id


def _as_html(whole: WholeConversation) -> str:
    # Here, not above: its Markdown parser would make the window start later.
    from assistant_studio.conversations.transfer.as_html import as_html

    return as_html(whole)


def _unwritable(path: Path) -> StorageError:
    return StorageError(
        _("“{name}” cannot be written to {folder}.", name=path.name, folder=path.parent),
        _("Check that you may write there and that its disk has room, or choose another folder."),
    )
