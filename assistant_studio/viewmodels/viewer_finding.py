"""Finding words in the document that the viewer shows, on pages or in lines."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from assistant_studio.errors import StudioError
from assistant_studio.knowledge.showing.lines import MAX_FOUND, found_in
from assistant_studio.knowledge.showing.pages import Mark, Occurrence
from assistant_studio.knowledge.showing.viewer import OpenDocument
from assistant_studio.language import _, again, whole_number
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.page_rows import PageRows
from assistant_studio.viewmodels.task import StreamTask, Task
from assistant_studio.viewmodels.text_lines import TextLines


class Finding(QObject):
    """The places where some words stand, and which of them is looked at.

    Signals:
        changed: Other words, more places, or another one is looked at.
        pageAsked: Bring a page (from 0) into view, at this share of its height.
        lineAsked: Bring a line into view.
    """

    changed = Signal()
    pageAsked = Signal(int, float)
    lineAsked = Signal(int)

    def __init__(self, parent: QObject, pages: PageRows, lines: TextLines) -> None:
        super().__init__(parent)
        self._pages = pages
        self._lines = lines
        self._words = ""
        self._places: list[Occurrence] = []
        self._stretches: list[tuple[int, int]] = []
        self._current = -1
        self._task: StreamTask[Occurrence] | Task[list[tuple[int, int]]] | None = None
        self._problem = ""

    @property
    def count(self) -> int:
        """How many places there are."""
        return len(self._places) or len(self._stretches)

    @property
    def text(self) -> str:
        """Which place is looked at, in words; empty while nothing is searched for."""
        if not self._words.strip():
            return ""
        if not self.count and self._problem:
            return again(self._problem)
        if not self.count:
            searching = self._task is not None and self._task.running
            return _("Searching…") if searching else _("Not found")
        number, all_of_them = whole_number(self._current + 1), whole_number(self.count)
        return _("{number} of {count}", number=number, count=all_of_them)

    def find(self, document: OpenDocument | None, words: str) -> None:
        """Search for other words."""
        self.forget()
        self._words = words
        if document is not None and words.strip():
            if document.pages and document.original.path is not None:
                self._find_on_pages(document, words)
            else:
                self._find_in_text(document.stored.text, words)
        self.changed.emit()

    def forget(self) -> None:
        """Point out nothing any more."""
        if self._task is not None:
            self._task.cancel()
        self._task = None
        self._words, self._problem, self._current = "", "", -1
        self._places, self._stretches = [], []
        self._pages.set_boxes("hits", {})
        self._pages.set_boxes("currentHit", {})
        self._lines.point_out((), -1)
        self.changed.emit()

    def step(self, by: int) -> None:
        """Look at a later or earlier place; behind the last comes the first."""
        if not self.count:
            return
        self._current = (self._current + by) % self.count if self._current >= 0 else 0
        if self._places:
            place = self._places[self._current]
            self._pages.set_boxes("currentHit", {place.page: list(place.marks)})
            self.pageAsked.emit(place.page, min((mark.y for mark in place.marks), default=0.0))
        else:
            self._lines.point_out(self._stretches, self._current)
            self.lineAsked.emit(self._lines.row_of(self._stretches[self._current][0]))
        self.changed.emit()

    def _find_on_pages(self, document: OpenDocument, words: str) -> None:
        path, page_count = document.original.path, len(document.pages)
        assert path is not None
        task = StreamTask(
            self,
            lambda token: services.studio().viewer.pages.find(path, page_count, words, token),
        )
        task.items(lambda found: self._take(found) if task is self._task else None)
        self._task = task.succeeded(self.changed.emit).failed(self._fail)
        task.start()

    def _find_in_text(self, text: str, words: str) -> None:
        def done(stretches: list[tuple[int, int]]) -> None:
            self._stretches = stretches
            self.step(1)
            self.changed.emit()

        task = Task(self, lambda token: found_in(text, words, token))
        self._task = task.succeeded(done).failed(self._fail)
        task.start()

    def _fail(self, error: StudioError) -> None:
        self._problem = error.message
        self.changed.emit()

    def _take(self, found: list[Occurrence]) -> None:
        self._places += found[: MAX_FOUND - len(self._places)]
        hits: dict[int, list[Mark]] = {}
        for place in self._places:
            hits.setdefault(place.page, []).extend(place.marks)
        self._pages.set_boxes("hits", hits)
        if self._current < 0:
            self.step(1)
        self.changed.emit()
