"""Whether a name does in the passage what a sentence has it do.

A name that stands in the passage may still be the wrong one: if another name stands nearer to the
sentence's words there, the passage says it of that one.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from assistant_studio.answering.facts import Facts
from assistant_studio.answering.words import stem

# How much nearer another name must stand before the sentence's own one counts as wrong.
_RIVAL_MARGIN = 1.6
_RIVAL_LEAST = 0.2
# What stands so near to a name is a part of it, a line's end between them counted.
_ONE_NAME = 3.0
# Words farther than this from a name tell nothing of it.
_FARTHEST = 12.0
_MIN_NAME_CHARS = 4
_ENDING_CHARS = 3


def belongs_to_its_names(
    sentence: Facts, passage: Facts, window: range, known_names: Set[str]
) -> bool:
    """Whether the sentence's words stand as near to its own names as to another one.

    Args:
        sentence: What the answer states.
        passage: What the passage states.
        window: The sentences of the passage that speak of it.
        known_names: Names that all the files are about: they are nobody's rivals.
    """
    there = {name for name, number in passage.names if number in window}
    own_names = {name for name, _sentence in sentence.names}
    own_names |= {name for name in there if any(derived(own, name) for own in own_names)}
    own = _places(own_names - known_names, passage)
    if not own:
        return True
    others = _places(there - own_names - known_names - passage.common, passage)
    # "European Union" is one name, of which "Europe" says enough.
    rivals = [place for place in others if all(abs(place - mine) > _ONE_NAME for mine in own)]
    if not rivals:
        return True
    for_own = for_rival = 0.0
    name_stems = {stem(name) for name in own_names}
    for word in sentence.places.keys() - name_stems:
        theirs = passage.places.get(word)
        if not theirs:
            continue
        # A word that the passage has often tells less.
        for_own += _nearness(theirs, own) / len(theirs)
        for_rival += _nearness(theirs, rivals) / len(theirs)
    return for_rival <= _RIVAL_MARGIN * for_own + _RIVAL_LEAST


def derived(name: str, word: str) -> bool:
    """Whether a word is made from a name, as "European" is from "Europe"."""
    long_enough = len(name) >= _MIN_NAME_CHARS
    return long_enough and word.startswith(name) and len(word) <= len(name) + _ENDING_CHARS


def _places(names: Iterable[str], passage: Facts) -> list[float]:
    return [place for name in names for place in passage.places.get(stem(name), ())]


def _nearness(places: Iterable[float], others: Iterable[float]) -> float:
    """1 for neighbours, less the farther apart, 0 where it tells nothing."""
    apart = min((abs(a - b) for a in places for b in others), default=_FARTHEST)
    return 1.0 / max(1.0, apart) if apart < _FARTHEST else 0.0
