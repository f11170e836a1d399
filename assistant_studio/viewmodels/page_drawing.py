"""Has the pages in sight drawn, one at a time and those that came into sight last first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.knowledge.showing.pages import Mark, PageLink, PagePicture
from assistant_studio.knowledge.showing.viewer import OpenDocument
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.page_pictures import page_pictures
from assistant_studio.viewmodels.page_rows import PageRows
from assistant_studio.viewmodels.task import Task

Drawn = tuple[PagePicture, tuple[PageLink, ...]]


class PageDrawing(QObject):
    """Fills a document's rows with pictures, links and the passage's marks.

    Signals:
        failed: A page could not be drawn: a `StudioError`.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject, rows: PageRows) -> None:
        super().__init__(parent)
        self._rows = rows
        self._document: OpenDocument | None = None
        self._wanted: dict[int, int] = {}
        self._widths: dict[int, int] = {}
        self._task: Task[Drawn] | None = None
        self._marking: Task[dict[int, list[Mark]]] | None = None

    def open(self, document: OpenDocument | None) -> None:
        """Draw another document's pages from now on, or none."""
        for task in (self._task, self._marking):
            if task is not None:
                task.cancel()
        self._task = self._marking = None
        self._document = document
        self._wanted.clear()
        self._widths.clear()
        page_pictures().clear()

    def want(self, row: int, width_px: int) -> None:
        """A page comes into sight, so wide in the screen's own pixels."""
        drawn = self._widths.get(row) == width_px and page_pictures().holds(
            self._rows.picture_of(row)
        )
        if not drawn and width_px > 0:
            self._wanted.pop(row, None)
            self._wanted[row] = width_px
            self._draw_next()

    def leave(self, row: int) -> None:
        """A page is out of sight."""
        self._wanted.pop(row, None)

    def point_out(
        self, pages: list[int], start: int, end: int, seen: Callable[[int, float], None]
    ) -> None:
        """Mark a passage on its pages.

        Args:
            pages: From 1.
            start: Its first character in the document's text.
            end: One past the last.
            seen: Told the row and the share of its height where the passage begins.
        """
        document = self._document
        if document is None or document.original.path is None:
            return
        path, stored = document.original.path, document.stored

        def look(token: CancelToken) -> dict[int, list[Mark]]:
            drawer = services.studio().viewer.pages
            return {
                page - 1: list(
                    drawer.marks(path, page - 1, stored.page_slice(page, start, end), token)
                )
                for page in pages
            }

        def show(found: dict[int, list[Mark]]) -> None:
            self._rows.set_boxes("marks", found)
            for row, marks in found.items():
                if marks:
                    seen(row, min(mark.y for mark in marks))
                    return

        self._marking = Task(self, look).succeeded(show).failed(self.failed.emit).start()

    def _draw_next(self) -> None:
        document = self._document
        busy = self._task is not None and self._task.running
        if busy or not self._wanted or document is None or document.original.path is None:
            return
        row, width_px = self._wanted.popitem()
        path = document.original.path

        def draw(token: CancelToken) -> Drawn:
            drawer = services.studio().viewer.pages
            return drawer.draw(path, row, width_px, token), drawer.links(path, row, token)

        def show(drawn: Drawn) -> None:
            picture, links = drawn
            self._widths[row] = width_px
            self._rows.set_picture(row, page_pictures().keep(picture))
            self._rows.set_links(row, links)
            self._draw_next()

        def fail(error: StudioError) -> None:
            self.failed.emit(error)
            self._draw_next()

        self._task = Task(self, draw).succeeded(show).failed(fail).start()
