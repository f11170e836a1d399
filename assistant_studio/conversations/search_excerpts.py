"""The part of a message that a search found, with the words that it found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant_studio.conversations.search_words import Phrase, Token, tokens

EXCERPT_CHARS = 150
_LEAD_CHARS = 40
# What is looked at of a long message for where its hits are densest.
_MAX_HITS = 200
_MARKUP = re.compile(r"[*`]+|^\s*(?:#+|[-+]|>+)\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a text.

    Attributes:
        text: In one line, "…" where something was left out.
        marks: Start and end in `text` of the words that were found.
    """

    text: str
    marks: tuple[tuple[int, int], ...]


def excerpt(text: str, wanted: Sequence[Phrase], length: int = EXCERPT_CHARS) -> Excerpt:
    """The stretch of a text in which most of what is wanted stands; else its beginning."""
    line = " ".join(_MARKUP.sub("", text).replace("|", " ").split())
    hits = _hits(list(tokens(line)), wanted)
    first, last = _densest(hits, length - _LEAD_CHARS)
    begin, end = (
        _window(line, hits[first][0], hits[last][1], length)
        if hits
        else _window(line, 0, 0, length)
    )
    before, after = "…" if begin > 0 else "", "…" if end < len(line) else ""
    shift = len(before) - begin
    marks = tuple((a + shift, b + shift) for a, b, _ in hits if a >= begin and b <= end)
    return Excerpt(before + line[begin:end] + after, _apart(marks))


def _hits(found: Sequence[Token], wanted: Sequence[Phrase]) -> list[tuple[int, int, int]]:
    """Start, end and number of the phrase, for each place where one stands."""
    hits = []
    for place in range(len(found)):
        for number, phrase in enumerate(wanted):
            if phrase.stands_at(found, place):
                end = found[place + len(phrase.words) - 1].end
                hits.append((found[place].start, end, number))
        if len(hits) >= _MAX_HITS:
            break
    return hits


def _densest(hits: Sequence[tuple[int, int, int]], length: int) -> tuple[int, int]:
    best, first = (0, 0, 0), 0
    for last in range(len(hits)):
        while hits[last][1] - hits[first][0] > length and first < last:
            first += 1
        different = len({number for _, _, number in hits[first : last + 1]})
        if different > best[0]:
            best = (different, first, last)
    return best[1], best[2]


def _window(line: str, start: int, end: int, length: int) -> tuple[int, int]:
    """Where the excerpt around `line[start:end]` begins and ends, at words."""
    begin = max(0, start - _LEAD_CHARS)
    if begin > 0:
        space = line.find(" ", begin, start)
        begin = space + 1 if space >= 0 else begin
    stop = min(len(line), max(end, begin + length))
    if stop < len(line):
        space = line.rfind(" ", end, stop)
        stop = space if space > begin else stop
    return begin, stop


def _apart(marks: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Marks in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
