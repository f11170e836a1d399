"""Makes a check from a good answer: its question, its document, its salient numbers or words."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

from assistant_studio.answering.words import content_words, stem, tokens
from assistant_studio.assistants.check import Check
from assistant_studio.checks.numbers import numbers, numbers_as_written
from assistant_studio.conversations.message import Message

MAX_NUMBERS = 3
MAX_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MIN_WORD_CHARS = 4


def check_from_answer(question: str, answer: Message) -> Check:
    """A check that this answer passes, to be looked over by a person.

    Args:
        question: What was asked.
        answer: The good answer as it is saved.

    Returns:
        The document and page that most of the answer rests on, the numbers that the answer adds
        to the question, and, where there is no number, words that the cited passage has too.
    """
    if answer.details.get("finish") == "not_found":
        return Check(question, says_unknown=True)
    cited = _most_cited(answer.details)
    new_numbers = _new_numbers(question, answer.text)
    words = () if new_numbers else _salient_words(question, answer.text, cited.get("text", ""))
    return Check(
        question,
        must_hold=words,
        numbers=new_numbers,
        document=cited.get("document", ""),
        page=cited.get("page"),
    )


def _most_cited(details: dict[str, Any]) -> dict[str, Any]:
    """The passage that supports most sentences, as data; among equals the one that fits best."""
    cited = (sentence["sources"] for sentence in details.get("sentences", ()))
    counts = Counter(numbers[0] for numbers in cited if numbers)
    if not counts:
        return {}
    best = min(counts, key=lambda n: (-counts[n], n))
    found = (s["passage"] for s in details.get("sources", ()) if s["n"] == best)
    passage: dict[str, Any] = next(found, {})
    return passage


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


def _salient_words(question: str, answer: str, passage: str) -> tuple[str, ...]:
    """The longest words of meaning that the question does not say already."""
    asked = content_words(question)
    meaning = content_words(answer) - asked
    meaning = meaning & content_words(passage) or meaning
    candidates = [
        word
        for word in dict.fromkeys(_WORD.findall(answer))
        if len(word) >= _MIN_WORD_CHARS and any(stem(t) in meaning for t in tokens(word))
    ]
    chosen = sorted(candidates, key=len, reverse=True)[:MAX_WORDS]
    return tuple(word for word in candidates if word in chosen)
