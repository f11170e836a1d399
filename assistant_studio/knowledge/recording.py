"""Recording files as documents: what is new, what was there already, and what makes room."""

from __future__ import annotations

import sqlite3
import uuid
from dataclasses import dataclass

from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.knowledge.store import DOCUMENT_ROWS, KnowledgeStore, document_of
from assistant_studio.paths import Home
from assistant_studio.storage.database import utc_now


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file whose copy lies in the data folder under its hash, or that is only referred to.

    Attributes:
        reference: Where the file of a watched folder lies; None for one that was copied.
    """

    name: str
    sha256: str
    size_bytes: int
    source_path: str
    reference: bytes | None = None


class CopyGone(Exception):  # noqa: N818 - not for people: the file is copied again
    """The copy was tidied away before its document was recorded."""


class Recorder:
    """Takes files into knowledge.db, each in one transaction."""

    def __init__(self, home: Home, store: KnowledgeStore) -> None:
        self._files_dir = home.files_dir
        self._store = store

    def record(self, assistant_id: str, file: NewFile) -> tuple[Document, bool]:
        """Take a file in; once this returns it is durable.

        Returns:
            The document, and whether it is new or tried again (False: it was there already).

        Raises:
            CopyGone: The file's copy is not in the data folder.
        """
        with self._store.database.transaction() as connection:
            copied = file.reference is None
            if copied and not (self._files_dir / file.sha256).is_file():
                raise CopyGone(file.sha256)
            base_id = self._store.ensure_base(assistant_id)
            existing = self._known(base_id, file.sha256)
            # One of the same name that a search does not see makes room at once: an older one that
            # never came to anything, or a newer one where its predecessor is added again. One
            # that a search sees stays until its successor is ready.
            name, kept_id = (existing.name, existing.id) if existing else (file.name, "")
            made_room = connection.execute(
                "DELETE FROM documents WHERE base_id = ? AND name = ? AND content_id IS NULL"
                " AND id <> ?",
                (base_id, name, kept_id),
            )
            if made_room.rowcount:
                self._store.contents.drop_unused()
            if existing is None:
                return self._insert(connection, base_id, file), True
            if copied:
                # Whoever adds a file by hand keeps it, unless its own folder is watched.
                connection.execute(
                    "UPDATE documents SET text_only = 0 WHERE id = ?", (existing.id,)
                )
                connection.execute(
                    "UPDATE documents SET reference = NULL, held = 0"
                    " WHERE id = ? AND source_path <> ?",
                    (existing.id, file.source_path),
                )
            if existing.state is not DocumentState.FAILED:
                return existing, False
            connection.execute(
                "UPDATE documents SET state = ?, error = NULL WHERE id = ?",
                (DocumentState.WAITING, existing.id),
            )
            return self._store.document(existing.id), True

    def _known(self, base_id: int, sha256: str) -> Document | None:
        row = self._store.database.query_one(
            f"{DOCUMENT_ROWS} WHERE base_id = ? AND documents.sha256 = ?", (base_id, sha256)
        )
        return document_of(row) if row is not None else None

    def _insert(self, connection: sqlite3.Connection, base_id: int, file: NewFile) -> Document:
        document_id = uuid.uuid4().hex
        connection.execute(
            "INSERT INTO documents (id, base_id, name, sha256, size_bytes, source_path, state,"
            " added_at, reference) VALUES (?,?,?,?,?,?,?,?,?)",
            (
                document_id,
                base_id,
                file.name,
                file.sha256,
                file.size_bytes,
                file.source_path,
                DocumentState.WAITING,
                utc_now(),
                file.reference,
            ),
        )
        return self._store.document(document_id)
