"""How well a name fits what a person types: beginnings of words, parts of them, or just letters."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.conversations.search_words import folded

_WORD_START, _INSIDE, _SCATTERED = 100.0, 40.0, 10.0
# Scattered letters mean something only if they are several, and not all over a long name.
_MIN_SCATTERED, _MAX_SPREAD = 2, 3.0


@dataclass(frozen=True, slots=True)
class Fit:
    """How a name fits.

    Attributes:
        score: Higher is better.
        marks: Start and end of the letters that were typed.
    """

    score: float
    marks: tuple[tuple[int, int], ...]


def fit(typed: str, name: str) -> Fit | None:
    """How `name` fits what is typed, each word of it somewhere; None where it does not.

    Capitals and accents do not matter.
    """
    letters = _Letters.of(name)
    score, marks = 0.0, list[tuple[int, int]]()
    for word in typed.split():
        found = letters.find("".join(folded(c) or c for c in word))
        if found is None:
            return None
        score += found.score
        marks.extend(found.marks)
    # Of two that fit alike, the shorter name is the nearer.
    return Fit(score - len(name) / 100, tuple(sorted(marks)))


@dataclass(frozen=True, slots=True)
class _Letters:
    """A name's letters without capitals and accents, and where each stands in the name."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, name: str) -> _Letters:
        pairs = [(letter, place) for place, c in enumerate(name) for letter in folded(c) or c]
        return cls("".join(letter for letter, _ in pairs), tuple(place for _, place in pairs))

    def find(self, word: str) -> Fit | None:
        at = self._at_word_start(word)
        if at >= 0:
            whole = at + len(word) == len(self.text) or not self.text[at + len(word)].isalnum()
            first = 20.0 if at == 0 else 0.0
            return self._fit(_WORD_START + first + (10.0 if whole else 0.0), at, len(word))
        at = self.text.find(word)
        if at >= 0:
            return self._fit(_INSIDE, at, len(word))
        return self._scattered(word)

    def _at_word_start(self, word: str) -> int:
        at = self.text.find(word)
        while at > 0 and self.text[at - 1].isalnum():
            at = self.text.find(word, at + 1)
        return at

    def _scattered(self, word: str) -> Fit | None:
        """The letters in order, beginning at the beginning of a word."""
        if len(word) < _MIN_SCATTERED:
            return None
        at = self._at_word_start(word[0])
        if at < 0:
            return None
        places = [at]
        for letter in word[1:]:
            at = self.text.find(letter, at + 1)
            if at < 0:
                return None
            places.append(at)
        if places[-1] - places[0] + 1 > _MAX_SPREAD * len(word):
            return None
        marks = tuple((self.places[p], self.places[p] + 1) for p in places)
        return Fit(_SCATTERED, marks)

    def _fit(self, score: float, at: int, length: int) -> Fit:
        return Fit(score, ((self.places[at], self.places[at + length - 1] + 1),))
