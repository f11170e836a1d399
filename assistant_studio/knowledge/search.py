"""Searching an assistant's knowledge by meaning and by words."""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.asked import Asked
from assistant_studio.knowledge.closeness import SentenceCloseness
from assistant_studio.knowledge.contents import ChunkRow
from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.embedding import Embedder, Vectors
from assistant_studio.knowledge.explaining import Explained, Given, explained
from assistant_studio.knowledge.findings import Findings
from assistant_studio.knowledge.fit import fit
from assistant_studio.knowledge.fusion import Scored, floor_of, fused, with_neighbours
from assistant_studio.knowledge.passages import Stretch, stretches
from assistant_studio.knowledge.places import place_of
from assistant_studio.knowledge.store import Base, KnowledgeStore
from assistant_studio.knowledge.vector_index import Hit, NearestChunks
from assistant_studio.knowledge.vectors import StoredVectors
from assistant_studio.knowledge.word_scores import combined

CANDIDATES = 50
"""So many of the best of each search are scored together."""

_FLOOR_FROM = 100
"""The cosine of the chunk so far down the list counts as no likeness."""

_FOUND_AMONG = 20
"""A passage counts as found by a search when it holds one of that search's best so many."""


_ANY_LENGTH = 1 << 40
"""Of what is left out, nothing is cut."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a search by meaning needs."""

    embedder: Embedder
    vectors: StoredVectors
    nearest: NearestChunks


class Searcher:
    """Searches one data folder's knowledge."""

    def __init__(self, store: KnowledgeStore) -> None:
        self._store = store
        self._closeness = SentenceCloseness()

    def search(
        self,
        assistant_id: str,
        asked: Asked,
        limit: int,
        budget_chars: int,
        meaning: Meaning | None,
        token: CancelToken,
        closely: bool = False,
    ) -> list[Passage]:
        """The passages that fit a question best, best first.

        Args:
            assistant_id: Whose knowledge.
            asked: The question.
            limit: At most so many passages.
            budget_chars: At most so many characters in all of them.
            meaning: None while there is no embedder: words alone are searched.
            token: Stops the search.
            closely: Look also at which of their sentences is closest to the question.

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
            scored, documents = self._scored(base, found)
            taken = stretches(scored, limit, budget_chars, self._text_of)
            passages = self._passages(taken, found, documents)
        if closely and meaning is not None and vector is not None:
            return self._closeness.noted(passages, vector, meaning.embedder, token)
        return passages

    def explain(
        self,
        assistant_id: str,
        asked: Asked,
        limit: int,
        budget_chars: int,
        meaning: Meaning | None,
        token: CancelToken,
    ) -> list[Explained]:
        """The same passages, each with its reasons, and behind them the best that were left out.

        Args:
            assistant_id: As for `search`, and so are the others.
            asked: The question.
            limit: How many passages go to the model; as many again are told of.
            budget_chars: How many characters go to the model.
            meaning: None while there is no embedder.
            token: Stops the search.

        Raises:
            DamagedWords: As for `search`.
        """
        vector = asked.vector(meaning.embedder, token) if meaning is not None else None
        token.check()
        with self._store.database.snapshot():
            base = self._store.base(assistant_id)
            if base is None:
                return []
            found = self._look(base, asked, meaning, vector)
            token.check()
            scored, documents = self._scored(base, found)
            taken = stretches(scored, limit, budget_chars, self._text_of)
            rest = [one for one in scored if not any(each.holds(one.chunk) for each in taken)]
            left = stretches(rest, limit, _ANY_LENGTH, self._text_of)
            kept_out = Given.OVER_LIMIT if len(taken) >= limit else Given.OVER_BUDGET
            passages = self._passages([*taken, *left], found, documents)
            reasons = [_given(stretch) for stretch in taken] + [kept_out] * len(left)
            every = zip([*taken, *left], passages, reasons, strict=True)
            return [explained(*one, found) for one in every]

    def _look(
        self, base: Base, asked: Asked, meaning: Meaning | None, vector: Vectors | None
    ) -> Findings:
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
        return Findings(words, ids, held, near, floor, cosines)

    def _scored(
        self, base: Base, found: Findings
    ) -> tuple[list[Scored], dict[int, tuple[str, str]]]:
        """The chunks by score, best first, and whose contents they are."""
        documents = self._store.searchable(base.id)
        chunks = {
            chunk_id: chunk
            for chunk_id, chunk in self._store.contents.chunks(sorted(found.ids)).items()
            if chunk.content_id in documents
        }
        cosines = {i: cosine for i, cosine in found.cosines.items() if i in chunks}
        return fused(chunks, cosines, found.word_scores, found.floor), documents

    def _text_of(self, chunk: ChunkRow) -> str:
        return self._store.contents.slice(chunk.content_id, chunk.start, chunk.end)

    def _passages(
        self, taken: list[Stretch], found: Findings, documents: dict[int, tuple[str, str]]
    ) -> list[Passage]:
        return [
            self._passage(rank, stretch, found, documents[stretch.first.content_id])
            for rank, stretch in enumerate(taken, 1)
        ]

    def _passage(
        self, rank: int, stretch: Stretch, found: Findings, document: tuple[str, str]
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


def _given(stretch: Stretch) -> Given:
    return Given.CUT if stretch.end < stretch.last.end else Given.GIVEN


def _fit(stretch: Stretch, found: Findings) -> float:
    ids = stretch.chunk_ids
    cosine = max((found.cosines.get(i, 0.0) for i in ids), default=0.0)
    total = sum(word.worth for word in found.words)
    held = sum(word.worth for word in found.words if any(i in word.scores for i in ids))
    return fit(cosine if found.cosines else None, held / total if total else 0.0)


def _found_by(stretch: Stretch, found: Findings) -> tuple[str, ...]:
    scores = found.word_scores
    best_by_words = set(sorted(scores, key=lambda i: -scores[i])[:_FOUND_AMONG])
    ways = []
    if not set(found.near[:_FOUND_AMONG]).isdisjoint(stretch.chunk_ids):
        ways.append("meaning")
    if not best_by_words.isdisjoint(stretch.chunk_ids):
        ways.append("words")
    return tuple(ways) or (("meaning",) if found.cosines else ("words",))
