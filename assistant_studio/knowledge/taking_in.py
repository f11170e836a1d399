"""Documents that come with texts and vectors of their own: into knowledge.db, piece by piece.

They come to an id that no assistant has yet, so that whatever is cut off leaves nobody's knowledge
half changed; `join` then moves them to an assistant that is there, in one transaction.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedDocument
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.document import Chunk, DocumentState, ExtractedText
from assistant_studio.knowledge.embedding import Vectors
from assistant_studio.knowledge.indexer import READER_VERSION
from assistant_studio.knowledge.portable_text import BadLayout, extracted_from, spans_sha256
from assistant_studio.knowledge.readers.suspicious import flagged
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.vectors import StoredVectors
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.storage.atomic import sync_folder
from assistant_studio.storage.database import utc_now

# Texts that somebody else has read: never taken for what reading the same file here would give.
READ_ELSEWHERE = f"{READER_VERSION}/elsewhere"
_UNIT_TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that lies ready in a folder of the data folder.

    Attributes:
        name: What a person calls it.
        sha256: Of its original.
        size_bytes: Likewise.
        file: The original; None where it does not come along.
        text: Its text; None where it is to be read here.
        layout: Where each part of the text stands.
        vectors: Of its passages, as little-endian float32; None where it is to be embedded here.
        spans: The passages that the vectors belong to.
    """

    name: str
    sha256: str
    size_bytes: int
    file: str | None = None
    text: str | None = None
    layout: str | None = None
    vectors: str | None = None
    spans: str = ""


class TakingIn:
    """Takes documents into the knowledge of an assistant, for one call."""

    def __init__(self, home: Home, store: KnowledgeStore, embedder: str, dimensions: int) -> None:
        self._files_dir = home.files_dir
        self._store = store
        self._vectors = StoredVectors(store.database, embedder, dimensions) if embedder else None

    def take(
        self, assistant_id: str, chosen: str, documents: Sequence[Incoming], token: CancelToken
    ) -> Iterator[int]:
        """Take documents in, each in one transaction; gives how many are done.

        Args:
            assistant_id: Whose knowledge they join.
            chosen: The id of the embedder it is searched by; empty for the app's own.
            documents: They are moved from where they lie.
            token: Stops it; what was taken until then stays.
        """
        self._files_dir.mkdir(parents=True, exist_ok=True)
        with self._store.database.transaction():
            self._store.ensure_base(assistant_id)
        self._store.choose_embedder(assistant_id, chosen)
        for number, incoming in enumerate(documents, 1):
            token.check()
            self._take(assistant_id, incoming)
            yield number
        sync_folder(self._files_dir)

    def _take(self, assistant_id: str, incoming: Incoming) -> None:
        read = self._read(incoming)
        contents = self._store.contents
        with self._store.database.transaction() as connection:
            base_id = self._store.ensure_base(assistant_id)
            if incoming.file is not None:
                # Under the write lock: nobody tidies copies away that have no document yet.
                Path(incoming.file).replace(self._files_dir / incoming.sha256)
            # What was read here is better known than what somebody else says of the same file.
            content_id = contents.find(incoming.sha256, READER_VERSION)
            if content_id is None and read is not None:
                content_id = contents.save(incoming.sha256, READ_ELSEWHERE, *read)
            state = DocumentState.WAITING if content_id is None else DocumentState.EMBEDDING
            if content_id is not None and self._keep_vectors(content_id, incoming):
                state = DocumentState.READY
            ready = state is DocumentState.READY and self._vectors is not None
            has_file = (self._files_dir / incoming.sha256).is_file()
            if content_id is None and not has_file:
                state = DocumentState.FAILED
            connection.execute(
                "INSERT OR IGNORE INTO documents (id, base_id, name, sha256, size_bytes,"
                " source_path, state, added_at, content_id, embedder_id, indexed_at, text_only,"
                " error) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                (
                    uuid.uuid4().hex,
                    base_id,
                    incoming.name,
                    incoming.sha256,
                    incoming.size_bytes,
                    "",
                    state,
                    utc_now(),
                    content_id,
                    self._vectors.embedder_id if ready and self._vectors else None,
                    utc_now() if ready else None,
                    not has_file,
                    _no_text(incoming.name) if state is DocumentState.FAILED else None,
                ),
            )
            if content_id is not None:
                self._store.words(base_id).add(content_id, incoming.name)
                self._store.touch(base_id)

    def _read(self, incoming: Incoming) -> tuple[ExtractedText, list[Chunk]] | None:
        """The text that came along and its passages; None where it is to be read here."""
        if incoming.text is None or incoming.layout is None:
            return None
        try:
            text = Path(incoming.text).read_bytes().decode()
            layout = json.loads(Path(incoming.layout).read_bytes())
            extracted = _finished(extracted_from(text, layout))
        except (ValueError, BadLayout, RecursionError):
            return None
        chunks = chunks_of(extracted)
        return (extracted, chunks) if chunks else None

    def _keep_vectors(self, content_id: int, incoming: Incoming) -> bool:
        """Keep the vectors that came along; says whether every passage has one now."""
        stored = self._vectors
        if stored is None:
            return False
        rows = self._store.database.tuples(
            "SELECT id, start, end FROM chunks WHERE content_id = ? ORDER BY position",
            (content_id,),
        )
        if stored.count(content_id) == len(rows):
            return True  # embedded here before
        spans = spans_sha256(Chunk(start, end, "", None, ()) for _id, start, end in rows)
        if incoming.vectors is None or spans != incoming.spans:
            return False
        vectors = _vectors(Path(incoming.vectors), len(rows), stored.dimensions)
        if vectors is None:
            return False
        stored.save([row[0] for row in rows], vectors)
        return True


def join(store: KnowledgeStore, from_id: str, to_id: str, gone: Sequence[str]) -> None:
    """Move what came under `from_id` to the assistant `to_id`, in one transaction.

    Args:
        store: knowledge.db.
        from_id: Where the documents came to; nothing is left there.
        to_id: The assistant that is to know them.
        gone: The sha256s of documents that it is to know no more.
    """
    with store.database.transaction() as connection:
        base_id = store.ensure_base(to_id)
        there = {document.sha256: document for document in store.documents(to_id)}
        store.forget([there[sha256].id for sha256 in gone if sha256 in there])
        came = store.base(from_id)
        if came is not None:
            words = store.words(base_id)
            for document in store.documents(from_id):
                content_id = store.content_of(document.id)
                known = there.get(document.sha256) if document.sha256 not in gone else None
                if known is not None and (
                    content_id is None or store.content_of(known.id) is not None
                ):
                    continue
                if known is not None:
                    store.forget([known.id])  # it has not even been read
                connection.execute(
                    "UPDATE documents SET base_id = ? WHERE id = ?", (base_id, document.id)
                )
                if content_id is not None:
                    words.add(content_id, document.name)
            store.words(came.id).drop()
            connection.execute("DELETE FROM bases WHERE id = ?", (came.id,))
        store.touch(base_id)
        store.contents.drop_unused()


def incoming_from_plain(plain: Sequence[dict[str, Any]]) -> list[Incoming]:
    """The documents of plain maps, their paths as bytes."""
    paths = ("file", "text", "layout", "vectors")
    found = []
    for one in plain:
        fields: dict[str, Any] = dict(one)
        for name in paths:
            if fields.get(name) is not None:
                fields[name] = os.fsdecode(fields[name])
        found.append(Incoming(**fields))
    return found


def _no_text(name: str) -> str:
    error = DamagedDocument(
        _(
            "The text of “{name}” that came along cannot be used, and the file did not come.",
            name=name,
        ),
        _("Ask for the assistant with its documents, or add the file yourself."),
    )
    return json.dumps(error.record())


def _vectors(path: Path, count: int, dimensions: int) -> Vectors | None:
    """The vectors of a file, if they are what an embedder would have made."""
    raw = path.read_bytes()
    if len(raw) != count * dimensions * 4:
        return None
    vectors: Vectors = np.frombuffer(raw, "<f4").reshape(count, dimensions)
    with np.errstate(all="ignore"):
        lengths = np.linalg.norm(vectors, axis=1)
    return vectors if bool(np.all(np.abs(lengths - 1) <= _UNIT_TOLERANCE)) else None


def _finished(extracted: ExtractedText) -> ExtractedText:
    """The text with what is suspicious in it, looked for here and not taken on trust."""
    reading = flagged(replace(extracted, flags=()))
    while True:
        try:
            next(reading)
        except StopIteration as end:
            found: ExtractedText = end.value
            return found
