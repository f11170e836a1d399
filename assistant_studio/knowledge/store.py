"""The documents of every assistant in knowledge.db: what is there, and how it comes and goes."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time
from dataclasses import dataclass

from assistant_studio.errors import NotFound
from assistant_studio.knowledge.contents import Contents
from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.knowledge.flags import flags_from_plain
from assistant_studio.knowledge.schema import KnowledgeDatabase, next_generation
from assistant_studio.knowledge.word_index import WordIndex
from assistant_studio.language import _, texts_from_plain
from assistant_studio.paths import Home

DOCUMENT_ROWS = (
    "SELECT documents.*, assistant_id, chunk_count, page_count, pages_without_text, notes, flags,"
    " language, languages FROM documents JOIN bases ON bases.id = base_id"
    " LEFT JOIN embedders ON embedders.id = embedder_id"
    " LEFT JOIN contents ON contents.id = coalesce(next_content_id, content_id)"
)
# A copy that is being written lies in a folder of its own; one this old was abandoned.
_UNFINISHED_COPY_S = 3600.0


@dataclass(frozen=True, slots=True)
class Base:
    """One assistant's knowledge.

    Attributes:
        id: Never used again after the base is gone.
        generation: Another one after each change to what a search sees.
        embedder: The id of the embedder chosen for it; empty for the one that comes with the app.
    """

    id: int
    generation: str
    embedder: str = ""


class KnowledgeStore:
    """Bases and documents. Each writing method is one transaction.

    Attributes:
        database: knowledge.db.
        contents: What was read from the files.
    """

    def __init__(self, home: Home) -> None:
        self.database = KnowledgeDatabase(home)
        self.contents = Contents(self.database)
        self._files_dir = home.files_dir

    def base(self, assistant_id: str) -> Base | None:
        """An assistant's base, or None if it never had a document."""
        row = self.database.query_one(
            "SELECT id, generation, embedder FROM bases WHERE assistant_id = ?", (assistant_id,)
        )
        return Base(row["id"], row["generation"], row["embedder"]) if row is not None else None

    def ensure_base(self, assistant_id: str) -> int:
        """The id of an assistant's base, made if there is none; joins the caller's transaction."""
        with self.database.transaction() as connection:
            base = self.base(assistant_id)
            if base is not None:
                return base.id
            base_id = connection.execute(
                "INSERT INTO bases (assistant_id, generation) VALUES (?, ?)",
                (assistant_id, next_generation("0")),
            ).lastrowid
            assert base_id is not None
            self.words(base_id).create()
            return base_id

    def bases(self) -> list[Base]:
        """All bases."""
        rows = self.database.query("SELECT id, generation, embedder FROM bases ORDER BY id")
        return [Base(row["id"], row["generation"], row["embedder"]) for row in rows]

    def choose_embedder(self, assistant_id: str, embedder: str) -> bool:
        """Have an assistant's documents searched by an embedder; False when they are already.

        Args:
            assistant_id: Whose documents; nothing happens while there are none.
            embedder: Its id; empty for the one that comes with the app.
        """
        base = self.base(assistant_id)
        if base is None or base.embedder == embedder:
            return False
        with self.database.transaction() as connection:
            connection.execute("UPDATE bases SET embedder = ? WHERE id = ?", (embedder, base.id))
            self.touch(base.id)
        return True

    def forget_embedder(self, embedder: str) -> None:
        """Go back to the app's own embedder wherever this one was chosen; it is gone."""
        with self.database.transaction() as connection:
            connection.execute("UPDATE bases SET embedder = '' WHERE embedder = ?", (embedder,))

    def words(self, base_id: int) -> WordIndex:
        """The index of words of a base."""
        return WordIndex(self.database, base_id)

    def documents(self, assistant_id: str) -> list[Document]:
        """An assistant's documents in the order they were added."""
        rows = self.database.query(
            f"{DOCUMENT_ROWS} WHERE assistant_id = ? ORDER BY seq", (assistant_id,)
        )
        return [document_of(row) for row in rows]

    def document(self, document_id: str) -> Document:
        """One document.

        Raises:
            NotFound: It is not there.
        """
        row = self.database.query_one(f"{DOCUMENT_ROWS} WHERE documents.id = ?", (document_id,))
        if row is None:
            raise NotFound(
                _("This document is not there any more."),
                _("Look at the assistant's list of documents."),
            )
        return document_of(row)

    def has_unfinished(self) -> bool:
        """Whether any document waits to be read or embedded."""
        row = self.database.query_one(
            "SELECT 1 FROM documents WHERE state IN (?, ?, ?) AND NOT held LIMIT 1",
            (DocumentState.WAITING, DocumentState.READING, DocumentState.EMBEDDING),
        )
        return row is not None

    def content_of(self, document_id: str) -> int | None:
        """The content that a search sees of a document, or None."""
        row = self.database.query_one(
            "SELECT content_id FROM documents WHERE id = ?", (document_id,)
        )
        return row["content_id"] if row is not None else None

    def searchable(self, base_id: int) -> dict[int, tuple[str, str]]:
        """Id and name of each document that a search sees, by its content."""
        rows = self.database.query(
            "SELECT content_id, id, name FROM documents"
            " WHERE base_id = ? AND content_id IS NOT NULL",
            (base_id,),
        )
        return {row["content_id"]: (row["id"], row["name"]) for row in rows}

    def chunk_count(self, base_id: int) -> int:
        """How many chunks of a base a search sees."""
        row = self.database.query_one(
            "SELECT total(chunk_count) AS n FROM documents"
            " JOIN contents ON contents.id = content_id WHERE base_id = ?",
            (base_id,),
        )
        return int(row["n"]) if row is not None else 0

    def remove(self, document_id: str) -> None:
        """Take a document out of everything.

        Raises:
            NotFound: It is not there.
        """
        with self.database.transaction():
            document = self.document(document_id)
            self.forget([document_id])
        self.drop_file(document.sha256)

    def remove_assistant(self, assistant_id: str) -> None:
        """Take all of an assistant's knowledge away."""
        with self.database.transaction() as connection:
            base = self.base(assistant_id)
            if base is None:
                return
            hashes = [document.sha256 for document in self.documents(assistant_id)]
            self.words(base.id).drop()
            connection.execute("DELETE FROM bases WHERE id = ?", (base.id,))
            self.contents.drop_unused()
        for sha256 in hashes:
            self.drop_file(sha256)

    def read_again(self, assistant_id: str) -> None:
        """Have all of an assistant's documents read and indexed once more.

        Until that is done a search sees them as they were.
        """
        with self.database.transaction() as connection:
            connection.execute(
                "UPDATE documents SET state = ?, read_again = 1, error = NULL,"
                " next_content_id = NULL"
                " WHERE base_id = (SELECT id FROM bases WHERE assistant_id = ?)"
                # There is nothing to read it from.
                " AND NOT (text_only AND content_id IS NOT NULL)",
                (DocumentState.WAITING, assistant_id),
            )
            self.contents.drop_unused()

    def read_document_again(self, document_id: str) -> None:
        """Have one document read and indexed once more; a search sees it as it was meanwhile."""
        with self.database.transaction() as connection:
            connection.execute(
                "UPDATE documents SET state = ?, read_again = 1, error = NULL,"
                " next_content_id = NULL WHERE id = ?"
                " AND NOT (text_only AND content_id IS NOT NULL)",
                (DocumentState.WAITING, document_id),
            )
            self.contents.drop_unused()

    def rebuild_words(self, assistant_id: str) -> None:
        """Make an assistant's index of words again from the texts."""
        with self.database.transaction():
            base = self.base(assistant_id)
            if base is None:
                return
            words = self.words(base.id)
            words.drop()
            words.create()
            for content_id, (_content, name) in self.searchable(base.id).items():
                words.add(content_id, name)

    def forget(self, document_ids: list[str]) -> None:
        """Delete documents and what only they needed; joins the caller's transaction."""
        with self.database.transaction() as connection:
            for document_id in document_ids:
                row = connection.execute(
                    "SELECT base_id, name, content_id FROM documents WHERE id = ?", (document_id,)
                ).fetchone()
                if row["content_id"] is not None:
                    self.words(row["base_id"]).remove(row["content_id"], row["name"])
                    self.touch(row["base_id"])
                connection.execute("DELETE FROM documents WHERE id = ?", (document_id,))
            self.contents.drop_unused()

    def touch(self, base_id: int) -> None:
        """Note that what a search sees has changed; joins the caller's transaction."""
        with self.database.transaction() as connection:
            row = connection.execute(
                "SELECT generation FROM bases WHERE id = ?", (base_id,)
            ).fetchone()
            connection.execute(
                "UPDATE bases SET generation = ? WHERE id = ?",
                (next_generation(row["generation"]), base_id),
            )

    def drop_file(self, sha256: str) -> None:
        """Delete a file's copy if no document needs it any more.

        Under the write lock, so that nobody records a document for it at the same moment.
        """
        with self.database.transaction() as connection:
            needed = connection.execute(
                "SELECT 1 FROM documents WHERE sha256 = ?", (sha256,)
            ).fetchone()
            if needed is None:
                (self._files_dir / sha256).unlink(missing_ok=True)

    def drop_stray_files(self) -> None:
        """Delete what was left behind when the app was killed: copies that no document needs."""
        if not self._files_dir.is_dir():
            return
        needed = {row["sha256"] for row in self.database.query("SELECT sha256 FROM documents")}
        for path in self._files_dir.iterdir():
            if path.is_dir():
                if time.time() - path.stat().st_mtime > _UNFINISHED_COPY_S:
                    shutil.rmtree(path, ignore_errors=True)
            elif path.name not in needed:
                self.drop_file(path.name)


def document_of(row: sqlite3.Row) -> Document:
    """The document of a row that `DOCUMENT_ROWS` gave."""
    return Document(
        id=row["id"],
        assistant_id=row["assistant_id"],
        name=row["name"],
        sha256=row["sha256"],
        size_bytes=row["size_bytes"],
        source_path=row["source_path"],
        state=DocumentState(row["state"]),
        passages=row["chunk_count"] or 0,
        page_count=row["page_count"],
        pages_without_text=tuple(json.loads(row["pages_without_text"] or "[]")),
        notes=texts_from_plain(json.loads(row["notes"] or "[]")),
        error=json.loads(row["error"]) if row["error"] else None,
        added_at=row["added_at"],
        indexed_at=row["indexed_at"],
        flags=flags_from_plain(json.loads(row["flags"] or "[]")),
        language=row["language"],
        search_languages=tuple(json.loads(row["languages"] or "[]")),
        watched=row["reference"] is not None,
        held=bool(row["held"]),
        text_only=bool(row["text_only"]),
    )
