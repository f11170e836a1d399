"""Lays the staff handbook out as a PDF with a title page, contents and numbered pages."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    NextPageTemplate,
    PageTemplate,
    Spacer,
)
from reportlab.platypus import PageBreak as NewPage
from reportlab.platypus import Paragraph as Text

from pdf_rows import (
    BOLD,
    FOOT,
    INK,
    MUTED,
    REGULAR,
    RULE,
    SIDE,
    TEAL,
    TINT,
    TOP,
    WHITE,
    WIDTH,
    Contents,
    Grid,
    draw_pieces,
)
from starter_source import Block, Heading, Items, Note, PageBreak, Paragraph, Table

_BODY = ParagraphStyle(
    "body", fontName=REGULAR, fontSize=9.4, leading=14.4, textColor=INK, spaceAfter=6.5
)
_CHAPTER = ParagraphStyle(
    "chapter", _BODY, fontName=BOLD, fontSize=22, leading=27, textColor=TEAL, spaceAfter=12
)
_SECTION = ParagraphStyle(
    "section", _BODY, fontName=BOLD, fontSize=11.2, leading=15, spaceBefore=9, spaceAfter=3.5
)
_CAPTION = ParagraphStyle(
    "caption", _BODY, fontName=BOLD, fontSize=8.6, leading=12, textColor=TEAL, spaceAfter=4.5
)
_SMALL = ParagraphStyle("small", _BODY, fontSize=8.4, leading=12.5, textColor=MUTED)
_SUMMARY = ParagraphStyle("summary", _BODY, fontSize=12, leading=19)
for _style in (_CHAPTER, _SECTION, _CAPTION):
    _style.keepWithNext = 1


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the title page and in the file's properties."""

    company: str
    title: str
    edition: str
    summary: str
    small_print: str

    @property
    def full_title(self) -> str:
        """The title with the company and the edition."""
        return f"{self.company} {self.title.lower()}, {self.edition}"


class _Whole(Text):
    """A paragraph that never runs over a page, so that a rule can be cited with one page."""

    def split(self, *_: float) -> list[Flowable]:
        """Refuses: what does not fit moves to the next page."""
        return []


class _Tinted(_Whole):
    """A paragraph on a tinted ground with a bar beside it."""

    def draw(self) -> None:
        """Draws the ground first and the text over it."""
        bottom, height = -3 * mm, self.height + 6 * mm
        self.canv.setFillColor(TINT)
        self.canv.rect(0, bottom, WIDTH, height, stroke=0, fill=1)
        self.canv.setFillColor(TEAL)
        self.canv.rect(0, bottom, 2.5, height, stroke=0, fill=1)
        super().draw()


class _Handbook(BaseDocTemplate):
    """A document that remembers on which pages its chapters came to stand."""

    def __init__(self, target: io.BytesIO, cover: Cover) -> None:
        super().__init__(
            target,
            pagesize=A4,
            title=cover.full_title,
            author="Assistant Studio",
            subject=cover.summary,
            keywords=["handbook", "sample"],
            creator="Assistant Studio",
            lang="en-GB",
            invariant=1,
        )
        self.pages: dict[str, int] = {}
        self._cover = cover
        frame = Frame(SIDE, FOOT, WIDTH, A4[1] - TOP - FOOT, 0, 0, 0, 0)
        self.addPageTemplates(
            [
                PageTemplate("cover", [frame], onPage=lambda canvas, _: _draw_cover(canvas, cover)),
                PageTemplate("page", [frame], onPageEnd=self._draw_footer),
            ]
        )

    def _draw_footer(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(SIDE, 18 * mm, A4[0] - SIDE, 18 * mm)
        page = f"Page {canvas.getPageNumber()}"
        right = A4[0] - SIDE - stringWidth(page, REGULAR, 8.5)
        pieces = [(SIDE, 13 * mm, self._cover.full_title), (right, 13 * mm, page)]
        draw_pieces(canvas, pieces, REGULAR, 8.5, MUTED)
        canvas.restoreState()

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """Gives a heading a place in the outline and notes the page of a chapter."""
        if not isinstance(flowable, Text) or flowable.style not in (_CHAPTER, _SECTION):
            return
        text = flowable.getPlainText()
        self.canv.bookmarkPage(text)
        self.canv.addOutlineEntry(text, text, int(flowable.style is _SECTION), closed=1)
        if flowable.style is _CHAPTER:
            self.pages[text] = self.page


def write_pdf(blocks: Sequence[Block], cover: Cover, path: Path) -> None:
    """Writes the handbook; the same blocks always give the same bytes.

    Args:
        blocks: The text; each heading of level 1 begins a page.
        cover: What stands on the title page.
        path: The file to write.
    """
    draft = _Handbook(io.BytesIO(), cover)
    draft.build(_story(blocks, {}))
    made = io.BytesIO()
    _Handbook(made, cover).build(_story(blocks, draft.pages))
    path.write_bytes(made.getvalue())


def _story(blocks: Sequence[Block], pages: Mapping[str, int]) -> list[Flowable]:
    chapters = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    story: list[Flowable] = [
        NextPageTemplate("page"),
        NewPage(),
        Text("Contents", ParagraphStyle("contents", _CHAPTER)),
        Contents([(chapter, pages.get(chapter, 0), chapter) for chapter in chapters]),
    ]
    for block in blocks:
        story.extend(_flowables(block))
    return story


def _flowables(block: Block) -> list[Flowable]:
    match block:
        case Heading(1, text):
            return [NewPage(), Text(_markup(text), _CHAPTER)]
        case Heading(_, text):
            return [Text(_markup(text), _SECTION)]
        case Paragraph(text):
            return [_Whole(_markup(text), _BODY)]
        case Note(text):
            inset = ParagraphStyle("note", _BODY, leftIndent=12, rightIndent=12)
            return [Spacer(0, 10), _Tinted(_markup(text), inset), Spacer(0, 9)]
        case Items(numbered, texts):
            items = [_Whole(_markup(text), _BODY) for text in texts]
            return [ListFlowable(items, bulletType="1" if numbered else "bullet")]
        case Table():
            grid = Grid([block.header, *block.rows])
            return [Spacer(0, 3), Text(_markup(block.caption), _CAPTION), grid, Spacer(0, 9)]
        case PageBreak():
            return [NewPage()]


def _markup(text: str) -> str:
    bold = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", bold)


def _draw_cover(canvas: Canvas, cover: Cover) -> None:
    width, height = A4
    ground = height * 0.42
    canvas.saveState()
    canvas.setFillColor(TEAL)
    canvas.rect(0, ground, width, height - ground, stroke=0, fill=1)
    canvas.setFillColor(WHITE)
    canvas.roundRect(SIDE, height - 62 * mm, 26 * mm, 26 * mm, 6 * mm, stroke=0, fill=1)
    letter = cover.company[0]
    middle = SIDE + 13 * mm - stringWidth(letter, BOLD, 44) / 2
    draw_pieces(canvas, [(middle, height - 54.5 * mm, letter)], BOLD, 44, TEAL)
    title = f"{cover.company} {cover.title.lower()}"
    draw_pieces(canvas, [(SIDE, ground + 46 * mm, title)], BOLD, 40, WHITE)
    draw_pieces(canvas, [(SIDE, ground + 32 * mm, cover.edition.capitalize())], REGULAR, 15, WHITE)
    _draw_text(canvas, cover.summary, ground - 12 * mm, _SUMMARY)
    _draw_text(canvas, cover.small_print, 52 * mm, _SMALL)
    canvas.restoreState()


def _draw_text(canvas: Canvas, text: str, top: float, style: ParagraphStyle) -> None:
    paragraph = Text(_markup(text), style)
    _, height = paragraph.wrap(WIDTH * 0.86, top)
    paragraph.drawOn(canvas, SIDE, top - height)
