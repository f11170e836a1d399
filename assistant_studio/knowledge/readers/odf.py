"""Reading OpenDocument files: texts (ODT), sheets (ODS) and presentations (ODP)."""

from __future__ import annotations

from collections.abc import Iterator

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import EmptyDocument
from assistant_studio.knowledge.document import ExtractedText, PlaceKind, PlaceStep
from assistant_studio.knowledge.readers.limits import MAX_COLUMNS
from assistant_studio.knowledge.readers.odf_words import Words
from assistant_studio.knowledge.readers.rows import RowsText
from assistant_studio.knowledge.readers.sections import short_title
from assistant_studio.knowledge.readers.source import ALIVE, Reading, Source
from assistant_studio.knowledge.readers.unseen import UnseenTexts
from assistant_studio.knowledge.readers.writer import TextWriter
from assistant_studio.knowledge.readers.xml_tree import Element, attribute, child, local_name
from assistant_studio.knowledge.readers.zip_parts import damaged, parts_of, password_asked
from assistant_studio.language import _

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_WRAPPERS = frozenset(
    """
    section text-box table-of-content index-body bibliography alphabetical-index user-index
    illustration-index frame custom-shape g rect ellipse page-thumbnail
    """.split()
)
_FILLED_KINDS = ("spreadsheet", "presentation", "drawing")
_CHECK_EVERY_BLOCKS = 500
_MAX_LIST_LEVEL = 8
_MAX_REPEATED_ROWS = 100


def read(source: Source, token: CancelToken) -> Reading:
    """Read an OpenDocument file; tracked deletions and hidden text stay out."""
    with parts_of(source) as parts:
        if _MANIFEST in parts.names and b"encryption-data" in parts.read(_MANIFEST):
            raise password_asked(source)
        root = parts.xml(_CONTENT)
    token.check()
    yield ALIVE
    body = child(root, "body")
    if body is None:
        raise damaged(source, _("it holds no body"))
    unseen = UnseenTexts()
    layout = _Layout(TextWriter(source), Words(root, unseen))
    for count, _alive in enumerate(layout.write(body)):
        if count % _CHECK_EVERY_BLOCKS == 0:
            token.check()
            yield ALIVE
    text, sections = layout.writer.result()
    if not text:
        raise EmptyDocument(
            _("{name} holds no text; it may hold pictures only.", name=source.quoted),
            _("Reading text from pictures is not part of this version: add a document with text."),
        )
    return ExtractedText(text, sections, flags=unseen.flags())


class _Layout:
    """Writes the body's blocks; its methods yield after each, as a sign of life."""

    def __init__(self, writer: TextWriter, words: Words) -> None:
        self.writer = writer
        self._words = words
        self._slides = 0

    def write(self, body: Element) -> Iterator[None]:
        """Write a text, a workbook or a presentation."""
        for kind in body:
            self._words.may_be_filled = local_name(kind) in _FILLED_KINDS
            match local_name(kind):
                case "spreadsheet":
                    for table in kind:
                        if local_name(table) == "table":
                            yield from self._write_sheet(table)
                case "presentation" | "drawing":
                    for page in kind:
                        if local_name(page) == "page":
                            yield from self._write_slide(page)
                case _:
                    yield from self._write_blocks(kind)

    def _write_slide(self, page: Element) -> Iterator[None]:
        self._slides += 1
        self._words.place = f"Slide {self._slides}"
        self.writer.end_headings()
        self.writer.at((PlaceStep(PlaceKind.SLIDE, self._slides),))
        for shape in page:
            title = attribute(shape, "class") == "title"
            if title:
                self.writer.heading(" ".join(self._words.all_of(shape).split()), 1)
                yield
            elif local_name(shape) == "notes":
                notes = " ".join(self._words.all_of(shape).split())
                self.writer.block(f"Notes: {notes}" if notes else "")
            else:
                yield from self._write_shape(shape)

    def _write_shape(self, shape: Element) -> Iterator[None]:
        if local_name(shape) in _WRAPPERS:
            yield from self._write_blocks(shape)

    def _write_blocks(self, parent: Element, group: object = None) -> Iterator[None]:
        for block in parent:
            yield
            name = local_name(block)
            if name == "h":
                text = self._words.of(block)
                self.writer.heading(" ".join(text.split()), _level(block))
                self._words.place = " ".join(text.split()) or self._words.place
            elif name == "p":
                self.writer.block(self._words.of(block), group)
                yield from self._write_boxes(block)
            elif name == "list":
                yield from self._write_list(block, 0, object())
            elif name == "table":
                yield from self._write_table(block)
            elif name in _WRAPPERS:
                yield from self._write_blocks(block)

    def _write_boxes(self, paragraph: Element) -> Iterator[None]:
        """Text boxes that hang on a paragraph, right below it."""
        for kid in paragraph:
            if local_name(kid) == "frame":
                yield from self._write_blocks(kid)

    def _write_list(self, items: Element, level: int, group: object) -> Iterator[None]:
        indent = "  " * min(level, _MAX_LIST_LEVEL)
        for item in items:
            for block in item:
                yield
                name = local_name(block)
                if name == "list":
                    yield from self._write_list(block, level + 1, group)
                elif name in ("p", "h"):
                    text = self._words.of(block)
                    self.writer.block(f"{indent}- {text}" if text else "", group)

    def _write_table(self, table: Element) -> Iterator[None]:
        before, self._words.may_be_filled = self._words.may_be_filled, True
        for row in _rows(table):
            yield
            self.writer.row([self._words.all_of(cell) for cell in _cells(row)], table)
        self._words.may_be_filled = before

    def _write_sheet(self, table: Element) -> Iterator[None]:
        title = short_title(attribute(table, "name") or "")
        self._words.place = f"Sheet {title}"
        rows = RowsText(self.writer, (PlaceStep(PlaceKind.SHEET, name=title),), title)
        number = 1
        for row in _rows(table):
            cells = self._cells(row)
            repeated = _repeated(row, "number-rows-repeated")
            if cells:
                for offset in range(min(repeated, _MAX_REPEATED_ROWS)):
                    rows.add(number + offset, cells)
            number += repeated
            yield
        rows.end()

    def _cells(self, row: Element) -> list[str]:
        """What the cells say; a repetition of empty ones at the end is not written out."""
        cells: list[str] = []
        empty = 0
        for cell in _cells(row):
            text = self._words.all_of(cell)
            repeated = min(_repeated(cell, "number-columns-repeated"), MAX_COLUMNS)
            if not text:
                empty += repeated
                continue
            cells += [""] * min(empty, MAX_COLUMNS - len(cells))
            cells += [text] * min(repeated, MAX_COLUMNS - len(cells))
            empty = 0
        return cells


def _rows(table: Element) -> Iterator[Element]:
    for part in table:
        name = local_name(part)
        if name == "table-row":
            yield part
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from _rows(part)


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row if local_name(cell) in ("table-cell", "covered-table-cell"))


def _level(heading: Element) -> int:
    return _number(attribute(heading, "outline-level"), 1, 10)


def _repeated(element: Element, name: str) -> int:
    return _number(attribute(element, name), 1, 1 << 24)


def _number(text: str | None, least: int, most: int) -> int:
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > 9:
        return least
    return max(least, min(int(text), most))
