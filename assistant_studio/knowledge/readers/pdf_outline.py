"""Headings of a PDF, taken from its bookmarks and found again in the text of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant_studio.knowledge.document import Section
from assistant_studio.knowledge.readers.sections import short_title

if TYPE_CHECKING:
    from pypdf import PdfReader

_MAX_ENTRIES_ON_A_PAGE = 200
_MAX_DEPTH = 9
_WHOLE_PAGE = frozenset(("/Fit", "/FitB"))
_NUMBERING = r"(?:(?:[A-Z][a-z]+[ \t]+)?(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*[.:)]?[ \t]+)?"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline.

    Attributes:
        page: Where it leads, counted from 1.
        path: The titles from the outermost to its own.
        at_top: Whether it leads to the page as a whole.
    """

    page: int
    path: tuple[str, ...]
    at_top: bool


def outline_of(reader: PdfReader) -> list[Bookmark]:
    """The bookmarks in the order of the pages; none where they are broken."""
    try:
        entries = list(_bookmarks(reader, reader.outline, ()))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - broken bookmarks raise anything, and cost only the headings
        return []
    return sorted(entries, key=lambda entry: entry.page)


def sections_of_pages(
    pages: Sequence[str], gap_chars: int, outline: Sequence[Bookmark]
) -> tuple[Section, ...]:
    """One section for each page that has text, or several where headings are found on it.

    Args:
        pages: The text of each page.
        gap_chars: How many characters part the pages that have text.
        outline: Sorted by page.
    """
    by_page: dict[int, list[Bookmark]] = {}
    for bookmark in outline:
        by_page.setdefault(bookmark.page, []).append(bookmark)
    sections: list[Section] = []
    path: tuple[str, ...] = ()
    start = 0
    for number, text in enumerate(pages, 1):
        cuts, path = _cuts(text, by_page.get(number, [])[:_MAX_ENTRIES_ON_A_PAGE], path)
        if not text:
            continue
        ends = [*(offset for offset, _ in cuts[1:]), len(text)]
        for (offset, headings), end in zip(cuts, ends, strict=True):
            sections.append(Section(start + offset, start + end, number, headings))
        start += len(text) + gap_chars
    return _without_gaps(sections)


def _bookmarks(
    reader: PdfReader, entries: Sequence[Any], above: tuple[str, ...]
) -> Iterator[Bookmark]:
    """Walk pypdf's outline, in which a list holds what is below the entry before it."""
    path = above
    for entry in entries:
        if isinstance(entry, list):
            if len(path) < _MAX_DEPTH:
                yield from _bookmarks(reader, entry, path)
            continue
        title = short_title(str(entry.title or ""))
        if not title:
            continue
        path = (*above, title)
        page = reader.get_destination_page_number(entry)
        if page is not None:
            no_place = not isinstance(entry.top, (int, float))
            yield Bookmark(page + 1, path, no_place or entry.typ in _WHOLE_PAGE)


def _cuts(
    text: str, bookmarks: Sequence[Bookmark], path: tuple[str, ...]
) -> tuple[list[tuple[int, tuple[str, ...]]], tuple[str, ...]]:
    """Where headings begin on a page, and the headings in force from there on.

    A bookmark whose title the page does not show may begin anywhere on it: until the next one that
    is found, only the headings that hold either way are given.

    Returns:
        Offsets (the first is 0) with headings, and the headings in force after the page.
    """
    cuts = [(0, path)]
    end_of_title = 0
    for bookmark in bookmarks:
        found = _find_title(text, bookmark.path[-1], end_of_title)
        offset, known = cuts[-1]
        if found is None:
            certain = bookmark.at_top and offset == 0 and end_of_title == 0
            cuts[-1] = (offset, bookmark.path if certain else _common(known, bookmark.path))
        elif text[end_of_title : found.start()].strip() or not _deeper(known, bookmark.path):
            if text[offset : found.start()].strip():
                cuts.append((found.start(), bookmark.path))
            else:
                cuts[-1] = (offset, bookmark.path)
            end_of_title = found.end()
        else:
            cuts[-1] = (offset, bookmark.path)
            end_of_title = found.end()
        path = bookmark.path
    return cuts, path


def _find_title(text: str, title: str, position: int) -> re.Match[str] | None:
    """The line, or lines, that show a title, perhaps with a number before it."""
    words = r"\s+".join(re.escape(word) for word in title.split())
    line = re.compile(rf"^[ \t]*{_NUMBERING}{words}[ \t]*$", re.MULTILINE | re.IGNORECASE)
    return line.search(text, position)


def _deeper(known: tuple[str, ...], path: tuple[str, ...]) -> bool:
    return len(path) > len(known) and path[: len(known)] == known


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    same = []
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same.append(left)
    return tuple(same)


def _without_gaps(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections, each reaching to the next, so that page breaks belong to the page before."""
    starts = [section.start for section in sections[1:]]
    closed = [
        Section(section.start, start, section.page, section.headings)
        for section, start in zip(sections, starts, strict=False)
    ]
    return (*closed, *sections[-1:])
