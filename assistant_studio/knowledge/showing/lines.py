"""A document's text line by line, with the number of each and the place that begins there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant_studio.cancel import CancelToken
from assistant_studio.knowledge.document import PlaceKind, Section
from assistant_studio.knowledge.places import place_of

_LINE_END = re.compile(r"\r\n|\r|\n")
# A line of a million characters (JSON, a table without rows) is shown in portions.
_LONGEST = 2000
_NOT_HEADED = (PlaceKind.ROW, PlaceKind.LINE)
MAX_FOUND = 5000
_SLICE_CHARS = 1 << 17
# What words that begin in a slice may reach beyond it, apart from their own length: blanks.
_OVERLAP_CHARS = 4096


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line, or a portion of a very long one.

    Attributes:
        start: Its first character in the text.
        end: One past its last, without the line's end.
        number: From 1; 0 for a further portion of the same line.
        place: What begins here: "Page 12", "Sheet Q1"; empty where nothing does.
    """

    start: int
    end: int
    number: int
    place: str = ""


def lines_of(text: str, sections: Sequence[Section]) -> list[TextLine]:
    """All lines of a text."""
    starts, labels = _places(sections)
    lines: list[TextLine] = []
    said, at = "", 0
    ends = [(end.start(), end.end()) for end in _LINE_END.finditer(text)]
    for number, (end, following) in enumerate([*ends, (len(text), len(text))], 1):
        if end == len(text) == at and lines:
            break
        for start in range(at, max(end, at + 1), _LONGEST):
            found = bisect_right(starts, start) - 1
            label = labels[found] if found >= 0 else ""
            begins = label if label != said else ""
            said = label
            own = number if start == at else 0
            lines.append(TextLine(start, min(end, start + _LONGEST), own, begins))
        at = following
    return lines


def line_at(lines: Sequence[TextLine], offset: int) -> int:
    """The place in `lines` of the one that holds a character of the text."""
    return max(0, bisect_right(lines, offset, key=lambda line: line.start) - 1)


def found_in(text: str, words: str, token: CancelToken | None = None) -> list[tuple[int, int]]:
    """Start and end of each place where words stand, in either case; the first few thousand."""
    if not words.strip():
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    found: list[tuple[int, int]] = []
    start = 0
    while start < len(text):
        # A slice at a time: the window's thread waits while a pattern is being looked for.
        if token is not None:
            token.check()
        end = start + _SLICE_CHARS
        after = end
        for match in pattern.finditer(text, start, end + len(words) + _OVERLAP_CHARS):
            if match.start() >= end:
                break
            found.append(match.span())
            if len(found) >= MAX_FOUND:
                return found
            after = max(end, match.end())
        start = after
    return found


def _places(sections: Sequence[Section]) -> tuple[list[int], list[str]]:
    starts: list[int] = []
    labels: list[str] = []
    for section in sections:
        steps = [step for step in section.place if step.kind not in _NOT_HEADED]
        if section.page is not None or steps:
            label = place_of(section.page, (), 1, steps)
            if not labels or labels[-1] != label:
                starts.append(section.start)
                labels.append(label)
    return starts, labels
