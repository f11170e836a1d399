"""How well a passage fits a question on an absolute scale, for an honest "not in your files".

Set with questions about the sample assistant's files and one text with questions. At 0.4 all 30
questions that those files answer pass, and 95 % of the text's own; of questions about other texts
none does. Questions about the same things whose answer is not there (15 for the sample files) can
not be told by their words or their meaning: twelve of them pass.
"""

from __future__ import annotations

_WORDS_WEIGHT = 0.15
_NOTHING, _EVERYTHING = 0.24, 0.74
"""Weighted sums that count as no fit at all and as a full one; 0.44 between them gives 0.4."""


def fit(cosine: float | None, words_held: float) -> float:
    """The fit, 0 to 1; from 0.4 on an answer may be in the passage.

    Args:
        cosine: The highest of the passage's chunks with the question; None without an embedder.
        words_held: The share of the question's telling words that stand in the passage, the rare
            ones counting more; 0 to 1.
    """
    if cosine is None:
        return words_held
    sum_of_both = cosine + _WORDS_WEIGHT * words_held
    return min(1.0, max(0.0, (sum_of_both - _NOTHING) / (_EVERYTHING - _NOTHING)))
