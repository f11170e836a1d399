"""Taking documents out, with a way back: what is removed waits a while, out of every search.

A removed document moves to a base of its own, which belongs to nobody: no list, search or count of
the assistant's comes across it, and its passages and vectors need not be made again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant_studio.errors import NotFound
from assistant_studio.knowledge.document import Document
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.language import _
from assistant_studio.storage.database import utc_now

KEPT_FOR_S = 600.0
"""Longer than a person is offered the way back, so that it never leads nowhere."""

_BIN = "removed:"


def bin_of(assistant_id: str) -> str:
    """Whose base it is that an assistant's removed documents wait in."""
    return f"{_BIN}{assistant_id}"


def is_removed(document: Document) -> bool:
    """Whether a document waits to be put back or deleted for good."""
    return document.assistant_id.startswith(_BIN)


class RemovedDocuments:
    """Moves documents out and back; each method is one transaction."""

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store

    def remove(self, document_id: str) -> None:
        """Take a document out of everything that is its assistant's.

        Raises:
            NotFound: It is not there.
        """
        with self._store.database.transaction() as connection:
            document = self._store.document(document_id)
            if is_removed(document):
                return  # a call that was made twice
            target = self._store.ensure_base(bin_of(document.assistant_id))
            connection.execute(
                "UPDATE bases SET embedder = (SELECT embedder FROM bases WHERE assistant_id = ?)"
                " WHERE id = ?",
                (document.assistant_id, target),
            )
            self._move(document_id, target)
            connection.execute(
                "UPDATE documents SET held = 1, removed_at = ? WHERE id = ?",
                (utc_now(), document_id),
            )

    def put_back(self, document_id: str) -> None:
        """Give a removed document back to its assistant.

        Raises:
            NotFound: It is gone for good.
        """
        with self._store.database.transaction() as connection:
            document = self._store.document(document_id)
            if not is_removed(document):
                return
            assistant_id = document.assistant_id.removeprefix(_BIN)
            self._move(document_id, self._store.ensure_base(assistant_id))
            connection.execute(
                "UPDATE documents SET held = 0, removed_at = NULL WHERE id = ?", (document_id,)
            )

    def empty(self, kept_for_s: float = KEPT_FOR_S) -> None:
        """Delete for good what was removed longer ago than that."""
        before = (datetime.now(UTC) - timedelta(seconds=kept_for_s)).isoformat()
        rows = self._store.database.query(
            "SELECT id FROM documents WHERE removed_at < ?", (before,)
        )
        for row in rows:
            self._store.remove(row["id"])

    def _move(self, document_id: str, base_id: int) -> None:
        """Bring a document, and its words, to another base; the same bytes there make room."""
        with self._store.database.transaction() as connection:
            row = connection.execute(
                "SELECT base_id, name, content_id, sha256 FROM documents WHERE id = ?",
                (document_id,),
            ).fetchone()
            if row is None:
                raise NotFound(_("This document is not there any more."), _("Add the file again."))
            there = connection.execute(
                "SELECT id FROM documents WHERE base_id = ? AND sha256 = ? AND id <> ?",
                (base_id, row["sha256"], document_id),
            ).fetchall()
            self._store.forget([other["id"] for other in there])
            if row["content_id"] is not None:
                self._store.words(row["base_id"]).remove(row["content_id"], row["name"])
                self._store.words(base_id).add(row["content_id"], row["name"])
            connection.execute(
                "UPDATE documents SET base_id = ? WHERE id = ?", (base_id, document_id)
            )
            self._store.touch(row["base_id"])
            self._store.touch(base_id)
