"""Finding the nearest vectors: the interface, and the exact search that always works."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from assistant_studio.knowledge.embedding import Vectors
from assistant_studio.knowledge.store import Base
from assistant_studio.knowledge.vectors import MatrixCache

Hit = tuple[int, float]
"""A chunk's id and the cosine of its vector with the question's."""


class VectorIndex(Protocol):
    """Finds the chunks of a base whose vectors are nearest to a question's.

    What it holds comes from knowledge.db and can be made again from it. `chroma_worker.ChromaIndex`
    is the local one; a Chroma server can take its place.
    """

    def nearest(self, base: Base, query: Vectors, limit: int) -> list[Hit] | None:
        """The nearest chunks, best first; None when the index cannot serve this base now.

        Args:
            base: As the caller's view of the database has it; an index of another generation does
                not answer.
            query: (dimensions,) float32, unit length.
            limit: At most so many.
        """
        ...

    def synchronise(self) -> None:
        """Bring the index up to the database; may take long, and raises nothing."""
        ...

    def serving(self) -> dict[str, str]:
        """The generation of each base that it serves, by the base's id as text."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class ExactIndex:
    """Compares the question with every vector, in memory: exact, and quick for small bases."""

    def __init__(self, matrices: MatrixCache) -> None:
        self._matrices = matrices

    def nearest(self, base: Base, query: Vectors, limit: int) -> list[Hit]:
        """As `VectorIndex.nearest`, but always serves, from the database as it is now."""
        matrix = self._matrices.get(base.id, base.generation)
        if not len(matrix.ids) or limit <= 0:
            return []
        cosines = matrix.vectors @ query
        count = min(limit, len(cosines))
        best = np.argpartition(-cosines, count - 1)[:count]
        # Equal cosines (the same text twice) keep the documents' order.
        best = best[np.lexsort((matrix.ids[best], -cosines[best]))]
        return [(int(matrix.ids[i]), float(cosines[i])) for i in best]


class NearestChunks:
    """Asks the large index where it can serve, and compares exactly everywhere else.

    Attributes:
        large: The index for large bases, or None while there is none.
        large_from_chunks: From so many chunks on, the large index is asked.
    """

    def __init__(self, exact: ExactIndex, matrices: MatrixCache, large_from_chunks: int) -> None:
        self.large: VectorIndex | None = None
        self.large_from_chunks = large_from_chunks
        self._exact = exact
        self._matrices = matrices

    def nearest(self, base: Base, chunk_count: int, query: Vectors, limit: int) -> list[Hit]:
        """The nearest chunks, best first."""
        large = self.large
        if large is not None and chunk_count >= self.large_from_chunks:
            hits = large.nearest(base, query, limit)
            if hits is not None:
                self._matrices.forget(base.id)
                return hits
        return self._exact.nearest(base, query, limit)
