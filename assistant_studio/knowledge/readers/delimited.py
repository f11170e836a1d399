"""Reading tables in text files: values parted by commas, semicolons, tabs or bars."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedDocument, DocumentTooLarge
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.newlines import plain_newlines
from assistant_studio.knowledge.readers.limits import MAX_COLUMNS
from assistant_studio.knowledge.readers.plain_text import decoded_file, notes_on, require_text
from assistant_studio.knowledge.readers.rows import RowsText
from assistant_studio.knowledge.readers.source import ALIVE, Reading, Source
from assistant_studio.knowledge.readers.writer import TextWriter
from assistant_studio.language import _, whole_number

_DELIMITERS = ",;\t|"
_SAMPLE_CHARS = 64 << 10
_SAMPLE_LINES = 50
_CHECK_EVERY_ROWS = 5_000
_MAX_FIELD_CHARS = 1 << 20


def read(source: Source, token: CancelToken) -> Reading:
    """Read a table; each row says the names of its columns."""
    decoded = decoded_file(source)
    token.check()
    yield ALIVE
    text = plain_newlines(decoded.text)
    writer = TextWriter(source)
    rows = RowsText(writer)
    for number, cells in enumerate(_records(source, text, delimiter_of(source, text)), 1):
        if number % _CHECK_EVERY_ROWS == 0:
            token.check()
            yield ALIVE
        if len(cells) > MAX_COLUMNS:
            raise DocumentTooLarge(
                _(
                    "{name} has more than {limit} values in one row.",
                    name=source.quoted,
                    limit=whole_number(MAX_COLUMNS),
                ),
                _("Check whether its line ends were lost; save it anew as CSV, and add that."),
            )
        rows.add(number, cells)
    rows.end()
    whole, sections = writer.result()
    require_text(source, whole)
    return ExtractedText(whole, sections, notes=notes_on(decoded), encoding=decoded.encoding)


def delimiter_of(source: Source, text: str) -> str:
    """What parts the values: what the name says, or what parts most lines evenly."""
    if source.suffix in (".tsv", ".tab"):
        return "\t"
    lines = text[:_SAMPLE_CHARS].split("\n")[:_SAMPLE_LINES]
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        score = max((times * min(count, 5) for count, times in counts.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(source: Source, text: str, delimiter: str) -> Iterator[list[str]]:
    csv.field_size_limit(_MAX_FIELD_CHARS)
    try:
        # Line by line, quoted line breaks included; `strict` would refuse a stray quote.
        yield from csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    except csv.Error as error:
        raise DamagedDocument(
            _(
                "{name} cannot be read as a table: a value in it never ends (a quotation "
                "mark may be missing).",
                name=source.quoted,
            ),
            _("Open it in a spreadsheet program, save it anew as CSV, and add that."),
        ) from error
