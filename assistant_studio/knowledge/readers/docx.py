"""Reading Word documents: headings, paragraphs, lists and tables in the order of the body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DamagedDocument, EmptyDocument
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.docx_parts import DocxParts, read_parts
from assistant_studio.knowledge.readers.docx_styles import Styles
from assistant_studio.knowledge.readers.docx_unseen import Judge
from assistant_studio.knowledge.readers.sections import short_title
from assistant_studio.knowledge.readers.source import ALIVE, GET_AGAIN, Reading, Source
from assistant_studio.knowledge.readers.unseen import UnseenTexts
from assistant_studio.knowledge.readers.writer import TextWriter
from assistant_studio.knowledge.readers.xml_tree import Element, attribute, child, local_name
from assistant_studio.language import _

_BREAKS = frozenset(("br", "cr"))
_WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
# Deleted text, formatting, field codes, and a second copy of what stands beside it.
_UNREAD = frozenset("del moveFrom delText instrText pPr rPr sdtPr Fallback rt".split())  # noqa: SIM905
_CHECK_EVERY_BLOCKS = 500


def read(source: Source, token: CancelToken) -> Reading:
    """Read a Word document; what was deleted in tracked changes or cannot be seen stays out."""
    parts = read_parts(source)
    token.check()
    yield ALIVE
    body = child(parts.document, "body")
    if body is None:
        raise DamagedDocument(
            _("{name} is cut off or damaged: it holds no text body.", name=source.quoted),
            _(GET_AGAIN),
        )
    unseen = UnseenTexts()
    judge = Judge(parts.document, parts.styles, unseen)
    layout = _Layout(TextWriter(source), Styles(parts.styles), _notes(parts, judge), judge)
    for count, block in enumerate(_blocks(body)):
        if count % _CHECK_EVERY_BLOCKS == 0:
            token.check()
            yield ALIVE
        layout.write(block)
    text, sections = layout.writer.result()
    if not text:
        raise EmptyDocument(
            _("{name} holds no text; it may hold pictures only.", name=source.quoted),
            _("Reading text from pictures is not part of this version: add a document with text."),
        )
    return ExtractedText(text, sections, flags=unseen.flags())


def _blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables directly in `parent`, content controls opened."""
    for element in parent:
        name = local_name(element)
        if name in ("p", "tbl"):
            yield element
        elif name in _WRAPPERS:
            yield from _blocks(element)


def _notes(parts: DocxParts, judge: Judge) -> dict[tuple[str, str], str]:
    """Footnotes and endnotes by the kind and number of the references to them."""
    notes = {}
    for kind, root in parts.notes.items():
        for note in root:
            number, role = attribute(note, "id"), attribute(note, "type")
            if number is not None and role in (None, "normal"):
                paragraphs = [_paragraph(block, judge).text for block in _blocks(note)]
                notes[kind.removesuffix("s"), number] = " ".join(" ".join(paragraphs).split())
    return notes


@dataclass(slots=True)
class _Paragraph:
    """What was gathered from one paragraph."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        lines = "".join(self.pieces).split("\n")
        return "\n".join(" ".join(line.split()) for line in lines).strip()


def _paragraph(element: Element, judge: Judge) -> _Paragraph:
    gathered = _Paragraph()
    _gather(element, gathered, judge)
    return gathered


def _gather(element: Element, into: _Paragraph, judge: Judge) -> None:
    """Collect what an element says; the parser bounds how deep elements are nested."""
    for part in element:
        name = local_name(part)
        if name == "t":
            into.pieces.append(part.text or "")
        elif name == "tab":
            into.pieces.append(" ")
        elif name in _BREAKS:
            into.pieces.append("\n")
        elif name == "noBreakHyphen":
            into.pieces.append("-")
        elif name == "txbxContent":
            into.boxes.append(part)
        elif name in ("footnoteReference", "endnoteReference"):
            kind = name.removesuffix("Reference")
            into.notes.append((kind, attribute(part, "id") or ""))
        elif name not in _UNREAD and not (name == "r" and judge.is_unseen(part)):
            _gather(part, into, judge)


class _Layout:
    """Writes paragraphs and tables as blocks of text."""

    def __init__(
        self,
        writer: TextWriter,
        styles: Styles,
        notes: dict[tuple[str, str], str],
        judge: Judge,
    ) -> None:
        self.writer = writer
        self._judge = judge
        self._styles = styles
        self._notes = notes

    def write(self, block: Element) -> None:
        """Write a paragraph or a table, and what hangs on it."""
        if local_name(block) == "tbl":
            self._write_table(block)
            return
        paragraph = _paragraph(block, self._judge)
        style = self._styles.of(block)
        if style.heading_level is not None:
            title = " ".join(paragraph.text.split())
            self.writer.heading(title, style.heading_level)
            self._judge.place = short_title(title) or self._judge.place
        elif style.list_level is not None and paragraph.text:
            indent = "  " * style.list_level
            self.writer.block(f"{indent}- {paragraph.text}", "list")
        else:
            self.writer.block(paragraph.text)
        self._write_hanging(paragraph)

    def _write_hanging(self, paragraph: _Paragraph) -> None:
        """Text boxes, and the notes a paragraph refers to, right below it."""
        for box in paragraph.boxes:
            for block in _blocks(box):
                self.write(block)
        for reference in paragraph.notes:
            self.writer.block(self._notes.get(reference, ""))

    def _write_table(self, table: Element) -> None:
        for row in _inside(table, "tr"):
            hanging: list[_Paragraph] = []
            cells = [self._cell(cell, hanging) for cell in _inside(row, "tc")]
            self.writer.row(cells, table)
            for paragraph in hanging:
                self._write_hanging(paragraph)

    def _cell(self, cell: Element, hanging: list[_Paragraph]) -> str:
        lines = []
        for block in _blocks(cell):
            if local_name(block) == "tbl":
                for row in _inside(block, "tr"):
                    inner = [self._cell(part, hanging) for part in _inside(row, "tc")]
                    lines.append(" | ".join(" ".join(text.split()) for text in inner))
                continue
            paragraph = _paragraph(block, self._judge)
            hanging.append(paragraph)
            lines.append(paragraph.text)
        return "\n".join(line for line in lines if line)


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, content controls opened."""
    for element in parent:
        found = local_name(element)
        if found == name:
            yield element
        elif found in _WRAPPERS:
            yield from _inside(element, name)
