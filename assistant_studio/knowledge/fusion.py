"""One score out of two searches: by meaning and by words.

Settings were chosen with `tests/bench/retrieval_experiments.py`; `retrieval_experiments.md` beside
it says what else was tried and what came of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant_studio.knowledge.contents import ChunkRow

MEANING_WEIGHT = 0.5
LENT_TO_NEIGHBOURS = (0.2, 0.1)
"""The share of its own score a chunk lends to those one and two places away."""

_REACH = len(LENT_TO_NEIGHBOURS)


@dataclass(frozen=True, slots=True)
class Scored:
    """A chunk and what it scored.

    Attributes:
        chunk: Which.
        score: Both searches and the neighbours together, 0 to 1.
    """

    chunk: ChunkRow
    score: float


def with_neighbours(ids: set[int]) -> set[int]:
    """The ids, and those of the chunks that may lend to them; some may belong to others' texts."""
    steps = range(-_REACH, _REACH + 1)
    return {chunk_id + step for chunk_id in ids for step in steps}


def fused(
    chunks: Mapping[int, ChunkRow],
    cosines: Mapping[int, float],
    words: Mapping[int, float],
    floor: float = 0.0,
) -> list[Scored]:
    """Score chunks, best first; equal ones stay in the order of their ids.

    A chunk at the edge of a text has fewer neighbours that could lend to it, so what is lent counts
    by how many there are.

    Args:
        chunks: Hits and their neighbours, by id.
        cosines: Of the chunks' vectors with the question's; empty when there is no embedder.
        words: From the index of words, 0 to 1; chunks without any of the words may be left out.
        floor: The cosine that counts as no likeness at all; see `floor_of`.
    """
    own = _own_scores(chunks, cosines, words, floor)
    scored = []
    for chunk_id, chunk in chunks.items():
        score, highest = own[chunk_id], 1.0
        for distance, share in enumerate(LENT_TO_NEIGHBOURS, 1):
            for other_id in (chunk_id - distance, chunk_id + distance):
                other = chunks.get(other_id)
                if other is not None and other.content_id == chunk.content_id:
                    score += share * own[other_id]
                    highest += share
        scored.append(Scored(chunk, score / highest))
    return sorted(scored, key=lambda one: (-one.score, one.chunk.id))


def floor_of(nearest: Sequence[float], wanted: int) -> float:
    """The cosine that counts as no likeness: that of the last of the nearest chunks.

    Cosines of one question lie close together, and how close differs from question to question;
    counted from the last of a hundred they weigh alike. A base that has fewer chunks than that
    has no such far ones, so its lowest cosine counts for less.

    Args:
        nearest: The cosines of the nearest chunks, best first.
        wanted: So many were asked for.
    """
    return max(0.0, nearest[-1]) * min(1.0, len(nearest) / wanted) if nearest else 0.0


def _own_scores(
    chunks: Mapping[int, ChunkRow],
    cosines: Mapping[int, float],
    words: Mapping[int, float],
    floor: float,
) -> dict[int, float]:
    span = max(cosines.values(), default=0.0) - floor
    meaning_weight = MEANING_WEIGHT if words else 1.0
    if span <= 0:
        return {chunk_id: words.get(chunk_id, 0.0) for chunk_id in chunks}
    return {
        chunk_id: meaning_weight * max(0.0, cosines.get(chunk_id, 0.0) - floor) / span
        + (1 - meaning_weight) * words.get(chunk_id, 0.0)
        for chunk_id in chunks
    }
