"""What is searched for: a question, and what was spoken of before it where that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.embedding import Embedder, Vectors
from assistant_studio.knowledge.word_index import QueryWord, WordIndex

CONTEXT_WORDS_WEIGHT = 0.3
"""What a word of the context counts beside one of the question (`tests/bench/follow_ups.py`)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the files.

    Attributes:
        text: Any text.
        context: What was spoken of before, for a question that cannot be understood without; its
            words count less than the question's own.
    """

    text: str
    context: str = ""

    def vector(self, embedder: Embedder, token: CancelToken) -> Vectors | None:
        """(dimensions,) float32, unit length: midway between the question without and with context.

        None when there is nothing to embed.
        """
        if not self.text.strip():
            return None
        texts = [self.text]
        if self.context.strip():
            texts.append(f"{self.context} {self.text}")
        middle: Vectors = embedder.embed(texts, token).mean(axis=0)
        unit: Vectors = middle / max(float(np.linalg.norm(middle)), 1e-12)
        return unit.astype(np.float32)

    def words(self, index: WordIndex, chunk_count: int) -> list[QueryWord]:
        """The telling words of the question, then those that only the context has.

        Raises:
            DamagedWords: The index of words has to be made again first.
        """
        own = index.lookup(self.text, chunk_count)
        known = {word.word for word in own}
        around = index.lookup(self.context, chunk_count) if self.context.strip() else []
        return own + [
            replace(word, weight=CONTEXT_WORDS_WEIGHT) for word in around if word.word not in known
        ]
