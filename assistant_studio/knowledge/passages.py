"""From scored chunks to passages: neighbours joined, and all of them within a budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from assistant_studio.knowledge.contents import ChunkRow
from assistant_studio.knowledge.fusion import Scored

CLOSE_CHUNKS = 0
"""Hits with at most so many chunks between them become one passage, what is between included."""

_CONSIDERED = 200
"""So many of the best chunks are looked at, or a low limit would have all of them tried."""

_LEAST_REST_CHARS = 60
"""A rest of the budget too small for a sentence is left."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of chunks of one text that becomes one passage.

    Attributes:
        first: Its first chunk.
        last: Its last chunk.
        score: Of its best chunk.
        end: One past its last character; before `last.end` where the budget cut it.
    """

    first: ChunkRow
    last: ChunkRow
    score: float
    end: int

    @property
    def length(self) -> int:
        """In characters."""
        return self.end - self.first.start

    @property
    def chunk_ids(self) -> range:
        """The chunks in it, those between hits included."""
        return range(self.first.id, self.last.id + 1)

    def holds(self, chunk: ChunkRow) -> bool:
        """Whether the chunk is in it."""
        return chunk.id in self.chunk_ids and chunk.content_id == self.first.content_id

    def near(self, chunk: ChunkRow) -> bool:
        """Whether the chunk touches it or lies close, on the same page, slide or row."""
        if chunk.content_id != self.first.content_id:
            return False
        if (chunk.page, chunk.place_json) != (self.first.page, self.first.place_json):
            return False
        reach = CLOSE_CHUNKS + 1
        return self.first.id - reach <= chunk.id <= self.last.id + reach

    def joined(self, other: Stretch) -> Stretch:
        """Both and what lies between."""
        first = min(self.first, other.first, key=lambda chunk: chunk.id)
        last = max(self.last, other.last, key=lambda chunk: chunk.id)
        return Stretch(first, last, max(self.score, other.score), last.end)


def stretches(
    scored: Iterable[Scored],
    limit: int,
    budget_chars: int,
    text_of: Callable[[ChunkRow], str],
) -> list[Stretch]:
    """The passages to show, best first; their lengths sum to at most the budget.

    A chunk that no longer fits is passed over for a shorter one; only when not even the best fits
    is it cut, after a word.

    Args:
        scored: Best first.
        limit: At most so many passages.
        budget_chars: At most so many characters in all.
        text_of: A chunk's text; asked only for one that is to be cut.
    """
    taken: list[Stretch] = []
    left = budget_chars
    for one in islice(scored, _CONSIDERED):
        if one.score <= 0 or left < min(_LEAST_REST_CHARS, budget_chars):
            break
        if any(stretch.holds(one.chunk) for stretch in taken):
            continue
        near = [stretch for stretch in taken if stretch.near(one.chunk)]
        if not near and len(taken) >= limit:
            continue
        merged = _merged(one, near)
        cost = merged.length - sum(stretch.length for stretch in near)
        if cost > left:
            if taken:
                continue
            merged = _cut(merged, left, text_of)
            cost = merged.length
        taken = [stretch for stretch in taken if stretch not in near] + [merged]
        left -= cost
    return sorted((s for s in taken if s.length > 0), key=lambda stretch: -stretch.score)


def _merged(one: Scored, near: Sequence[Stretch]) -> Stretch:
    merged = Stretch(one.chunk, one.chunk, one.score, one.chunk.end)
    for stretch in near:
        merged = merged.joined(stretch)
    return merged


def _cut(stretch: Stretch, length: int, text_of: Callable[[ChunkRow], str]) -> Stretch:
    text = text_of(stretch.first)[: max(0, length)]
    words = text.rsplit(None, 1)
    kept = words[0] if len(words) == 2 else text
    return Stretch(
        stretch.first, stretch.last, stretch.score, stretch.first.start + len(kept.rstrip())
    )
