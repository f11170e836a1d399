"""What is only looked up in knowledge.db: documents and texts, at once and without the worker."""

from __future__ import annotations

import threading

from assistant_studio.assistants.store import resolved
from assistant_studio.errors import NotFound
from assistant_studio.knowledge.counting import DocumentCounts, count_documents
from assistant_studio.knowledge.document import Document, Passage
from assistant_studio.knowledge.places import place_of
from assistant_studio.knowledge.removing import is_removed
from assistant_studio.knowledge.showing.stored import StoredText, stored_text
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.language import _
from assistant_studio.paths import Home


class StoredDocuments:
    """Every assistant's documents as they stand in knowledge.db. For several threads."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._store_lock = threading.Lock()
        self._store: KnowledgeStore | None = None

    def documents(self, assistant_id: str) -> list[Document]:
        """An assistant's documents in the order they were added."""
        store = self._reading()
        return store.documents(assistant_id) if store is not None else []

    def document(self, document_id: str) -> Document:
        """One document.

        Raises:
            NotFound: It is not there.
        """
        store = self._reading()
        if store is None:
            raise _no_document()
        document = store.document(document_id)
        if is_removed(document):
            raise _no_document()
        return document

    def resolve_document(self, assistant_id: str, reference: str) -> Document:
        """The document a person means by its name, its id or a unique beginning of either.

        Raises:
            NotFound: None fits.
            Ambiguous: More than one does.
        """
        return resolved(
            reference,
            self.documents(assistant_id),
            names=lambda document: (document.name, document.id),
            what=_("document"),
            listing="assistant-studio documents",
        )

    def text_of(self, document_id: str) -> str:
        """The extracted text of a document; empty while it has not been read.

        Raises:
            NotFound: It is not there.
        """
        self.document(document_id)
        store = self._reading()
        content_id = store.content_of(document_id) if store is not None else None
        return store.contents.text(content_id) if store and content_id is not None else ""

    def stored_text(self, document_id: str) -> StoredText:
        """A document's text and where each part of it stands; empty while it was not read."""
        store = self._reading()
        return stored_text(store, document_id) if store is not None else StoredText()

    def passages_of(self, document_id: str) -> tuple[Passage, ...]:
        """All of a document in passages, in order; empty while it has not been read.

        Raises:
            NotFound: It is not there.
        """
        document, text = self.document(document_id), self.text_of(document_id)
        store = self._reading()
        content_id = store.content_of(document_id) if store is not None else None
        if store is None or content_id is None:
            return ()
        chunks = store.contents.all_chunks(content_id)
        return tuple(
            Passage(
                rank=rank,
                document=document.name,
                document_id=document.id,
                page=chunk.page,
                place=place_of(chunk.page, chunk.headings, chunk.line, chunk.place),
                heading=" › ".join(chunk.headings),
                start=chunk.start,
                end=chunk.end,
                text=text[chunk.start : chunk.end],
                score=1.0,
                found_by=(),
            )
            for rank, chunk in enumerate(chunks, 1)
        )

    def counts(self) -> dict[str, DocumentCounts]:
        """How many documents each assistant has, by its id; one look for a whole library."""
        store = self._reading()
        return count_documents(store.database) if store is not None else {}

    def close_store(self) -> None:
        """Let go of knowledge.db; the next look opens it again."""
        with self._store_lock:
            store, self._store = self._store, None
        if store is not None:
            store.database.close()

    def _reading(self) -> KnowledgeStore | None:
        """knowledge.db for reading, or None while there is none."""
        with self._store_lock:
            if self._store is None and self._home.knowledge_db.exists():
                self._store = KnowledgeStore(self._home)
            return self._store


def _no_document() -> NotFound:
    return NotFound(
        _("This document is not there any more."), _("Look at the assistant's list of documents.")
    )
