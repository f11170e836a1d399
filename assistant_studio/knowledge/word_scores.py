"""The scores of a question's words as one; apart, since numpy has no place in the window."""

from __future__ import annotations

import numpy as np

from assistant_studio.knowledge.word_index import QueryWord

# What the rarity of a word counts beyond what BM25 gives it.
_RARITY_POWER = 0.5


def combined(words: list[QueryWord]) -> dict[int, float]:
    """The score of each chunk over all words; the best one is 1."""
    held = [word for word in words if word.scores]
    if not held:
        return {}
    ids = np.concatenate([np.fromiter(word.scores, np.int64) for word in held])
    scores = np.concatenate(
        [
            word.weight * word.rarity**_RARITY_POWER * np.fromiter(word.scores.values(), np.float64)
            for word in held
        ]
    )
    chunks, places = np.unique(ids, return_inverse=True)
    total = np.bincount(places, weights=scores)
    return dict(zip(chunks.tolist(), (total / total.max()).tolist(), strict=True))
