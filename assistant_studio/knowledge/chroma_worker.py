"""Chroma as the vector index of large bases: one owner, made from knowledge.db, expendable."""

from __future__ import annotations

import contextlib
import logging
import shutil
import threading
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import chromadb
import numpy as np
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import Settings

from assistant_studio.knowledge.embedding import Vectors
from assistant_studio.knowledge.store import Base, KnowledgeStore
from assistant_studio.knowledge.vector_index import Hit
from assistant_studio.knowledge.vectors import Matrix, StoredVectors
from assistant_studio.paths import Home
from assistant_studio.storage.locks import FileLock

# A search does not wait longer: the exact one answers instead.
_QUERY_TIMEOUT_S = 1.0
_ADD_AT_ONCE = 500
_PREFIX = "assistant-"
# Wide enough that the hundred nearest are nearly always the true ones.
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 400, "max_neighbors": 32}
_log = logging.getLogger(__name__)


class _Damaged(Exception):
    """The index does not give back what was put in."""


class ChromaIndex:
    """`VectorIndex` on Chroma's own files, for bases of at least some size.

    Only one process at a time can own the folder; another one's `synchronise` does nothing and its
    `nearest` never answers.
    """

    def __init__(
        self, home: Home, store: KnowledgeStore, vectors: StoredVectors, from_chunks: int
    ) -> None:
        self._folder = home.chroma_dir
        self._lock = FileLock(home.cache_dir / "chroma.lock")
        # Stands while the folder is opened: who finds it knows that opening ended a process.
        self._opening = home.cache_dir / "chroma.opening"
        self._store = store
        self._vectors = vectors
        self._from_chunks = from_chunks
        self._client: Any = None
        self._serving: dict[int, tuple[str, Any]] = {}
        self._given_up = False
        self._closed = threading.Event()
        self._queries = ThreadPoolExecutor(1, "chroma-query")

    def nearest(self, base: Base, query: Vectors, limit: int) -> list[Hit] | None:
        """As `VectorIndex.nearest`."""
        generation, collection = self._serving.get(base.id, ("", None))
        if collection is None or generation != base.generation:
            return None
        future: Future[list[Hit]] = self._queries.submit(_ask, collection, query, limit)
        try:
            return future.result(_QUERY_TIMEOUT_S)
        except TimeoutError:
            self._stop_serving("a search got no answer in time")
        except Exception as error:  # noqa: BLE001 - whatever fails, the exact search answers
            self._stop_serving(error)
        return None

    def synchronise(self) -> None:
        """As `VectorIndex.synchronise`; an index that is damaged is made anew, once."""
        if self._given_up or not self._lock.acquire():
            return
        for _ in range(2):
            try:
                self._synchronise()
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:  # noqa: BLE001 - Chroma's core panics past Exception
                _log.warning("the vector index is made anew: %s", error)
                self._wipe()
            else:
                return
        self._stop_serving("it failed twice in a row")

    def serving(self) -> dict[str, str]:
        """As `VectorIndex.serving`."""
        return {str(base_id): generation for base_id, (generation, _) in self._serving.items()}

    def close(self) -> None:
        """As `VectorIndex.close`."""
        self._closed.set()
        self._serving.clear()
        self._queries.shutdown(wait=False, cancel_futures=True)
        self._end_client()
        self._lock.release()

    def _synchronise(self) -> None:
        if self._client is None:
            self._client = self._opened()
        wanted = {}
        for base in self._store.bases():
            if self._vectors.count_searchable(base.id) >= self._from_chunks:
                wanted[base.id] = base
        names = {f"{_PREFIX}{base_id}" for base_id in wanted}
        for collection in self._client.list_collections():
            if collection.name not in names:
                self._client.delete_collection(collection.name)
        for base_id in set(self._serving) - set(wanted):
            del self._serving[base_id]
        for base in wanted.values():
            if self._closed.is_set():
                return
            self._bring_up(base)

    def _bring_up(self, base: Base) -> None:
        if self._serving.get(base.id, ("", None))[0] == base.generation:
            return
        # Searched exactly meanwhile: what is being changed does not answer.
        self._serving.pop(base.id, None)
        collection = self._collection(base)
        current, matrix = self._wanted(base)
        if (collection.metadata or {}).get("generation") != current.generation:
            self._fill(collection, matrix)
            collection.modify(metadata={**self._origin(), "generation": current.generation})
        _probe(collection, matrix)
        self._serving[base.id] = (current.generation, collection)

    def _wanted(self, base: Base) -> tuple[Base, Matrix]:
        with self._store.database.snapshot():
            current = {b.id: b for b in self._store.bases()}.get(base.id, base)
            return current, self._vectors.matrix(base.id)

    def _collection(self, base: Base) -> Any:
        """The base's collection; made anew when another embedder or database has made it."""
        name = f"{_PREFIX}{base.id}"
        collection = self._client.get_or_create_collection(
            name, embedding_function=None, metadata=self._origin(), configuration={"hnsw": _HNSW}
        )
        known = collection.metadata or {}
        if any(known.get(key) != value for key, value in self._origin().items()):
            self._client.delete_collection(name)
            return self._collection(base)
        return collection

    def _origin(self) -> dict[str, str]:
        return {"database": self._store.database.id(), "embedder": str(self._vectors.embedder_id)}

    def _fill(self, collection: Any, matrix: Matrix) -> None:
        wanted = dict(zip(_index_ids(matrix), range(len(matrix.ids)), strict=True))
        there = set(collection.get(include=[])["ids"])
        for some in _in_portions(sorted(there - wanted.keys())):
            collection.delete(ids=some)
        for some in _in_portions([name for name in wanted if name not in there]):
            if self._closed.is_set():
                return
            collection.add(ids=some, embeddings=matrix.vectors[[wanted[name] for name in some]])

    def _opened(self) -> Any:
        if self._opening.exists():
            _log.warning("opening the vector index ended the process before: it is made anew")
            self._wipe()
        self._opening.parent.mkdir(parents=True, exist_ok=True)
        self._opening.touch()
        client = chromadb.PersistentClient(
            path=str(self._folder), settings=Settings(anonymized_telemetry=False)
        )
        for collection in client.list_collections():
            collection.count()
        self._opening.unlink()
        return client

    def _stop_serving(self, why: object) -> None:
        _log.warning("the vector index is not used until the next start: %s", why)
        self._given_up = True
        self._serving.clear()

    def _wipe(self) -> None:
        self._serving.clear()
        self._end_client()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.unlink(missing_ok=True) if self._folder.is_file() else None
        self._opening.unlink(missing_ok=True)

    def _end_client(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(Exception):
                client.close()
        # Chroma keeps one system for each folder; a deleted folder's must not come back.
        SharedSystemClient.clear_system_cache()


def _ask(collection: Any, query: Vectors, limit: int) -> list[Hit]:
    found = collection.query(query_embeddings=[query], n_results=limit, include=["distances"])
    return [
        (int(name.partition("-")[0]), 1.0 - float(distance))
        for name, distance in zip(found["ids"][0], found["distances"][0], strict=True)
    ]


def _probe(collection: Any, matrix: Matrix) -> None:
    """Check that the index holds as much as it should and finds what was put in.

    Raises:
        _Damaged: It does not.
    """
    if collection.count() != len(matrix.ids):
        raise _Damaged(f"{collection.count()} vectors instead of {len(matrix.ids)}")
    for row in {0, len(matrix.ids) // 2, len(matrix.ids) - 1}:
        hits = _ask(collection, matrix.vectors[row], 1)
        if not hits or abs(hits[0][1] - 1.0) > 1e-3:
            raise _Damaged("a vector was not found again")


def _index_ids(matrix: Matrix) -> Iterator[str]:
    """A name for each vector that changes with it: ids alone come back after a restored backup."""
    for chunk_id, vector in zip(matrix.ids, np.ascontiguousarray(matrix.vectors), strict=True):
        yield f"{chunk_id}-{zlib.crc32(vector.tobytes()):08x}"


def _in_portions(names: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(names), _ADD_AT_ONCE):
        yield names[first : first + _ADD_AT_ONCE]
