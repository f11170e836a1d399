"""The look of the PDF, and its tables: rows that a reader of its text gets as one line each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

TEAL = HexColor("#0B6E69")
TINT = HexColor("#E6F0EE")
INK = HexColor("#1D2321")
MUTED = HexColor("#5C625F")
RULE = HexColor("#D5D9D6")
WHITE = HexColor("#FFFFFF")
SIDE = 26 * mm
TOP = 21 * mm
FOOT = 24 * mm
WIDTH = A4[0] - 2 * SIDE
REGULAR, BOLD, ITALIC = "Inter", "Inter-SemiBold", "Inter-Italic"

_CELL_SIZE = 8.7
_CELL_LEADING = 12.2
_CELL_SIDE = 7.0
_CELL_ABOVE = 3.4
_CELL_BELOW = 3.8

_FONTS = Path(__file__).resolve().parent / "fonts"
for _name, _file in ((REGULAR, "Regular"), (BOLD, "SemiBold"), (ITALIC, "Italic")):
    registerFont(TTFont(_name, _FONTS / f"Inter-{_file}.ttf"))
registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD)

Piece = tuple[float, float, str]


def draw_pieces(
    canvas: Canvas, pieces: Sequence[Piece], font: str, size: float, colour: Color
) -> None:
    """Draws texts that belong together in one text object.

    Canvas.drawString ends each text with a line feed, and readers of the text layer then take the
    cells of a row for lines of their own.

    Args:
        canvas: The page.
        pieces: x and y in points, and the text that begins there.
        font: The name of the font.
        size: Its size in points.
        colour: The colour of the text.
    """
    text: Any = canvas.beginText()
    text.setFont(font, size)
    text.setFillColor(colour)
    for x, y, piece in pieces:
        text.setTextOrigin(x, y)
        text.textOut(piece)
    canvas.drawText(text)


class Grid(Flowable):
    """A table that never runs over a page, so that a row can be cited with one page.

    Attributes:
        rows: The header and then the rows, each with one text a column.
    """

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        super().__init__()
        self.rows = rows
        self._columns = _column_widths(rows)
        self._lines = [
            [
                simpleSplit(cell, _font(number), _CELL_SIZE, column - 2 * _CELL_SIDE)
                for cell, column in zip(row, self._columns, strict=True)
            ]
            for number, row in enumerate(rows)
        ]
        self._heights = [
            max(1, *(len(lines) for lines in row)) * _CELL_LEADING + _CELL_ABOVE + _CELL_BELOW
            for row in self._lines
        ]

    def wrap(self, *_: float) -> tuple[float, float]:
        """Says how large the table is.

        Returns:
            Width and height in points.
        """
        return WIDTH, sum(self._heights)

    def draw(self) -> None:
        """Draws the table on the page it came to stand on."""
        canvas: Canvas = self.canv
        top = sum(self._heights)
        for number, (row, height) in enumerate(zip(self._lines, self._heights, strict=True)):
            if number == 0:
                canvas.setFillColor(TINT)
                canvas.rect(0, top - height, WIDTH, height, stroke=0, fill=1)
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.5)
            canvas.line(0, top - height, WIDTH, top - height)
            draw_pieces(canvas, self._pieces(row, top), _font(number), _CELL_SIZE, INK)
            top -= height

    def _pieces(self, row: Sequence[Sequence[str]], top: float) -> list[Piece]:
        first = top - _CELL_ABOVE - _CELL_SIZE
        return [
            (sum(self._columns[:column]) + _CELL_SIDE, first - number * _CELL_LEADING, line)
            for column, lines in enumerate(row)
            for number, line in enumerate(lines)
        ]


class Contents(Flowable):
    """The list of chapters with the pages they begin on.

    Attributes:
        entries: Title, page (0 while it is not known) and name of the place in the file.
    """

    _ROW = 27.0

    def __init__(self, entries: Sequence[tuple[str, int, str]]) -> None:
        super().__init__()
        self.entries = entries

    def wrap(self, *_: float) -> tuple[float, float]:
        """Says how large the list is.

        Returns:
            Width and height in points.
        """
        return WIDTH, self._ROW * len(self.entries)

    def draw(self) -> None:
        """Draws the list; each row leads to its chapter."""
        canvas: Canvas = self.canv
        bottom = self._ROW * len(self.entries)
        for title, page, place in self.entries:
            bottom -= self._ROW
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.5)
            canvas.line(0, bottom, WIDTH, bottom)
            right = WIDTH - stringWidth(str(page), REGULAR, 11)
            pieces = [(0.0, bottom + 9, title), (right, bottom + 9, str(page))]
            draw_pieces(canvas, pieces, REGULAR, 11, INK)
            if page:
                canvas.linkRect("", place, (0, bottom, WIDTH, bottom + self._ROW), relative=1)


def _font(row: int) -> str:
    return REGULAR if row else BOLD


def _column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Shares the line out by what each column needs; the widest gives way if all are too wide."""
    needs = [
        2 * _CELL_SIDE + 1 + max(stringWidth(c, BOLD, _CELL_SIZE) for c in column)
        for column in zip(*rows, strict=True)
    ]
    spare = WIDTH - sum(needs)
    if spare >= 0:
        return [need + spare * need / sum(needs) for need in needs]
    needs[needs.index(max(needs))] += spare
    return needs
