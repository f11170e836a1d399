"""How close the closest sentences of a passage come to a question in meaning.

A chunk that speaks of several things is near none of them; the sentence that answers is. On small
files of many kinds the closest sentence of what a search found was nearly always the right one,
also where the question uses none of its words.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.embedding import Embedder, Vectors
from assistant_studio.knowledge.sentences import sentence_spans

_MOST_TEXTS = 128
"""So many sentences and pairs are compared at most, the best passages first."""

_KEPT_VECTORS = 4096
"""6 MB of 384 numbers each; the files of one assistant are asked again and again."""


class SentenceCloseness:
    """Compares sentences with questions, and keeps the vectors it has made."""

    def __init__(self) -> None:
        self._vectors: OrderedDict[tuple[str, str], Vectors] = OrderedDict()

    def noted(
        self, passages: Sequence[Passage], vector: Vectors, embedder: Embedder, token: CancelToken
    ) -> list[Passage]:
        """The passages with their closest one or two sentences and how close they are.

        Args:
            passages: Best first.
            vector: Of the question; (dimensions,) float32, unit length.
            embedder: What made it.
            token: Stops the work.
        """
        left = _MOST_TEXTS
        found = []
        for passage in passages:
            spans = _one_or_two(passage.text)[:left]
            left -= len(spans)
            if not spans:
                found.append(passage)
                continue
            texts = [passage.text[start:end] for start, end in spans]
            cosines = self._of(texts, embedder, token) @ vector
            best = int(np.argmax(cosines))
            start, end = spans[best]
            found.append(
                replace(
                    passage,
                    closeness=round(float(cosines[best]), 4),
                    close_start=passage.start + start,
                    close_end=passage.start + end,
                )
            )
        return found

    def _of(self, texts: Sequence[str], embedder: Embedder, token: CancelToken) -> Vectors:
        kept = self._vectors
        missing = [text for text in dict.fromkeys(texts) if (embedder.id, text) not in kept]
        if missing:
            made = embedder.embed(missing, token)
            kept.update(((embedder.id, text), row) for text, row in zip(missing, made, strict=True))
        for text in texts:
            kept.move_to_end((embedder.id, text))
        stacked: Vectors = np.stack([kept[embedder.id, text] for text in texts])
        while len(kept) > _KEPT_VECTORS:
            kept.popitem(last=False)
        return stacked


def _one_or_two(text: str) -> list[tuple[int, int]]:
    """Each sentence, and each two that follow each other: the second may need the first."""
    spans = [(start, end) for start, end in sentence_spans(text) if text[start:end].strip()]
    pairs = [(first[0], second[1]) for first, second in zip(spans, spans[1:], strict=False)]
    return spans + pairs
