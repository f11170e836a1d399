"""How much of a question one place of a passage speaks of: what tells its answer from its subject.

A passage about hotels fits every question about hotels; the answer to one stands where its words
stand together. The figures are those of `tests/bench/refusals.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant_studio.answering.facts import Facts, facts_of
from assistant_studio.answering.units import unit_of
from assistant_studio.answering.words import content_words, english_share, stem, tokens
from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.sentences import sentence_spans

# Words that ask for a degree; the answer has a number instead.
_DEGREES = content_words(
    "long large big fast quick quickly early soon often far high low small old late many much time"
    " use get happen"
)
# A name that is asked for matters more than another word.
_NAME_WEIGHT = 2.0
# Words cannot be compared where question or files are in another language than English.
_ENGLISH_QUESTION, _ENGLISH_PASSAGES = 0.15, 0.15
_HOW_MANY = re.compile(r"\bhow many ((?:[^\W\d_]+[ ?])+)", re.IGNORECASE)
_NEAR_PLACES = 2.0
# So many numbers in one sentence are a table, whose headings stand elsewhere.
_TABLE_NUMBERS = 4


def coverages(question: str, passages: Sequence[Passage]) -> list[float] | None:
    """For each passage the largest share of the question's telling words that stand together.

    Returns:
        0 to 1 each; None where it can not be told: nothing telling is asked, or in another
        language.
    """
    wanted = telling_words(question)
    texts = " ".join(passage.text for passage in passages)
    if not wanted or english_share(question) < _ENGLISH_QUESTION:
        return None
    if english_share(texts) < _ENGLISH_PASSAGES:
        return None
    return [_coverage(wanted, passage) for passage in passages]


def missing_names(question: str, passages: Iterable[Passage], known_names: str) -> bool:
    """Whether a name that is asked for stands in no passage.

    Args:
        question: The person's words.
        passages: What was found for it.
        known_names: Text with names that all the files are about.
    """
    there = set(tokens(known_names))
    for passage in passages:
        there |= set(tokens(f"{passage.text} {passage.heading} {passage.document}"))
    names = {name for name, _sentence in facts_of(question).names}
    return not {stem(name) for name in names} <= {stem(word) for word in there}


def counts_what_is_asked(question: str, passages: Iterable[Passage]) -> bool:
    """Whether "How many …" finds a number near what is to be counted; True for other questions."""
    asked = _HOW_MANY.search(question)
    counted = _counted(asked[1]) if asked else ""
    if not counted:
        return True
    return any(_has_number_of(facts_of(passage.text), counted) for passage in passages)


def telling_words(question: str) -> dict[str, float]:
    """The words that say what is asked, with how much each matters."""
    names = {stem(name) for name, _sentence in facts_of(question).names}
    words = (word for word in content_words(question) - _DEGREES if not word[0].isdigit())
    return {word: _NAME_WEIGHT if word in names else 1.0 for word in words}


def _coverage(wanted: Mapping[str, float], passage: Passage) -> float:
    held = (sum(wanted[w] for w in wanted.keys() & place) for place in _places(passage))
    return max(held, default=0.0) / sum(wanted.values())


def _places(passage: Passage) -> Iterable[set[str]]:
    """The words of each two sentences that follow each other, with the headings above them."""
    heading = content_words(passage.heading)
    words = [content_words(passage.text[a:b]) for a, b in sentence_spans(passage.text)]
    for first, second in zip(words, [*words[1:], set[str]()], strict=True):
        yield first | second | heading


def _counted(following: str) -> str:
    """What "many" is said of: the last of the telling words that follow it at once."""
    counted = ""
    for word in tokens(following):
        if not content_words(word):
            break
        counted = word
    return counted


def _has_number_of(facts: Facts, counted: str) -> bool:
    unit = unit_of(counted, directly=True)
    for quantity in facts.quantities:
        if unit and quantity.unit == unit:
            return True
        if sum(other.sentence == quantity.sentence for other in facts.quantities) >= _TABLE_NUMBERS:
            return True
        places = facts.places.get(stem(counted), ())
        if any(0 < place - quantity.place <= _NEAR_PLACES for place in places):
            return True
    return False
