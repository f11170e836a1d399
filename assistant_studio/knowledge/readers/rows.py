"""Rows of a sheet as text, each a passage of its own with the number of its row."""

from __future__ import annotations

from collections.abc import Sequence

from assistant_studio.knowledge.document import Place, PlaceKind, PlaceStep
from assistant_studio.knowledge.readers.limits import MAX_COLUMNS
from assistant_studio.knowledge.readers.table_text import (
    columns_line,
    fields_of,
    header_in,
    names_in,
)
from assistant_studio.knowledge.readers.writer import TextWriter

MAX_SINGLE_ROWS = 20_000
"""So many rows are passages of their own; of a longer table several rows share one, or preparing it
would take hours."""

_SAMPLE_ROWS = 20
_LINE_CHARS = 300
_MAX_KEY_CHARS = 60

Row = tuple[int, list[str]]


class RowsText:
    """Takes a table's rows in order and writes them.

    The first rows are looked at before any is written: a header may stand below a title.
    """

    def __init__(self, writer: TextWriter, place: Place = (), title: str = "") -> None:
        """Begin a table.

        Args:
            writer: Where to write.
            place: Where the table stands, such as its sheet.
            title: Its heading; may be empty.
        """
        self._writer = writer
        self._place = place
        self._title = title
        self._group = object()
        self._sample: list[Row] | None = []
        self._names: list[str] = []
        self._single = 0
        self._waiting: list[tuple[int, str]] = []
        self._waiting_chars = 0

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Add a row.

        Args:
            number: As a spreadsheet numbers it, from 1.
            cells: What its cells say; empty ones at the end do not matter.
        """
        row = [" ".join(cell.split()) for cell in cells[:MAX_COLUMNS]]
        while row and not row[-1]:
            row.pop()
        if not row:
            return
        if self._sample is None:
            self._write(number, row)
            return
        self._sample.append((number, row))
        if len(self._sample) >= _SAMPLE_ROWS:
            self._write_sample()

    def end(self) -> None:
        """There are no more rows."""
        if self._sample is not None:
            self._write_sample()
        self._write_waiting()

    def _write_sample(self) -> None:
        sample, self._sample = self._sample or [], None
        header = header_in([row for _, row in sample])
        for position, (number, row) in enumerate(sample):
            if position == header:
                self._names = names_in(row)
                self._write_line(number, columns_line(row))
            elif header is not None and position < header:
                self._write_line(number, " | ".join(cell for cell in row if cell))
            else:
                self._write(number, row)

    def _write(self, number: int, row: list[str]) -> None:
        fields = fields_of(row, self._names)
        line = "; ".join(fields) if self._names else " | ".join(fields)
        if self._single < MAX_SINGLE_ROWS:
            self._single += 1
            if len(line) > _LINE_CHARS:
                self._write_line(number, "\n".join(fields), fields[0][:_MAX_KEY_CHARS])
            else:
                self._write_line(number, line)
            return
        if self._waiting and self._waiting_chars + len(line) > _LINE_CHARS:
            self._write_waiting()
        self._waiting.append((number, line))
        self._waiting_chars += len(line)

    def _write_waiting(self) -> None:
        if not self._waiting:
            return
        first, last = self._waiting[0][0], self._waiting[-1][0]
        step = PlaceStep(PlaceKind.ROW, first, last if last > first else 0)
        self._writer.at((*self._place, step))
        for _, line in self._waiting:
            self._writer.block(line, self._group)
        self._waiting.clear()
        self._waiting_chars = 0

    def _write_line(self, number: int, line: str, key: str = "") -> None:
        """Write a row; a long one is told apart by its first field in each of its passages."""
        self._writer.at((*self._place, PlaceStep(PlaceKind.ROW, number)), (key,) if key else ())
        if self._title:
            self._writer.heading(self._title, 1)
            self._title = ""
        self._writer.block(line, self._group)
