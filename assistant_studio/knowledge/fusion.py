"""One score out of two searches: by meaning and by words.

Settings were chosen on one of two texts with questions (`tests/bench/retrieval.py` measures them);
span recall in 4,000 characters while choosing; chosen on the first, the second only looked at:

    lent by neighbours  none 0.980/0.920 · a fifth 0.987/0.934 · 0.3 and 0.1 0.987/0.943
    weight of meaning   0.4 0.979/0.937 · 0.5 0.987/0.947 · 0.6 0.987/0.941 · 0.7 0.987/0.924
    common words out    above 10 % of chunks 0.987/0.911 · 5 % 0.987/0.947 · none 0.987/0.904
    best of each search 30 0.987/0.955 · 50 to 200 0.987/0.947
    with both texts and 6,000 chunks of other files: lent 0.3 0.987/0.869, 0.3 and 0.1 0.987/0.883

Dividing by the best score did as well as other scales, and depends on nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant_studio.knowledge.contents import ChunkRow

MEANING_WEIGHT = 0.5
LENT_TO_NEIGHBOURS = (0.3, 0.1)
"""The share of its own score a chunk lends to those one and two places away."""

_REACH = len(LENT_TO_NEIGHBOURS)
_HIGHEST = 1 + 2 * sum(LENT_TO_NEIGHBOURS)


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
    chunks: Mapping[int, ChunkRow], cosines: Mapping[int, float], words: Mapping[int, float]
) -> list[Scored]:
    """Score chunks, best first; equal ones stay in the order of their ids.

    Args:
        chunks: Hits and their neighbours, by id.
        cosines: Of the chunks' vectors with the question's; empty when there is no embedder.
        words: From the index of words, 0 to 1; chunks without any of the words may be left out.
    """
    own = _own_scores(chunks, cosines, words)
    scored = []
    for chunk_id, chunk in chunks.items():
        score = own[chunk_id]
        for distance, share in enumerate(LENT_TO_NEIGHBOURS, 1):
            for other_id in (chunk_id - distance, chunk_id + distance):
                other = chunks.get(other_id)
                if other is not None and other.content_id == chunk.content_id:
                    score += share * own[other_id]
        scored.append(Scored(chunk, score / _HIGHEST))
    return sorted(scored, key=lambda one: (-one.score, one.chunk.id))


def _own_scores(
    chunks: Mapping[int, ChunkRow], cosines: Mapping[int, float], words: Mapping[int, float]
) -> dict[int, float]:
    nearest = max(cosines.values(), default=0.0)
    meaning_weight = MEANING_WEIGHT if words else 1.0
    if nearest <= 0:
        return {chunk_id: words.get(chunk_id, 0.0) for chunk_id in chunks}
    return {
        chunk_id: meaning_weight * max(0.0, cosines.get(chunk_id, 0.0)) / nearest
        + (1 - meaning_weight) * words.get(chunk_id, 0.0)
        for chunk_id in chunks
    }
