"""Where the words of a passage stand on a page whose text another program has read.

Two programs never read quite the same text from a PDF: spaces, hyphens, ligatures and the order of
columns differ. So letters and digits alone are compared, and what does not stand there as a whole
is looked for piece by piece.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_PIECE_CHARS = 28
"""Short enough to survive a column break nearby, long enough to stand only once on a page."""

_LEAST_CHARS = 3


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters and digits of a text.

    Attributes:
        text: They alone, in one case.
        places: Where each stands in the whole text.
    """

    text: str
    places: tuple[int, ...]


def stretches_of(page_text: str, wanted: str) -> list[tuple[int, int]]:
    """Where a passage stands in a page's text.

    Args:
        page_text: One character for each that is drawn.
        wanted: The passage, as another program has read it; its other pages' text may be in it.

    Returns:
        Start and end in `page_text`, in order and apart from each other; empty if nothing fits.
    """
    page, sought = _letters(page_text), _letters(wanted)
    if len(sought.text) < _LEAST_CHARS:
        return []
    at = page.text.find(sought.text)
    found = [(at, at + len(sought.text))] if at >= 0 else _by_pieces(page.text, sought.text)
    return [(page.places[start], page.places[end - 1] + 1) for start, end in found]


def occurrences_of(page_text: str, words: str) -> list[tuple[int, int]]:
    """Every place where words stand in a text: letters alike in either case, spaces of any kind.

    Args:
        page_text: What is searched.
        words: What a person typed; punctuation and spaces in it count for nothing.
    """
    page, sought = _letters(page_text), _letters(words)
    found: list[tuple[int, int]] = []
    at = page.text.find(sought.text) if sought.text else -1
    while at >= 0:
        end = at + len(sought.text)
        found.append((page.places[at], page.places[end - 1] + 1))
        at = page.text.find(sought.text, end)
    return found


def holds(page_text: str, words: str) -> bool:
    """Whether words stand in a text at all; quicker than where."""
    sought = _letters(words).text
    return bool(sought) and sought in _letters(page_text).text


def _letters(text: str) -> _Letters:
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isascii():  # nearly all of them, and far quicker
            if character.isalnum():
                kept.append(character.lower())
                places.append(place)
            continue
        for plain in unicodedata.normalize("NFKC", character).casefold():
            if plain.isalnum():
                kept.append(plain)
                places.append(place)
    return _Letters("".join(kept), tuple(places))


def _by_pieces(page: str, sought: str) -> list[tuple[int, int]]:
    """Pieces that stand on the page, each after the last where it can, touching ones joined."""
    found: list[tuple[int, int]] = []
    after = 0
    for start in range(0, len(sought), _PIECE_CHARS):
        # The last piece reaches back, so that it is no shorter than the others.
        first = max(0, min(start, len(sought) - _PIECE_CHARS))
        piece = sought[first : first + _PIECE_CHARS]
        at = page.find(piece, max(0, after - _PIECE_CHARS))
        if at < 0:
            at = page.find(piece)
        if at >= 0:
            after = at + len(piece)
            found.append((at, after))
    return _joined(found)


def _joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
