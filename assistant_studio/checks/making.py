"""Makes a check from a good answer: its question, its document, its salient numbers or words."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from assistant_studio.answering.events import CitedSentence, Source
from assistant_studio.answering.words import content_words, stem, tokens
from assistant_studio.assistants.check import Check
from assistant_studio.checks.numbers import numbers, numbers_as_written

MAX_NUMBERS = 3
MAX_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MIN_WORD_CHARS = 4


def check_from_answer(
    question: str,
    answer: str,
    sentences: tuple[CitedSentence, ...],
    sources: tuple[Source, ...],
    finish: str,
) -> Check:
    """A check that this answer passes, to be looked over by a person.

    Args:
        question: What was asked.
        answer: The good answer.
        sentences: Its sentences with the sources that support them.
        sources: The passages it was given.
        finish: "not_found" if the app said that the files do not say it.

    Returns:
        The document and page that most of the answer rests on, the numbers that the answer adds
        to the question, and, where there is no number, words that the cited passage has too.
    """
    if finish == "not_found":
        return Check(question, says_unknown=True)
    cited = _most_cited(sentences, sources)
    new_numbers = _new_numbers(question, answer)
    words = () if new_numbers else _salient_words(question, answer, cited)
    return Check(
        question,
        must_hold=words,
        numbers=new_numbers,
        document=cited.passage.document if cited else "",
        page=cited.passage.page if cited else None,
    )


def _most_cited(sentences: tuple[CitedSentence, ...], sources: tuple[Source, ...]) -> Source | None:
    """The source that supports most sentences; among equals the one that fits best."""
    counts = Counter(sentence.sources[0] for sentence in sentences if sentence.sources)
    if not counts:
        return None
    best = min(counts, key=lambda n: (-counts[n], n))
    return next((source for source in sources if source.n == best), None)


def _new_numbers(question: str, answer: str) -> tuple[str, ...]:
    asked = numbers(question)
    found: dict[frozenset[Decimal], str] = {}
    for written in numbers_as_written(answer):
        values = numbers(written)
        if not values <= asked:
            found.setdefault(values, written)
    if not found:
        rest = sorted(numbers(answer) - asked - {1})
        return tuple(f"{value:f}" for value in rest[:MAX_NUMBERS])
    return tuple(found.values())[:MAX_NUMBERS]


def _salient_words(question: str, answer: str, cited: Source | None) -> tuple[str, ...]:
    """The longest words of meaning that the question does not say already."""
    asked = content_words(question)
    meaning = content_words(answer) - asked
    if cited is not None:
        meaning = meaning & content_words(cited.passage.text) or meaning
    candidates = [
        word
        for word in dict.fromkeys(_WORD.findall(answer))
        if len(word) >= _MIN_WORD_CHARS and any(stem(t) in meaning for t in tokens(word))
    ]
    chosen = sorted(candidates, key=len, reverse=True)[:MAX_WORDS]
    return tuple(word for word in candidates if word in chosen)
