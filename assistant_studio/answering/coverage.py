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
_KNOWN_WEIGHT = 0.5
# Words cannot be compared where question or files are in another language than English.
_ENGLISH_QUESTION, _ENGLISH_PASSAGES = 0.15, 0.15
_HOW_MANY = re.compile(r"\bhow many ((?:[^\W\d_]+[ ?])+)", re.IGNORECASE)
# Questions that only a name, or only a date, answers.
_ASKS_NAME = re.compile(
    r"\W*who (?:\w+ed|wrote|won|made|built|(?:is|was|are|were) the)\b", re.IGNORECASE
)
_ASKS_PRODUCT = re.compile(
    r"\bwhat is the name of\b|\bwhich [\w ]+ (?:do|does) \w+ (?:use|work with)\b"
    r"|\bwhich (?:brand|make|company|firm|airline|bank|hotel|restaurant|university)\b",
    re.IGNORECASE,
)
_ASKS_DATE = re.compile(r"\W*when (?:was|were|did)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_ROLES = frozenset(
    "lead head manager board team officer desk agent owner director adviser president".split()
)
_LACKING_WORDS = 2
# "Georgian" is of "Georgia".
_SAME_BEGINNING_CHARS = 5
_NEAR_PLACES = 2.0
# So many numbers in one sentence are a table, whose headings stand elsewhere.
_TABLE_NUMBERS = 4


def coverages(question: str, passages: Sequence[Passage], known_names: str) -> list[float] | None:
    """For each passage the largest share of the question's telling words that stand together.

    Args:
        question: The person's words.
        passages: What was found for it.
        known_names: Text with names that all the files are about: they tell little.

    Returns:
        0 to 1 each; None where it can not be told: nothing telling is asked, or in another
        language.
    """
    wanted = telling_words(question, known_names)
    texts = " ".join(passage.text for passage in passages)
    if not wanted or english_share(question) < _ENGLISH_QUESTION:
        return None
    if english_share(texts) < _ENGLISH_PASSAGES:
        return None
    return [_coverage(wanted, passage) for passage in passages]


def lacks_words(question: str, passages: Iterable[Passage], known_names: str) -> bool:
    """Whether a name that is asked for, or several other words, stand in no passage.

    Args:
        question: The person's words.
        passages: What was found for it.
        known_names: Text with names that all the files are about.
    """
    there = set(content_words(known_names))
    for passage in passages:
        there |= content_words(f"{passage.text} {passage.heading} {passage.document}")
    lacking = telling_words(question, known_names).keys() - there
    names = {stem(name) for name, _sentence in facts_of(question).names}
    return len(lacking) >= _LACKING_WORDS or bool(lacking & names)


def lacks_a_name(question: str, passages: Iterable[Passage], known_names: str) -> bool:
    """Whether a name that is asked for stands in no passage, in no form; only told in English."""
    if english_share(question) < _ENGLISH_QUESTION:
        return False
    there = set(content_words(known_names))
    for passage in passages:
        there |= content_words(f"{passage.text} {passage.heading} {passage.document}")
    names = {stem(name) for name, _sentence in facts_of(question).names}
    return any(
        not any(word.startswith(name[:_SAME_BEGINNING_CHARS]) for word in there) for name in names
    )


def names_somebody(question: str, texts: Iterable[str]) -> bool:
    """Whether "Who founded …", "Which brand …" finds a name in one of some texts.

    True for questions that ask for no name.

    Args:
        question: The person's words.
        texts: The sentences that come closest to it.
    """
    if _ASKS_NAME.match(question) is None and _ASKS_PRODUCT.search(question) is None:
        return True
    asked = set(tokens(question))
    found = [facts_of(text) for text in texts]
    names = {name for facts in found for name, _sentence in facts.names}
    roles = {word for facts in found for word in facts.all_words & _ROLES}
    return bool((names | roles) - asked)


def counts_what_is_asked(question: str, passages: Iterable[Passage]) -> bool:
    """Whether "How many …" finds a number near what is to be counted; True for other questions."""
    asked = _HOW_MANY.search(question)
    counted = _counted(asked[1]) if asked else ""
    if not counted:
        return True
    return any(_has_number_of(facts_of(passage.text), counted) for passage in passages)


def holds_such_an_answer(question: str, passages: Sequence[Passage]) -> bool:
    """Whether "Who founded …" finds anybody, "When was …" any date; True for other questions."""
    who, when = _ASKS_NAME.match(question), _ASKS_DATE.match(question)
    if who is None and when is None:
        return True
    asked = set(tokens(question))
    found = [facts_of(passage.text) for passage in passages]
    if when is not None:
        return any(facts.months for facts in found) or any(
            _YEAR.search(passage.text) for passage in passages
        )
    people = {name for facts in found for name, _sentence in facts.names}
    roles = {word for facts in found for word in facts.all_words & _ROLES}
    return bool((people | roles) - asked)


def telling_words(question: str, known_names: str) -> dict[str, float]:
    """The words that say what is asked, with how much each matters."""
    known = content_words(known_names)
    names = {stem(name) for name, _sentence in facts_of(question).names} - known
    words = (word for word in content_words(question) - _DEGREES if not word[0].isdigit())
    return {
        word: _KNOWN_WEIGHT if word in known else _NAME_WEIGHT if word in names else 1.0
        for word in words
    }


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
