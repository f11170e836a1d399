"""The part of a passage that supports a sentence, with the words that do pointed out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant_studio.answering.words import content_words
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.escaping import escaped
from assistant_studio.knowledge.document import Passage

EXCERPT_CHARS = 220
_LEAD_CHARS = 50
_HEADING_CHARS = 50
_HEADING_MARK = re.compile(r"^\s*#{1,6}\s+")
_WORD = re.compile(r"\w+(?:['’.,:-]\w+)*")
# But not before another paragraph, an item of a list or the number of a heading.
_LINE_OF_PAPER = re.compile(r"(?<!\n)\n(?!\s*\n|\s*(?:[-–•*]|\d+[.)\s]))")
_SENTENCE_END = re.compile(r"[.!?…。]\s|\n")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a passage.

    Attributes:
        text: The stretch, its line breaks as blanks, "…" where something was left out.
        marks: Start and end in `text` of what is pointed out.
    """

    text: str
    marks: tuple[tuple[int, int], ...]

    def rich_text(self, colors: TextColors) -> str:
        """The excerpt with its marks in the theme's colours."""
        parts, position = [], 0
        for start, end in self.marks:
            parts.append(escaped(self.text[position:start]))
            parts.append(
                f'<span style="background-color:{colors.mark};color:{colors.ink}">'
                f"{escaped(self.text[start:end])}</span>"
            )
            position = end
        parts.append(escaped(self.text[position:]))
        return "".join(parts)


def excerpt(passage: str, sentences: Sequence[str]) -> Excerpt:
    """The stretch of a passage that shares most with some sentences.

    Args:
        passage: The whole passage.
        sentences: What it supports; with none, the excerpt is the passage's beginning.
    """
    lines = _joined(passage)
    text = lines.replace("\n", " ")
    wanted = set[str]().union(*(content_words(sentence) for sentence in sentences))
    found = [
        (word.start(), word.end(), stems)
        for word in _WORD.finditer(text)
        if (stems := content_words(word[0]) & wanted)
    ]
    first, last = _densest(found)
    start, end = _window(text, found[first][0], found[last][1]) if found else _window(text, 0, 0)
    marks = _runs(lines, [(a, b) for a, b, _ in found if a >= start and b <= end])
    before, after = "…" if start > 0 else "", "…" if end < len(text) else ""
    shift = len(before) - start
    return Excerpt(
        before + text[start:end] + after, tuple((a + shift, b + shift) for a, b in marks)
    )


def flowing(passage: Passage) -> str:
    """A passage for reading: on a page, lines end where the paper did, so they are joined."""
    if passage.page is None:
        return passage.text
    return _LINE_OF_PAPER.sub(" ", passage.text)


def _joined(passage: str) -> str:
    """The lines of a passage without marks of headings, each heading apart from what follows."""
    kept = (" ".join(_HEADING_MARK.sub("", line).split()) for line in passage.splitlines())
    lines = [line for line in kept if line]
    for place, following in enumerate(lines[1:]):
        line = lines[place]
        if len(line) < _HEADING_CHARS and line[-1].isalnum() and following[0].isupper():
            lines[place] = f"{line} ·"
    return "\n".join(lines)


def _densest(found: Sequence[tuple[int, int, set[str]]]) -> tuple[int, int]:
    """First and last of the words that lie within an excerpt and share most."""
    best, first = (0, 0, 0), 0
    for last in range(len(found)):
        while found[last][1] - found[first][0] > EXCERPT_CHARS - _LEAD_CHARS:
            first += 1
        different = len(set[str]().union(*(stems for _, _, stems in found[first : last + 1])))
        if different > best[0]:
            best = (different, first, last)
    return best[1], best[2]


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Where an excerpt around `text[start:end]` begins and ends: at words, better at sentences."""
    begin = max(0, start - _LEAD_CHARS)
    if begin > 0:
        sentence = list(_SENTENCE_END.finditer(text, begin, start))
        space = text.find(" ", begin, start)
        begin = sentence[-1].end() if sentence else (space + 1 if space >= 0 else start)
    stop = max(end, begin + EXCERPT_CHARS)
    if stop < len(text):
        space = text.rfind(" ", end, stop)
        stop = space if space > begin else stop
    return begin, min(stop, len(text))


def _runs(text: str, words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words with nothing but small words between them, as one; single ones only if all are."""
    runs: list[tuple[int, int, int]] = []
    for start, end in words:
        between = text[runs[-1][1] : start] if runs else ""
        if runs and not _SENTENCE_END.search(between) and not content_words(between):
            runs[-1] = (runs[-1][0], end, runs[-1][2] + 1)
        else:
            runs.append((start, end, 1))
    longer = [(a, b) for a, b, count in runs if count > 1 or text[a].isdigit()]
    return longer or [(a, b) for a, b, _ in runs]
