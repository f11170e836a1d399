"""Laying out a web page's elements as text: blocks, list items, table rows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant_studio.knowledge.document import Section
from assistant_studio.knowledge.readers.writer import TextWriter

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
_CELLS = frozenset(("td", "th"))
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dt div fieldset
    figcaption figure footer form header hgroup hr legend main nav p section summary tbody tfoot
    thead
    """.split()  # noqa: SIM905 - a list of quoted words would hide the words
)
_SPACE = re.compile(r"\s+")


class HtmlText:
    """Takes elements and words in document order and writes blocks.

    Attributes:
        last_heading: The heading that was written last; empty before the first.
    """

    def __init__(self, writer: TextWriter) -> None:
        self.last_heading = ""
        self._writer = writer
        self._inline: list[str] = []
        self._preformatted = 0
        self._lists: list[int | None] = []
        self._marker = ""
        self._group: object = None
        # One entry for each open table row: its cells so far, or None once it holds what no line
        # can (a heading, another table), as in pages that are laid out by tables.
        self._rows: list[list[str] | None] = []
        self._tables = 0

    def words(self, text: str) -> None:
        """Text as it stands in the page."""
        self._inline.append(text if self._preformatted else _SPACE.sub(" ", text))

    def enter(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        """An element begins."""
        if tag == "br":
            self._inline.append("\n")
        elif tag in _HEADINGS:
            self._end_rows()
            self._flush()
        elif tag in _LISTS:
            self._flush()
            self._open_list(tag, attributes)
        elif tag == "li":
            self._flush()
            self._marker = self._next_marker()
        elif tag == "table":
            self._end_rows()
            self._flush()
            self._tables += 1
        elif tag == "tr":
            self._flush()
            self._rows.append([])
        elif tag == "pre":
            self._flush()
            self._preformatted += 1
        elif tag in _BLOCKS or tag in _CELLS:
            self._flush()

    def leave(self, tag: str) -> None:
        """An element ends."""
        if tag in _HEADINGS:
            title = " ".join(self._take().split())
            self._writer.heading(title, _HEADINGS[tag])
            self.last_heading = title or self.last_heading
        elif tag in _LISTS:
            self._flush()
            self._close_list()
        elif tag in _CELLS and self._rows and self._rows[-1] is not None:
            self._rows[-1].append(self._take())
        elif tag == "tr" and self._rows:
            self._flush()
            self._write_row(self._rows.pop())
        elif tag == "pre":
            self._flush()
            self._preformatted -= 1
        elif tag in _BLOCKS or tag in _CELLS or tag in ("li", "table"):
            self._flush()

    def end(self) -> None:
        """The page ends; another may follow."""
        self._end_rows()
        self._flush()
        self._rows.clear()
        self._lists.clear()
        self._group = None
        self._preformatted = 0

    def result(self) -> tuple[str, tuple[Section, ...]]:
        """The whole text and its sections."""
        self.end()
        return self._writer.result()

    def _flush(self) -> None:
        """End a block; inside a table's cell, where a row is one line, only part it from the next.

        White space between the tags of a row stands before any cell and goes.
        """
        if self._rows and self._rows[-1] is not None:
            if "".join(self._inline).strip():
                self._inline.append("\n")
            else:
                self._inline.clear()
            return
        text = self._take()
        if text:
            text = self._marker + text
            self._marker = ""
            self._writer.block(text, self._group)

    def _take(self) -> str:
        if not self._inline:
            return ""
        text = "".join(self._inline)
        self._inline.clear()
        if self._preformatted:
            return text.strip("\r\n").rstrip()
        return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()

    def _open_list(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        if not self._lists:
            self._group = object()
        start = attributes.get("start") or "1"
        number = int(start) if start.isdecimal() and len(start) < 10 else 1
        self._lists.append(number if tag == "ol" else None)

    def _close_list(self) -> None:
        if self._lists:
            self._lists.pop()
        if not self._lists:
            self._group = None
        self._marker = ""

    def _next_marker(self) -> str:
        if not self._lists:
            return "- "
        indent = "  " * min(len(self._lists) - 1, 10)
        number = self._lists[-1]
        if number is None:
            return f"{indent}- "
        self._lists[-1] = number + 1
        return f"{indent}{number}. "

    def _end_rows(self) -> None:
        """Write what open rows hold so far; what follows in them are blocks of their own."""
        for number, cells in enumerate(self._rows):
            if cells is not None:
                self._rows[number] = None
                self._write_row(cells)

    def _write_row(self, cells: list[str] | None) -> None:
        if cells is not None:
            self._writer.row(cells, ("table", self._tables))
