"""Makes a check from a good answer: its question, its document, its salient numbers or words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from assistant_studio.answering.words import content_words, stem, tokens
from assistant_studio.assistants.check import Check
from assistant_studio.checks.numbers import numbers, numbers_as_written
from assistant_studio.conversations.message import Message

MAX_NUMBERS = 3
MAX_WORDS = 2
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_FENCED_CODE = re.compile(r"^ *(```|~~~).*?(?:^ *\1|\Z)", re.MULTILINE | re.DOTALL)
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
    passages = _cited_passages(answer.details)
    # The numbers and names of a program are not what the answer says.
    said = _FENCED_CODE.sub(" ", answer.text)
    read = " ".join(passage["text"] for passage in passages)
    new_numbers = _new_numbers(question, said, read)
    words = () if new_numbers else _salient_words(question, said, read)
    cited = passages[0] if passages else {}
    return Check(
        question,
        must_hold=words,
        numbers=new_numbers,
        document=cited.get("document", ""),
        page=cited.get("page"),
    )


def _cited_passages(details: dict[str, Any]) -> list[dict[str, Any]]:
    """The passages that support sentences, as data: who supports most, and fits best, first."""
    cited = (sentence["sources"] for sentence in details.get("sentences", ()))
    counts = Counter(numbers[0] for numbers in cited if numbers)
    passages = {source["n"]: source["passage"] for source in details.get("sources", ())}
    order = sorted((n for n in counts if n in passages), key=lambda n: (-counts[n], n))
    return [passages[n] for n in order]


def _new_numbers(question: str, answer: str, read: str) -> tuple[str, ...]:
    """The numbers that the question does not hold, and what was read does, if anything was."""
    written = {numbers(text): text for text in reversed(numbers_as_written(answer))}
    spelled = {frozenset((value,)): f"{value:f}" for value in sorted(numbers(answer) - {1})}
    asked, known = numbers(question), numbers(read)
    found = {
        values: text
        for values, text in {**spelled, **written}.items()
        if not values <= asked and (values <= known or not read)
    }
    order = list(dict.fromkeys([*reversed(written), *spelled]))
    return tuple(found[values] for values in order if values in found)[:MAX_NUMBERS]


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
