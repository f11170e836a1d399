"""Searching an assistant's knowledge by meaning and by words."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.asked import Asked
from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.embedding import Embedder, Vectors
from assistant_studio.knowledge.fit import fit
from assistant_studio.knowledge.fusion import floor_of, fused, with_neighbours
from assistant_studio.knowledge.passages import Stretch, stretches
from assistant_studio.knowledge.places import place_of
from assistant_studio.knowledge.store import Base, KnowledgeStore
from assistant_studio.knowledge.vector_index import Hit, NearestChunks
from assistant_studio.knowledge.vectors import StoredVectors
from assistant_studio.knowledge.word_index import QueryWord
from assistant_studio.knowledge.word_scores import combined

CANDIDATES = 50
"""So many of the best of each search are scored together."""

_FLOOR_FROM = 100
"""The cosine of the chunk so far down the list counts as no likeness."""

_FOUND_AMONG = 20
"""A passage counts as found by a search when it holds one of that search's best so many."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a search by meaning needs."""

    embedder: Embedder
    vectors: StoredVectors
    nearest: NearestChunks


@dataclass(frozen=True, slots=True)
class _Findings:
    """What both searches know about a question.

    Attributes:
        words: The question's telling words.
        ids: The best chunks of both searches, and the neighbours of those.
        word_scores: 0 to 1, of those chunks that hold any of the words.
        near: The nearest by meaning, best first.
        floor: The cosine that counts as no likeness.
        cosines: Of those chunks; empty when there is no embedder.
    """

    words: list[QueryWord]
    ids: set[int]
    word_scores: dict[int, float]
    near: list[int]
    floor: float
    cosines: dict[int, float]


class Searcher:
    """Searches one data folder's knowledge."""

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store

    def search(
        self,
        assistant_id: str,
        asked: Asked,
        limit: int,
        budget_chars: int,
        meaning: Meaning | None,
        token: CancelToken,
    ) -> list[Passage]:
        """The passages that fit a question best, best first.

        Args:
            assistant_id: Whose knowledge.
            asked: The question.
            limit: At most so many passages.
            budget_chars: At most so many characters in all of them.
            meaning: None while there is no embedder: words alone are searched.
            token: Stops the search.

        Raises:
            DamagedWords: The index of words has to be made again first.
        """
        vector = asked.vector(meaning.embedder, token) if meaning is not None else None
        token.check()
        with self._store.database.snapshot():
            base = self._store.base(assistant_id)
            if base is None or limit <= 0 or budget_chars <= 0:
                return []
            found = self._look(base, asked, meaning, vector)
            token.check()
            return self._passages(base, found, limit, budget_chars)

    def _look(
        self, base: Base, asked: Asked, meaning: Meaning | None, vector: Vectors | None
    ) -> _Findings:
        chunk_count = self._store.chunk_count(base.id)
        words = asked.words(self._store.words(base.id), chunk_count)
        scores = combined(words)
        # Equal ones stay in the order of their ids.
        best = [i for i, _ in heapq.nlargest(CANDIDATES, scores.items(), key=itemgetter(1))]
        hits: list[Hit] = []
        if meaning is not None and vector is not None:
            hits = meaning.nearest.nearest(base, chunk_count, vector, _FLOOR_FROM)
        near = [chunk_id for chunk_id, _ in hits[:CANDIDATES]]
        ids = with_neighbours({*best, *near})
        cosines = dict(hits)
        if meaning is not None and vector is not None:
            rest = meaning.vectors.fetch(sorted(ids - cosines.keys()))
            cosines |= {chunk_id: float(np.dot(other, vector)) for chunk_id, other in rest.items()}
        held = {chunk_id: scores[chunk_id] for chunk_id in ids if chunk_id in scores}
        floor = floor_of([cosine for _, cosine in hits], _FLOOR_FROM)
        return _Findings(words, ids, held, near, floor, cosines)

    def _passages(
        self, base: Base, found: _Findings, limit: int, budget_chars: int
    ) -> list[Passage]:
        documents = self._store.searchable(base.id)
        contents = self._store.contents
        chunks = {
            chunk_id: chunk
            for chunk_id, chunk in contents.chunks(sorted(found.ids)).items()
            if chunk.content_id in documents
        }
        cosines = {i: cosine for i, cosine in found.cosines.items() if i in chunks}
        taken = stretches(
            fused(chunks, cosines, found.word_scores, found.floor),
            limit,
            budget_chars,
            lambda chunk: contents.slice(chunk.content_id, chunk.start, chunk.end),
        )
        return [
            self._passage(rank, stretch, found, documents[stretch.first.content_id])
            for rank, stretch in enumerate(taken, 1)
        ]

    def _passage(
        self, rank: int, stretch: Stretch, found: _Findings, document: tuple[str, str]
    ) -> Passage:
        first = stretch.first
        return Passage(
            rank=rank,
            document=document[1],
            document_id=document[0],
            page=first.page,
            place=place_of(first.page, first.headings, first.line, first.place),
            heading=" › ".join(first.headings),
            start=first.start,
            end=stretch.end,
            text=self._store.contents.slice(first.content_id, first.start, stretch.end),
            score=round(stretch.score, 4),
            found_by=_found_by(stretch, found),
            fit=round(_fit(stretch, found), 4),
        )


def _fit(stretch: Stretch, found: _Findings) -> float:
    ids = stretch.chunk_ids
    cosine = max((found.cosines.get(i, 0.0) for i in ids), default=0.0)
    total = sum(word.worth for word in found.words)
    held = sum(word.worth for word in found.words if any(i in word.scores for i in ids))
    return fit(cosine if found.cosines else None, held / total if total else 0.0)


def _found_by(stretch: Stretch, found: _Findings) -> tuple[str, ...]:
    scores = found.word_scores
    best_by_words = set(sorted(scores, key=lambda i: -scores[i])[:_FOUND_AMONG])
    ways = []
    if not set(found.near[:_FOUND_AMONG]).isdisjoint(stretch.chunk_ids):
        ways.append("meaning")
    if not best_by_words.isdisjoint(stretch.chunk_ids):
        ways.append("words")
    return tuple(ways) or (("meaning",) if found.cosines else ("words",))
