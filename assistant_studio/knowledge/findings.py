"""What both searches know about a question, before it becomes passages."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.knowledge.word_index import QueryWord


@dataclass(frozen=True, slots=True)
class Findings:
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
