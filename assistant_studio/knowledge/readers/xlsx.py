"""Reading workbooks: the sheets in their order, each row with the names of its columns."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterator
from typing import Any

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DocumentTooLarge, EmptyDocument
from assistant_studio.knowledge.document import ExtractedText, PlaceKind, PlaceStep
from assistant_studio.knowledge.readers.limits import MAX_COLUMNS
from assistant_studio.knowledge.readers.rows import RowsText
from assistant_studio.knowledge.readers.sections import short_title
from assistant_studio.knowledge.readers.source import (
    ALIVE,
    Reading,
    Source,
    damage_named,
)
from assistant_studio.knowledge.readers.writer import TextWriter
from assistant_studio.knowledge.readers.zip_parts import opened_archive, password_asked
from assistant_studio.language import _

_CHECK_EVERY_ROWS = 2_000
_MAX_CELLS = 100_000_000
"""Cells that are visited, the empty ones between filled ones included."""

_MIDNIGHT = datetime.time()


def read(source: Source, token: CancelToken) -> Reading:
    """Read a workbook: the values it was saved with, formulas never computed."""
    _check_parts(source)
    token.check()
    yield ALIVE
    writer = TextWriter(source)
    hidden: list[str] = []
    with source.open() as file, damage_named(source, _("its sheets cannot be read")):
        book = _opened(file)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    hidden.append(short_title(sheet.title))
                    continue
                yield from _read_sheet(source, sheet, writer, token)
        finally:
            book.close()
    text, sections = writer.result()
    if not text:
        raise EmptyDocument(
            _("{name} holds no text: its sheets are empty.", name=source.quoted),
            _("If it holds formulas only: open it in its program, save it, and add that."),
        )
    return ExtractedText(text, sections, notes=tuple(_hidden_note(name) for name in hidden[:5]))


def _check_parts(source: Source) -> None:
    """Look at the archive before a library does."""
    with opened_archive(source) as archive:
        if any(entry.flag_bits & 1 for entry in archive.infolist()):
            raise password_asked(source)


def _opened(file: Any) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about formatting that it does not keep
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)


def _read_sheet(
    source: Source, sheet: Any, writer: TextWriter, token: CancelToken
) -> Iterator[Any]:
    """One sheet, row by row; what it says of its own size is not believed."""
    sheet.reset_dimensions()
    title = short_title(sheet.title)
    rows = RowsText(writer, (PlaceStep(PlaceKind.SHEET, name=title),), title)
    visited = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=None), 1):
        visited += 1 + len(cells)
        if visited > _MAX_CELLS:
            raise DocumentTooLarge(
                _(
                    "{name} spreads over more than {millions} million cells.",
                    name=source.quoted,
                    millions=_MAX_CELLS // 10**6,
                ),
                _("Split it into smaller files, or save the sheets as CSV, and add those."),
            )
        if number % _CHECK_EVERY_ROWS == 0:
            token.check()
            yield ALIVE
        if cells:
            rows.add(number, [_said(cell) for cell in cells[:MAX_COLUMNS]])
    rows.end()


def _said(cell: Any) -> str:
    """What a cell shows, as far as its value and the kind of its format tell."""
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "TRUE" if value else "FALSE"
        case float(value) | int(value):
            return _number(value, cell.number_format or "")
        case datetime.datetime() as value:
            if value.time() == _MIDNIGHT:
                return value.date().isoformat()
            return value.isoformat(" ", "minutes" if not value.second else "seconds")
        case value:
            return str(value)


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{value * 100:.10g}%"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _hidden_note(name: str) -> str:
    return _("Sheet {name} is hidden in the workbook and was left out.", name=name)
