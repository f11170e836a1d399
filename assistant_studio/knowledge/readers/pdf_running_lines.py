"""Leaving out what every page of a PDF repeats at its top or bottom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_MIN_LINES_ON_A_PAGE = 4
_MIN_PAGES = 4
_MIN_SHARE = 0.3  # a book's left and right pages have lines of their own
_MAX_CHARS = 150
_MIN_TITLE_CHARS = 15
_NUMBER = re.compile(r"[0-9]{1,6}")
_LINES_AT_AN_EDGE = 2

_Way = tuple[str, int, int]


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """The pages without running titles and page numbers, each kept where it stands first.

    They would stand in the middle of sentences that go on over a page's end, and make passages
    alike that are not. Short pages are left as they are.
    """
    lines = [page.split("\n") for page in pages]
    for edge in (0, -1):
        for _ in range(_LINES_AT_AN_EDGE):
            _drop(lines, edge)
    return ["\n".join(page).strip() for page in lines]


def _drop(pages: list[list[str]], edge: int) -> None:
    """Drop the line at one edge of each page where it is a running line."""
    whole = {n: page for n, page in enumerate(pages) if len(page) > _MIN_LINES_ON_A_PAGE}
    ways = {number: _ways_to_run(page[edge], number, edge) for number, page in whole.items()}
    counts = Counter(way for each in ways.values() for way in each)
    needed = max(_MIN_PAGES, _MIN_SHARE * len(whole))
    running = {way for way, count in counts.items() if count >= needed}
    seen: set[_Way] = set()
    for number, page in whole.items():
        runs = ways[number] & running
        if runs & seen:
            del page[edge]
        seen |= runs


def _ways_to_run(line: str, page: int, edge: int) -> set[_Way]:
    """How a line might go on from page to page: as it is, or with a number that counts the pages.

    "Lesson 7" at the top of a page is a heading though it counts; only a longer line or a mere
    number may do so there.
    """
    line = " ".join(line.split())
    if not line or len(line) > _MAX_CHARS:
        return set()
    ways: set[_Way] = {(line, 0, 0)}
    letters = sum(character.isalpha() for character in line)
    if edge != 0 or not 0 < letters < _MIN_TITLE_CHARS:
        alike = _NUMBER.sub("#", line)
        for place, number in enumerate(_NUMBER.findall(line), 1):
            ways.add((alike, place, int(number) - page))
    return ways
