"""Putting together the text of a document that is no plain text, block by block."""

from __future__ import annotations

from collections.abc import Sequence

from assistant_studio.errors import DocumentTooLarge
from assistant_studio.knowledge.document import Place, Section
from assistant_studio.knowledge.readers.limits import MAX_TEXT_CHARS
from assistant_studio.knowledge.readers.sections import (
    Heading,
    Mark,
    check_heading_count,
    check_section_count,
    placed,
    sections_of,
    short_title,
)
from assistant_studio.knowledge.readers.source import Source
from assistant_studio.knowledge.readers.table_text import (
    columns_line,
    fields_of,
    header_in,
    names_in,
)
from assistant_studio.language import _

_PROSE_CELL_CHARS = 500
_LONG_TABLE_CHARS = 600
"""Beyond that a table does not fit into two passages, and its header into one of them."""


class TextWriter:
    """Collects blocks: a blank line between paragraphs, none between items or rows of one list."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._pieces: list[str] = []
        self._headings: list[Heading] = []
        self._length = 0
        self._last_group: object = None
        self._marks: list[Mark] = []
        self._next: tuple[Place, tuple[str, ...]] | None = None
        self._table: object = None
        self._rows: list[list[str]] = []

    @property
    def empty(self) -> bool:
        """Whether nothing was written yet."""
        return not self._pieces and not self._rows

    def at(self, place: Place, titles: tuple[str, ...] = ()) -> None:
        """From the next block on, the text stands at another place.

        Args:
            place: Where.
            titles: What it is called where no heading line says so.
        """
        self._end_table()
        self._next = (place, titles)

    def block(self, text: str, group: object = None) -> None:
        """Add a block.

        Args:
            text: Trimmed; nothing is added where it is empty.
            group: Blocks of one group, such as the rows of one table, stand close together.

        Raises:
            DocumentTooLarge: The text grows beyond the limit.
        """
        if not text:
            return
        self._end_table()
        self._write(text, group)

    def heading(self, text: str, level: int) -> None:
        """Add a heading line; level 1 is the outermost."""
        self.block(text)
        if text:
            start = self._length - len(text)
            self._headings.append(Heading(start, self._length, level, short_title(text)))
            check_heading_count(self._source, len(self._headings))

    def end_headings(self) -> None:
        """From here on nothing stands under the headings so far."""
        self._end_table()
        if self._headings:
            self._headings.append(Heading(self._length, self._length, 0, ""))

    def row(self, cells: Sequence[str], group: object) -> None:
        """Add a table's row as one line; rows that only lay out paragraphs become those.

        The rows of a long table say the names of its columns.

        Args:
            cells: What each says; line breaks part the paragraphs in one.
            group: The table.
        """
        if not any(cells):
            return
        prose = any(len(cell) > _PROSE_CELL_CHARS and "\n" in cell for cell in cells)
        if len(cells) > 1 and not prose:
            if group != self._table:
                self._end_table()
            self._table = group
            self._rows.append([" ".join(cell.split()) for cell in cells])
            return
        for cell in cells:
            for paragraph in cell.split("\n"):
                self.block(paragraph.strip())

    def result(self) -> tuple[str, tuple[Section, ...]]:
        """The whole text and its sections."""
        self._end_table()
        text = "".join(self._pieces)
        sections = sections_of(text, self._headings)
        return text, placed(sections, self._marks) if self._marks else sections

    def _write(self, text: str, group: object) -> None:
        if self._pieces:
            close = group is not None and group == self._last_group
            self._append("\n" if close else "\n\n")
        if self._next is not None:
            self._marks.append(Mark(self._length, *self._next))
            self._next = None
            check_section_count(self._source, len(self._marks))
        self._append(text)
        self._last_group = group

    def _end_table(self) -> None:
        """Write the rows that were gathered, those of a long table with their columns' names."""
        if not self._rows:
            return
        rows, group = self._rows, self._table
        self._rows, self._table = [], None
        long = sum(len(cell) for row in rows for cell in row) > _LONG_TABLE_CHARS
        if long and header_in(rows[:2]) == 0:
            names = names_in(rows[0])
            lines = [columns_line(rows[0])]
            lines += ["; ".join(fields_of(row, names)) for row in rows[1:]]
        else:
            lines = [" | ".join(row).strip() for row in rows]
        for line in lines:
            if line:
                self._write(line, group)

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > MAX_TEXT_CHARS:
            raise DocumentTooLarge(
                _(
                    "{name} holds more than {millions} million characters of text.",
                    name=self._source.quoted,
                    millions=MAX_TEXT_CHARS // 10**6,
                ),
                _("Split it into smaller files and add those."),
            )
