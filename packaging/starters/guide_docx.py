"""Writes a source as a Word document whose bytes depend on nothing but the source."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from starter_source import Block, Heading, Items, Note, PageBreak, Paragraph, Table

WRITTEN = datetime(2026, 1, 1)
TEAL = RGBColor(0x0B, 0x6E, 0x69)
TINT = "E6F0EE"
RULE = "C4CAC6"
_EMPHASIS = re.compile(r"(\*\*.+?\*\*|\*.+?\*)")


def write_docx(blocks: Sequence[Block], subject: str, path: Path) -> None:
    """Writes a document; the same blocks always give the same bytes.

    Args:
        blocks: The text; a heading of level 1 is the title.
        subject: One line for the file's properties.
        path: The file to write.
    """
    document = Document()
    _set_up(document)
    for block in blocks:
        _add(document, block)
    properties = document.core_properties
    properties.title = next(b.text for b in blocks if isinstance(b, Heading))
    properties.subject, properties.author = subject, "Assistant Studio"
    properties.last_modified_by = properties.author
    properties.comments, properties.language = "", "en-GB"
    properties.created = properties.modified = WRITTEN
    made = io.BytesIO()
    document.save(made)
    path.write_bytes(_undated(made.getvalue()))


def _set_up(document: WordDocument) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(27)
    section.top_margin = section.bottom_margin = Mm(25)
    for name, size_pt, before_pt, after_pt in (
        ("Normal", 11, 0, 7),
        ("Title", 26, 0, 10),
        ("Heading 1", 15, 16, 5),
        ("Caption", 9.5, 6, 4),
    ):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _set_font(style, size_pt)
        style.paragraph_format.space_before = Pt(before_pt)
        style.paragraph_format.space_after = Pt(after_pt)
        if name != "Normal":
            style.font.color.rgb = TEAL
            style.paragraph_format.keep_with_next = True
        else:
            style.paragraph_format.line_spacing = 1.25
    # The template underlines titles in a colour of its own.
    title = document.styles["Title"].element.get_or_add_pPr()
    title.remove(title.find(qn("w:pBdr")))


def _set_font(style: ParagraphStyle, size_pt: float) -> None:
    style.font.name, style.font.size = "Calibri", Pt(size_pt)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        # A theme font would win over the name that was set.
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _add(document: WordDocument, block: Block) -> None:
    match block:
        case Heading(level, text):
            document.add_heading(text, level - 1)
        case Paragraph(text) | Note(text):
            _add_runs(document.add_paragraph(), text)
        case Items(numbered, texts):
            for text in texts:
                style = "List Number" if numbered else "List Bullet"
                _add_runs(document.add_paragraph(style=style), text)
        case Table():
            document.add_paragraph(block.caption, "Caption")
            _add_table(document, block)
        case PageBreak():
            document.add_page_break()


def _add_runs(paragraph: WordParagraph, text: str) -> None:
    for part in _EMPHASIS.split(text):
        run = paragraph.add_run(part.strip("*"))
        run.bold = part.startswith("**") or None
        run.italic = (part.startswith("*") and not run.bold) or None


def _add_table(document: WordDocument, table: Table) -> None:
    grid = document.add_table(0, len(table.header), "Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.LEFT
    grid._tbl.tblPr.append(_borders())
    for texts in (table.header, *table.rows):
        for cell, text in zip(grid.add_row().cells, texts, strict=True):
            cell.text = text
            lines = cell.paragraphs[0].paragraph_format
            lines.space_before, lines.space_after, lines.line_spacing = Pt(3), Pt(3), 1.0
    for cell in grid.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
        shading = OxmlElement("w:shd")
        shading.set(qn("w:val"), "clear")
        shading.set(qn("w:fill"), TINT)
        cell._tc.get_or_add_tcPr().append(shading)
    # A screen reader announces the cells of a row marked like this as headings.
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    document.add_paragraph()


def _borders() -> Any:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        border = OxmlElement(f"w:{side}")
        border.set(qn("w:val"), "single")
        border.set(qn("w:sz"), "4")
        border.set(qn("w:color"), RULE)
        borders.append(border)
    return borders


def _undated(package: bytes) -> bytes:
    """Gives every part of the package the same date."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return made.getvalue()
