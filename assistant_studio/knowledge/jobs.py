"""The work of indexing as knowledge.db sees it: what is to be done next, and each step done."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from assistant_studio.errors import StudioError
from assistant_studio.knowledge.document import Chunk, DocumentState, ExtractedText
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.vectors import StoredVectors
from assistant_studio.storage.database import utc_now

UNFINISHED = (DocumentState.WAITING, DocumentState.READING, DocumentState.EMBEDDING)


@dataclass(frozen=True, slots=True)
class Job:
    """A document that is not ready yet.

    Attributes:
        id: The document's.
        sha256: Of its file.
        size_bytes: Of its file.
        to_read: Whether it still has to be read; otherwise it is to be embedded.
        content_id: What is to be embedded; None while it is to be read.
        chunks: How many chunks that has.
        read_again: Whether a text that was read before is not good enough.
        embedder: The id of the embedder chosen for it; empty for the one that comes with the app.
        reference: Where its file lies in a watched folder; None for one that was copied.
    """

    id: str
    name: str
    sha256: str
    size_bytes: int
    to_read: bool
    content_id: int | None
    chunks: int
    read_again: bool
    embedder: str = ""
    reference: bytes | None = None


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much is left to do.

    Attributes:
        documents: Those that are not ready and have not failed.
        chunks: Of the documents among them that have been read.
        bytes_to_read: The files of the others.
    """

    documents: int
    chunks: int
    bytes_to_read: int


class Jobs:
    """The queue of documents that are not ready. Each step is one transaction.

    A step for a document that was removed meanwhile does nothing.
    """

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store
        self._database = store.database

    def next(self) -> Job | None:
        """What is to be done now: first all reading, which makes words searchable, then embedding.

        Asked between two steps, so it must not take longer when thousands of documents wait.
        """
        rows = [
            row
            for state in UNFINISHED
            for row in self._database.query(
                "SELECT documents.*, chunk_count, embedder FROM documents"
                " JOIN bases ON bases.id = base_id LEFT JOIN contents"
                " ON contents.id = coalesce(next_content_id, content_id)"
                " WHERE state = ? AND NOT held ORDER BY seq LIMIT 1",
                (state,),
            )
        ]
        if not rows:
            return None
        return _job(min(rows, key=lambda r: (r["state"] == DocumentState.EMBEDDING, r["seq"])))

    def backlog(self) -> Backlog:
        """All that is left to do."""
        row = self._database.query_one(
            "SELECT count(*) AS documents,"
            " total(CASE WHEN state = ? THEN chunk_count END) AS chunks,"
            " total(CASE WHEN state <> ? THEN size_bytes END) AS bytes_to_read"
            " FROM documents LEFT JOIN contents"
            " ON contents.id = coalesce(next_content_id, content_id)"
            " WHERE state IN (?, ?, ?) AND NOT held",
            (DocumentState.EMBEDDING, DocumentState.EMBEDDING, *UNFINISHED),
        )
        assert row is not None
        return Backlog(row["documents"], int(row["chunks"]), int(row["bytes_to_read"]))

    def unfinished_ids(self) -> list[str]:
        """The documents that are not ready and have not failed."""
        rows = self._database.query(
            "SELECT id FROM documents WHERE state IN (?, ?, ?) AND NOT held ORDER BY seq",
            UNFINISHED,
        )
        return [row["id"] for row in rows]

    def unfinished_of(self, assistant_id: str) -> int:
        """How many documents of an assistant are not ready and have not failed."""
        row = self._database.query_one(
            "SELECT count(*) AS n FROM documents JOIN bases ON bases.id = base_id"
            " WHERE assistant_id = ? AND state IN (?, ?, ?) AND NOT held",
            (assistant_id, *UNFINISHED),
        )
        return int(row["n"]) if row is not None else 0

    def start_reading(self, job: Job) -> None:
        """Note that a document is being read."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE documents SET state = ?, error = NULL WHERE id = ?",
                (DocumentState.READING, job.id),
            )

    def put_back(self, job: Job) -> None:
        """Note that a document still waits to be read."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE documents SET state = ? WHERE id = ? AND state = ?",
                (DocumentState.WAITING, job.id, DocumentState.READING),
            )

    def finish_reading(
        self, job: Job, reader_version: str, read: tuple[ExtractedText, Sequence[Chunk]] | None
    ) -> None:
        """Keep what was read (None: the same content was read before); words can be found now.

        A document that is to take another's place, or its own older text's, stays out of sight
        until its vectors are there too.
        """
        contents = self._store.contents
        with self._database.transaction() as connection:
            row = _row(connection, job.id)
            if row is None or row["state"] == DocumentState.EMBEDDING:
                return
            if read is None:
                content_id = contents.find(job.sha256, reader_version)
            else:
                content_id = contents.save(job.sha256, reader_version, *read)
            column = "next_content_id" if _takes_a_place(connection, row) else "content_id"
            connection.execute(
                f"UPDATE documents SET {column} = ?, state = ?, read_again = 0 WHERE id = ?",
                (content_id, DocumentState.EMBEDDING, job.id),
            )
            if column == "content_id" and content_id is not None:
                self._store.words(row["base_id"]).add(content_id, row["name"])
                self._store.touch(row["base_id"])

    def finish(self, job: Job, vectors: StoredVectors) -> None:
        """All vectors are there: a search by meaning sees the document from now on."""
        with self._database.transaction() as connection:
            row = _row(connection, job.id)
            if row is None or row["state"] != DocumentState.EMBEDDING:
                return
            self._show_next(connection, row)
            replaced = connection.execute(
                "SELECT id, sha256 FROM documents WHERE base_id = ? AND name = ? AND seq < ?",
                (row["base_id"], row["name"], row["seq"]),
            ).fetchall()
            connection.execute(
                "UPDATE documents SET state = ?, embedder_id = ?, indexed_at = ?, error = NULL"
                " WHERE id = ?",
                (DocumentState.READY, vectors.embedder_id, utc_now(), job.id),
            )
            vectors.drop_others(row["next_content_id"] or row["content_id"])
            # Tidying looks at every content there is, so only where something was left behind.
            if replaced or row["next_content_id"] is not None:
                self._store.forget([old["id"] for old in replaced])
            self._store.touch(row["base_id"])
        for old in replaced:
            self._store.drop_file(old["sha256"])

    def fail(self, job: Job, error: StudioError) -> None:
        """A document could not be read; what a search saw of it before stays."""
        with self._database.transaction() as connection:
            row = _row(connection, job.id)
            connection.execute(
                "UPDATE documents SET state = ?, error = ?, next_content_id = NULL,"
                " read_again = 0 WHERE id = ?",
                (DocumentState.FAILED, json.dumps(error.record()), job.id),
            )
            if row is not None and row["next_content_id"] is not None:
                self._store.contents.drop_unused()

    def take_up(self, embedder: str) -> None:
        """After a start or another choice: have embedded again what another embedder has embedded.

        Args:
            embedder: The id of the one that comes with the app, for those that chose none.
        """
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE documents SET state = ? WHERE state = ?"
                " AND embedder_id IS NOT (SELECT embedders.id FROM embedders JOIN bases"
                " ON embedders.name = coalesce(nullif(bases.embedder, ''), ?)"
                " WHERE bases.id = base_id)",
                (DocumentState.EMBEDDING, DocumentState.READY, embedder),
            )

    def _show_next(self, connection: sqlite3.Connection, row: sqlite3.Row) -> None:
        if row["next_content_id"] is None:
            return
        words = self._store.words(row["base_id"])
        if row["content_id"] is not None:
            words.remove(row["content_id"], row["name"])
        words.add(row["next_content_id"], row["name"])
        connection.execute(
            "UPDATE documents SET content_id = next_content_id, next_content_id = NULL"
            " WHERE id = ?",
            (row["id"],),
        )


def _takes_a_place(connection: sqlite3.Connection, row: sqlite3.Row) -> bool:
    if row["content_id"] is not None:
        return True
    older = connection.execute(
        "SELECT 1 FROM documents WHERE base_id = ? AND name = ? AND seq < ?"
        " AND content_id IS NOT NULL",
        (row["base_id"], row["name"], row["seq"]),
    ).fetchone()
    return older is not None


def _row(connection: sqlite3.Connection, document_id: str) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM documents WHERE id = ?", (document_id,)
    ).fetchone()
    return row


def _job(row: sqlite3.Row) -> Job:
    to_read = row["state"] != DocumentState.EMBEDDING
    return Job(
        id=row["id"],
        name=row["name"],
        sha256=row["sha256"],
        size_bytes=row["size_bytes"],
        to_read=to_read,
        content_id=None if to_read else row["next_content_id"] or row["content_id"],
        chunks=0 if to_read else row["chunk_count"] or 0,
        read_again=bool(row["read_again"]),
        embedder=row["embedder"],
        reference=row["reference"],
    )
