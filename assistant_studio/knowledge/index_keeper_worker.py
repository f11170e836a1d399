"""Keeps the vector index in step with knowledge.db, in the background and only when it pays."""

from __future__ import annotations

import shutil
import threading
from typing import Any

from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.vector_index import ExactIndex, NearestChunks
from assistant_studio.knowledge.vectors import Embedding, MatrixCache, StoredVectors
from assistant_studio.paths import Home
from assistant_studio.storage.locks import FileLock

# Chroma takes a second of processor time to load; the first search has it before.
_FIRST_SEARCH_AT_MOST_S = 3.0


class IndexKeeper:
    """Opens Chroma once an assistant is large enough for it, and brings it up after each change.

    Attributes:
        nearest: Where searches by meaning ask; None until the embedder is known.
    """

    def __init__(self, home: Home, store: KnowledgeStore, large_from_chunks: int) -> None:
        self.nearest: NearestChunks | None = None
        self._home = home
        self._store = store
        self._large_from_chunks = large_from_chunks
        self._vectors: StoredVectors | None = None
        self._wake = threading.Event()
        self._searched = threading.Event()

    def open(self, embedding: Embedding) -> None:
        """Serve this embedder's vectors from now on."""
        self._vectors = embedding.vectors
        matrices = MatrixCache(embedding.vectors)
        self.nearest = NearestChunks(ExactIndex(matrices), matrices, self._large_from_chunks)
        threading.Thread(target=self._run, name="index-keeper", daemon=True).start()
        self._wake.set()

    def wake(self) -> None:
        """What is searched may have changed."""
        self._wake.set()

    def searched(self) -> None:
        """A search is done."""
        self._searched.set()

    def state(self) -> dict[str, Any]:
        """Whether the large index is there, and which generation of each base it serves."""
        large = self.nearest.large if self.nearest is not None else None
        return {"large": large is not None, "serving": large.serving() if large else {}}

    def _run(self) -> None:
        self._searched.wait(_FIRST_SEARCH_AT_MOST_S)
        while True:
            self._wake.wait()
            self._wake.clear()
            vectors, nearest = self._vectors, self.nearest
            if vectors is None or nearest is None:
                continue
            if nearest.large is None and not self._any_large(vectors):
                self._tidy()
                continue
            if nearest.large is None:
                # Here and not above: importing it takes longer than a whole first search.
                from assistant_studio.knowledge.chroma_worker import ChromaIndex

                nearest.large = ChromaIndex(
                    self._home, self._store, vectors, self._large_from_chunks
                )
            nearest.large.synchronise()

    def _any_large(self, vectors: StoredVectors) -> bool:
        return any(
            vectors.count_searchable(base.id) >= self._large_from_chunks
            for base in self._store.bases()
        )

    def _tidy(self) -> None:
        """Delete an index that nobody needs any more; what was removed must not stay in it."""
        if self._home.chroma_dir.exists():
            lock = FileLock(self._home.cache_dir / "chroma.lock")
            if lock.acquire():
                shutil.rmtree(self._home.chroma_dir, ignore_errors=True)
                lock.release()
