"""The vectors in knowledge.db: the truth that every vector index is made from."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant_studio.knowledge.contents import portions
from assistant_studio.knowledge.embedding import Embedder, Vectors
from assistant_studio.knowledge.schema import KnowledgeDatabase

_CACHE_LIMIT_BYTES = 256 << 20
_MATRIX_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Matrix:
    """All vectors of one base.

    Attributes:
        ids: (n,) int64, the chunks, rising.
        vectors: (n, dimensions) float32, unit length.
    """

    ids: npt.NDArray[np.int64]
    vectors: Vectors

    @property
    def size_bytes(self) -> int:
        """What it takes in memory."""
        return int(self.ids.nbytes + self.vectors.nbytes)


class StoredVectors:
    """Vectors of one embedder; writing joins the caller's transaction."""

    def __init__(self, database: KnowledgeDatabase, embedder: str, dimensions: int) -> None:
        self._database = database
        self.dimensions = dimensions
        with database.transaction() as connection:
            connection.execute("INSERT OR IGNORE INTO embedders (name) VALUES (?)", (embedder,))
        row = database.query_one("SELECT id FROM embedders WHERE name = ?", (embedder,))
        self.embedder_id: int = row["id"] if row is not None else 0

    def note_languages(self, languages: Sequence[str]) -> None:
        """Keep which languages the embedder knows; none when that is not known."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE embedders SET languages = ? WHERE id = ?",
                (json.dumps(list(languages)), self.embedder_id),
            )

    def save(self, chunk_ids: Sequence[int], vectors: Vectors) -> None:
        """Keep the vectors of chunks; a chunk that is gone by now is passed over."""
        with self._database.transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vectors (chunk_id, embedder_id, vector)"
                " SELECT id, ?, ? FROM chunks WHERE id = ?",
                (
                    (self.embedder_id, vector.astype("<f4").tobytes(), chunk_id)
                    for chunk_id, vector in zip(chunk_ids, vectors, strict=True)
                ),
            )

    def count(self, content_id: int) -> int:
        """How many chunks of a content have a vector."""
        row = self._database.query_one(
            "SELECT count(*) AS n FROM chunks JOIN vectors ON chunk_id = chunks.id"
            " WHERE content_id = ? AND embedder_id = ?",
            (content_id, self.embedder_id),
        )
        return int(row["n"]) if row is not None else 0

    def drop_others(self, content_id: int) -> None:
        """Delete what embedders left behind for a content that no document uses any more."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM vectors WHERE embedder_id <> ?"
                " AND chunk_id IN (SELECT id FROM chunks WHERE content_id = ?)"
                " AND embedder_id NOT IN (SELECT embedder_id FROM documents"
                " WHERE embedder_id IS NOT NULL AND (content_id = ? OR next_content_id = ?))",
                (self.embedder_id, content_id, content_id, content_id),
            )

    def ids(self, base_id: int) -> list[int]:
        """The chunks of a base that a search by meaning sees, rising."""
        rows = self._database.query(
            "SELECT chunks.id AS id FROM documents JOIN chunks USING (content_id)"
            " WHERE base_id = ? AND embedder_id = ? ORDER BY chunks.id",
            (base_id, self.embedder_id),
        )
        return [row["id"] for row in rows]

    def count_searchable(self, base_id: int) -> int:
        """How many chunks of a base a search by meaning sees."""
        row = self._database.query_one(
            "SELECT total(chunk_count) AS n FROM documents JOIN contents"
            " ON contents.id = content_id WHERE base_id = ? AND embedder_id = ?",
            (base_id, self.embedder_id),
        )
        return int(row["n"]) if row is not None else 0

    def matrix(self, base_id: int) -> Matrix:
        """All vectors of a base that a search by meaning sees."""
        cursor = self._database.connection.execute(
            "SELECT chunk_id, vector FROM documents JOIN chunks USING (content_id)"
            " JOIN vectors ON chunk_id = chunks.id AND vectors.embedder_id = documents.embedder_id"
            " WHERE base_id = ? AND documents.embedder_id = ? ORDER BY chunk_id",
            (base_id, self.embedder_id),
        )
        # Portion by portion into its place: the rows of a large base at once would take its size
        # twice more, which a thread's memory does not give back.
        ids: list[int] = []
        vectors = np.empty((self.count_searchable(base_id), self.dimensions), np.float32)
        while rows := cursor.fetchmany(_MATRIX_ROWS):
            joined = b"".join(row[1] for row in rows)
            some = np.frombuffer(joined, "<f4").reshape(-1, self.dimensions)
            start, end = len(ids), len(ids) + len(rows)
            if end <= len(vectors):
                vectors[start:end] = some
            else:  # written meanwhile
                vectors = np.concatenate((vectors[:start], some))
            ids += [row[0] for row in rows]
        return Matrix(np.array(ids, np.int64), vectors[: len(ids)])

    def fetch(self, chunk_ids: Sequence[int]) -> Mapping[int, Vectors]:
        """The vectors of some chunks, each (dimensions,) float32; missing ones are left out."""
        found = {}
        for some in portions(chunk_ids):
            marks = ",".join("?" * len(some))
            for row in self._database.query(
                "SELECT chunk_id, vector FROM vectors WHERE embedder_id = ?"
                f" AND chunk_id IN ({marks})",
                (self.embedder_id, *some),
            ):
                found[row["chunk_id"]] = np.frombuffer(row["vector"], "<f4")
        return found


@dataclass(frozen=True, slots=True)
class Embedding:
    """An embedder and where its vectors are kept."""

    embedder: Embedder
    vectors: StoredVectors


class MatrixCache:
    """The matrices of the bases searched last, each as of one generation."""

    def __init__(self, vectors: StoredVectors, limit_bytes: int = _CACHE_LIMIT_BYTES) -> None:
        self._vectors = vectors
        self._limit_bytes = limit_bytes
        self._matrices: OrderedDict[int, tuple[str, Matrix]] = OrderedDict()

    def get(self, base_id: int, generation: str) -> Matrix:
        """The matrix of a base; read again when the base has changed since."""
        known = self._matrices.pop(base_id, None)
        matrix = known[1] if known and known[0] == generation else self._vectors.matrix(base_id)
        self._matrices[base_id] = (generation, matrix)
        # The one asked for stays, however large.
        while len(self._matrices) > 1 and self._total_bytes() > self._limit_bytes:
            self._matrices.popitem(last=False)
        return matrix

    def forget(self, base_id: int) -> None:
        """Give back the memory of a base that another index serves."""
        self._matrices.pop(base_id, None)

    def _total_bytes(self) -> int:
        return sum(matrix.size_bytes for _, matrix in self._matrices.values())
