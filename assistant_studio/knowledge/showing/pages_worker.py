"""The process that draws PDF pages: pdfium reads what strangers made, so it is expendable."""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from assistant_studio.errors import DamagedDocument
from assistant_studio.knowledge.showing.placing import holds, occurrences_of, stretches_of
from assistant_studio.language import _
from assistant_studio.workers.exposed import exposed
from assistant_studio.workers.limits import limit_memory

DEFAULT_MEMORY_BYTES = 2 << 30
MAX_SIDE_PX = 4096
MAX_PAGES = 50_000
_MAX_CHARS = 200_000
_MAX_MARKS = 400
_MAX_LINKS = 200
_MAX_ADDRESS_BYTES = 4096
# Pages are measured on a grid so fine that a mark is never off by a pixel.
_GRID = 100_000

Mark = list[float]
"""Left, top, width and height of a box, each as a share of the page's own."""


def create(options: dict[str, Any]) -> PagesWorker:
    """Make the worker's object.

    Args:
        options: `memory_bytes`: how much address space this process may use.
    """
    limit_memory(options.get("memory_bytes", DEFAULT_MEMORY_BYTES))
    return PagesWorker()


class PagesWorker:
    """Draws pages of one PDF at a time; pdfium runs no script of it and loads nothing."""

    def __init__(self) -> None:
        self._path = b""
        self._pdf: pypdfium2.PdfDocument | None = None

    @exposed()
    def sizes(self, path: bytes) -> list[list[float]]:
        """Width and height of each page in points, as it is shown."""
        pdf = self._opened(path, anew=True)
        if not 0 < len(pdf) <= MAX_PAGES:
            raise _cannot_be_shown()
        return [_sane(pdf.get_page_size(number)) for number in range(len(pdf))]

    @exposed()
    def draw(self, path: bytes, number: int, width_px: int) -> dict[str, Any]:
        """A page as pixels.

        Args:
            path: Where the file lies.
            number: The page, from 0.
            width_px: How wide the picture is to be.

        Returns:
            `width`, `height`, `stride` and `pixels`: four bytes each, blue first, the last unused.
        """
        with self._page(path, number) as page:
            width, height = _sane(page.get_size())
            scale = min(width_px / width, MAX_SIDE_PX / width, MAX_SIDE_PX / height)
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            return {
                "width": bitmap.width,
                "height": bitmap.height,
                "stride": bitmap.stride,
                "pixels": bytes(bitmap.buffer),
            }

    @exposed()
    def marks(self, path: bytes, number: int, wanted: str) -> list[Mark]:
        """Where the words of a passage stand on a page."""
        with self._page(path, number) as page:
            text, text_page = _read(page)
            return _boxes(page, text_page, stretches_of(text, wanted))

    @exposed()
    def links(self, path: bytes, number: int) -> list[dict[str, Any]]:
        """The web addresses that a page's links lead to, each with its `mark` and `address`."""
        with self._page(path, number) as page:
            return list(_links(self._opened(path), page))

    @exposed()
    def find(self, path: bytes, first: int, count: int, words: str) -> list[list[Any]]:
        """Where words stand on some pages.

        Returns:
            For each place the page, from 0, and its marks.
        """
        found: list[list[Any]] = []
        for number in range(first, min(first + count, len(self._opened(path)))):
            with self._page(path, number) as page:
                # Letter by letter only where it pays.
                if not holds(page.get_textpage().get_text_range(), words):
                    continue
                text, text_page = _read(page)
                for stretch in occurrences_of(text, words)[:_MAX_MARKS]:
                    found.append([number, _boxes(page, text_page, [stretch])])
        return found

    def _opened(self, path: bytes, *, anew: bool = False) -> pypdfium2.PdfDocument:
        if self._pdf is None or anew or path != self._path:
            if self._pdf is not None:
                self._pdf.close()
                self._pdf = None
            try:
                self._pdf = pypdfium2.PdfDocument(os.fsdecode(path))
            except (pypdfium2.PdfiumError, OSError, ValueError) as error:
                raise _cannot_be_shown() from error
            self._path = path
            with contextlib.suppress(pypdfium2.PdfiumError):
                self._pdf.init_forms()
        return self._pdf

    @contextlib.contextmanager
    def _page(self, path: bytes, number: int) -> Iterator[pypdfium2.PdfPage]:
        try:
            page = self._opened(path)[number]
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise _page_cannot_be_shown(number) from error
        try:
            yield page
        except (pypdfium2.PdfiumError, MemoryError) as error:
            raise _page_cannot_be_shown(number) from error
        finally:
            page.close()


def _sane(size: Sequence[float]) -> list[float]:
    """A page's size; what is no size at all becomes that of a sheet of paper."""
    width, height = size
    return [width, height] if 0 < width < 1e5 and 0 < height < 1e5 else [595.0, 842.0]


def _read(page: pypdfium2.PdfPage) -> tuple[str, pypdfium2.PdfTextPage]:
    """A page's text with one character for each of pdfium's own."""
    text_page = page.get_textpage()
    count = min(text_page.count_chars(), _MAX_CHARS)
    codes = (pdfium.FPDFText_GetUnicode(text_page, place) for place in range(count))
    return "".join(chr(code) if code < 0x110000 else " " for code in codes), text_page


def _boxes(
    page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, stretches: Sequence[tuple[int, int]]
) -> list[Mark]:
    """The boxes around stretches of a page's text, one for each line of each."""
    boxes: list[Mark] = []
    edges = [ctypes.c_double() for _edge in range(4)]
    for start, end in stretches:
        count = pdfium.FPDFText_CountRects(text_page, start, end - start)
        for number in range(min(count, _MAX_MARKS - len(boxes))):
            pdfium.FPDFText_GetRect(text_page, number, *edges)
            left, top, right, bottom = (edge.value for edge in edges)
            boxes.append(_box(page, left, top, right, bottom))
    return boxes


def _box(page: pypdfium2.PdfPage, left: float, top: float, right: float, bottom: float) -> Mark:
    """A box in the page's own coordinates as shares of what is shown: it may be turned or cut."""
    (x1, y1), (x2, y2) = _shown(page, left, top), _shown(page, right, bottom)
    return [min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1)]


def _shown(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
    return across.value / _GRID, down.value / _GRID


def _links(pdf: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[dict[str, Any]]:
    place, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _number in range(_MAX_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, place, link):
            return
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
            continue
        size_bytes = pdfium.FPDFAction_GetURIPath(pdf, action, None, 0)
        if not 1 < size_bytes <= _MAX_ADDRESS_BYTES or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        address = ctypes.create_string_buffer(size_bytes)
        pdfium.FPDFAction_GetURIPath(pdf, action, address, size_bytes)
        yield {
            "address": address.value.decode("utf-8", "replace"),
            "mark": _box(page, rect.left, rect.top, rect.right, rect.bottom),
        }


def _cannot_be_shown() -> DamagedDocument:
    return DamagedDocument(
        _("The pages of this file cannot be drawn."),
        _("Its text is shown instead. Its own program may show more."),
    )


def _page_cannot_be_shown(number: int) -> DamagedDocument:
    return DamagedDocument(
        _("Page {number} cannot be drawn.", number=number + 1),
        _("Open the file with its own program to see it."),
    )
