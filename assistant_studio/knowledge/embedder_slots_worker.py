"""The embedders of a knowledge worker: the app's own, and those that were chosen instead."""

from __future__ import annotations

import threading

from assistant_studio.knowledge.embedder_library import EmbedderLibrary
from assistant_studio.knowledge.embedder_slot_worker import EmbedderSlot
from assistant_studio.knowledge.embedders import EmbedderSource
from assistant_studio.knowledge.index_keeper_worker import IndexKeeper
from assistant_studio.knowledge.schema import KnowledgeDatabase
from assistant_studio.knowledge.vector_index import ExactIndex, NearestChunks
from assistant_studio.knowledge.vectors import Embedding, MatrixCache
from assistant_studio.paths import Home

_NEVER = 1 << 62


class EmbedderSlots:
    """A slot for each embedder that is asked for, loaded when it is first needed.

    The large index serves the app's own embedder; the vectors of the others are compared one by
    one, which is exact, and quick enough for a hundred thousand.

    Attributes:
        own: The slot of the embedder that comes with the app.
    """

    def __init__(
        self, home: Home, source: EmbedderSource, database: KnowledgeDatabase, keeper: IndexKeeper
    ) -> None:
        self.own = EmbedderSlot(home, source, database, keeper.open)
        self._home = home
        self._database = database
        self._keeper = keeper
        self._library = EmbedderLibrary(home)
        self._lock = threading.Lock()
        self._others: dict[str, EmbedderSlot] = {}
        self._nearest: dict[str, NearestChunks] = {}

    def of(self, embedder_id: str) -> EmbedderSlot:
        """The slot of an embedder; the app's own where it is not, or no longer, there."""
        if not embedder_id:
            return self.own
        with self._lock:
            slot = self._others.get(embedder_id)
            added = self._library.find(embedder_id) if slot is None else None
            if added is not None:
                slot = EmbedderSlot(self._home, added.source, self._database, self._opened)
                self._others[embedder_id] = slot
        return slot or self.own

    def usable(self, embedder_id: str) -> str:
        """The id, or an empty one where that embedder is not there."""
        return embedder_id if embedder_id and self.of(embedder_id) is not self.own else ""

    def nearest(self, embedding: Embedding) -> NearestChunks | None:
        """Where an embedder's vectors are compared with a question's."""
        return self._nearest.get(embedding.embedder.id) or self._keeper.nearest

    def _opened(self, embedding: Embedding) -> None:
        matrices = MatrixCache(embedding.vectors)
        self._nearest[embedding.embedder.id] = NearestChunks(ExactIndex(matrices), matrices, _NEVER)
