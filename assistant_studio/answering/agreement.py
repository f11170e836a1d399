"""Whether what a sentence states agrees with a passage: numbers, days, names, negations.

A number belongs to the words near it. So it is not enough that it stands in the passage: if another
number of the same kind stands nearer to the sentence's words there, the sentence has the wrong one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Set

from assistant_studio.answering.attribution import belongs_to_its_names, derived
from assistant_studio.answering.facts import Clause, Facts, Quantity
from assistant_studio.answering.units import dimension

# How much nearer another number must stand before the sentence's own one counts as wrong.
_RIVAL_MARGIN = 1.2
_RIVAL_LEAST = 0.05
# So near stand two numbers of one list.
_LIST_GAP = 4.0
_NAME_WEIGHT = 1.5
# The share of a clause's words that tells that a clause of the passage speaks of the same.
_SAME_CLAUSE = 0.6
_TWO = frozenset({"2"})
_BOTH = frozenset("both beide beiden".split())
_CONFUSABLE = ({"degree", ""}, {"hour", "clock"})


def share(sentence: Facts, passage: Facts, window: range) -> float:
    """The share of a sentence's content that stands in some sentences of a passage.

    0 if a number of the sentence is not there.
    """
    inside: set[str] = set()
    for clause in passage.clauses:
        if clause.sentence in window:
            inside |= clause.words
    for quantity in sentence.quantities:
        if (
            _counts(quantity)
            and not _same(quantity, passage, window)
            and not (quantity.values == _TWO and passage.all_words & _BOTH)
        ):
            return 0.0
    numbers = len(sentence.quantities)
    total = len(sentence.places) + numbers
    held = sum(1 for word in sentence.places if word in inside)
    return (held + numbers) / total if total else 0.0


def agrees(sentence: Facts, passage: Facts, window: range, known_names: Set[str]) -> bool:
    """Whether nothing in the sentence is against the passage.

    Args:
        sentence: What the answer states.
        passage: What the passage states.
        window: The sentences of the passage that speak of it.
        known_names: Names that need not stand in the passage itself.
    """
    return (
        _names_stand(sentence, passage, known_names)
        and not _takes_anothers_place(sentence, passage)
        and belongs_to_its_names(sentence, passage, window, known_names)
        and sentence.months <= passage.months
        and sentence.weekdays <= passage.weekdays
        and _ranges_alike(sentence, passage)
        and all(_belongs(quantity, sentence, passage, window) for quantity in sentence.quantities)
        and _negates_alike(sentence, passage, window)
    )


def _counts(quantity: Quantity) -> bool:
    return quantity.day is not None or quantity.values != {"1"}


def _same(quantity: Quantity, passage: Facts, window: range) -> list[Quantity]:
    return [
        other
        for other in passage.quantities
        if other.sentence in window and _equal(quantity, other) and _fits_unit(quantity, other)
    ]


def _equal(one: Quantity, other: Quantity) -> bool:
    if one.day is not None and other.day is not None:
        return one.day.agrees(other.day)
    if len(one.values) > 1 and len(other.values) > 1:
        # Of several readings the fullest is meant: "19:30" rather than "7", "2500" rather than "2".
        return max(one.values, key=len) == max(other.values, key=len)
    return bool(one.values & other.values)


def _fits_unit(one: Quantity, other: Quantity) -> bool:
    """Units that both name must be the same; a table often leaves them to its heading."""
    if one.unit and other.unit and one.unit != other.unit:
        return {one.unit, other.unit} in _CONFUSABLE
    return not (one.rate and other.rate) or one.rate == other.rate


def _names_stand(sentence: Facts, passage: Facts, known_names: Set[str]) -> bool:
    there = passage.all_words | {name for name, _place in passage.names} | known_names
    return all(
        name in there or name.removesuffix("s") in there or any(derived(name, w) for w in there)
        for name, _place in sentence.names
    )


def _takes_anothers_place(sentence: Facts, passage: Facts) -> bool:
    """Whether a word the passage has not stands where another stands there: "in der … statt".

    It finds wrong names where all nouns are written with capitals, as in German.
    """
    return any(
        not any(_part_of(word, other) for other in passage.between.get(sides, ()))
        for sides, words in sentence.between.items()
        if sides in passage.between
        for word in words - passage.all_words
    )


def _part_of(one: str, other: str) -> bool:
    return one in other or other in one


def _ranges_alike(sentence: Facts, passage: Facts) -> bool:
    """Whether a range ("from Monday to Friday") ends where those of its kind there end."""
    kinds = {kind for kind, _first, _last in passage.ranges}
    return all(each in passage.ranges for each in sentence.ranges if each[0] in kinds)


def _belongs(quantity: Quantity, sentence: Facts, passage: Facts, window: range) -> bool:
    own = _same(quantity, passage, window)
    if not own:
        return not _counts(quantity) or quantity.values == _TWO
    rivals = [
        other
        for other in passage.quantities
        if _of_kind(quantity, own[0], other)
        and not _equal(quantity, other)
        and not _listed(quantity, own, other, sentence)
    ]
    if not rivals:
        return True
    return any(
        all(not _stands_nearer(rival, mine, quantity, sentence, passage) for rival in rivals)
        for mine in own
    )


def _listed(quantity: Quantity, own: Iterable[Quantity], other: Quantity, sentence: Facts) -> bool:
    """Whether the sentence has the other number too, in the order of the passage: no rival then."""
    return any(
        _equal(each, other)
        and _near(each, quantity)
        and any((each.place < quantity.place) == (other.place < mine.place) for mine in own)
        for each in sentence.quantities
        if each is not quantity
    )


def _stands_nearer(
    rival: Quantity, own: Quantity, quantity: Quantity, sentence: Facts, passage: Facts
) -> bool:
    """Whether the sentence's words stand clearly nearer to another number than to its own.

    A word counts as near as it stands here and there, and less the more often the passage has it.
    """
    for_own = for_rival = 0.0
    for word, places in sentence.places.items():
        theirs = passage.places.get(word)
        if not theirs:
            continue
        here = min(_distance(place, quantity.place) for place in places) * len(theirs)
        to_own = min(_distance(place, own.place) for place in theirs)
        to_rival = min(_distance(place, rival.place) for place in theirs)
        if own.goes_on and own.sentence == rival.sentence and rival.place < own.place:
            # "Admission is £6 for adults and £2.50 for children": what stands first is of both.
            before = [_distance(place, rival.place) for place in theirs if place < rival.place]
            to_own = min([to_own, *before])
        nearer = 1.0 / (here * to_own) - 1.0 / (here * to_rival)
        for_own += max(0.0, nearer)
        for_rival += max(0.0, -nearer)
    names = {name for name, _sentence in sentence.names}
    for_own += _NAME_WEIGHT * len(names & passage.names_of(own.sentence))
    for_rival += _NAME_WEIGHT * len(names & passage.names_of(rival.sentence))
    return for_rival > _RIVAL_MARGIN * for_own + _RIVAL_LEAST


def _near(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are of one list or range ("3, 7 and 12 days")."""
    alike = one.unit == other.unit and one.unit != ""
    return alike and abs(one.place - other.place) <= _LIST_GAP


def _of_kind(quantity: Quantity, own: Quantity, other: Quantity) -> bool:
    return dimension(other.unit) == dimension(quantity.unit or own.unit)


def _distance(word: float, number: float) -> float:
    return float(max(1, math.ceil(abs(word - number))))


def _negates_alike(sentence: Facts, passage: Facts, window: range) -> bool:
    theirs = [each for each in passage.clauses if each.words]
    ruled_out = [each.words for each in theirs if each.sentence in window and each.contrasts]
    for clause in sentence.clauses:
        if not clause.words and not clause.negations:
            continue
        if not clause.negations and any(words <= clause.words for words in ruled_out):
            return False
        best = _most_alike(clause.words or set(sentence.places), theirs)
        if best and all(each.negations % 2 != clause.negations % 2 for each in best):
            return False
    denied = [clause.words for clause in sentence.clauses if clause.negations]
    denials = [each.words for each in passage.clauses if each.sentence in window and each.negations]
    # What is denied must be spoken of where the passage denies something.
    return all(any(not words or not each or words & each for each in denials) for words in denied)


def _most_alike(words: Set[str], clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses that share most words, if they share enough to speak of the same."""
    shares = [(len(words & clause.words) / len(words), clause) for clause in clauses if words]
    best = max((share for share, _clause in shares), default=0.0)
    if best < _SAME_CLAUSE:
        return []
    return [clause for share, clause in shares if share == best]
