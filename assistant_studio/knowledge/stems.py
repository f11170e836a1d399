"""Words without their endings, for languages whose endings FTS5's own stemmer does not know.

English is left to FTS5. A language joins this table when a corpus in it has shown that it pays
(`tests/bench/retrieval_experiments.md`).
"""

from __future__ import annotations

import re
from functools import lru_cache

LANGUAGES = {"de": "german"}
"""Snowball's name of each language."""

_WORD = re.compile(r"[^\W\d_]+")
_KEPT = 65_536


def stemmed_text(text: str, language: str) -> str:
    """A text with each word by its stem, in lower case."""
    return _WORD.sub(lambda word: stem(word[0].lower(), language), text)


@lru_cache(_KEPT)
def stem(word: str, language: str) -> str:
    """A word's stem by Snowball's rules (snowballstem.org).

    Args:
        word: In lower case.
        language: One of `LANGUAGES`.
    """
    # Here, not above: the rules of thirty languages would make the window start later.
    from snowballstemmer import stemmer

    found: str = stemmer(LANGUAGES[language]).stemWord(word)
    return found
