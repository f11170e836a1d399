"""The viewer: a document at its page or line, with a passage pointed out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtQml import QmlElement

from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.colors import TextColors
from assistant_studio.errors import NotFound, StudioError
from assistant_studio.knowledge.place_words import said_place
from assistant_studio.knowledge.showing.lines import TextLine, lines_of
from assistant_studio.knowledge.showing.stored import StoredText
from assistant_studio.knowledge.showing.viewer import OpenDocument
from assistant_studio.language import _
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.asked_document import AskedDocument
from assistant_studio.viewmodels.page_drawing import PageDrawing
from assistant_studio.viewmodels.page_rows import PageRows
from assistant_studio.viewmodels.task import Task
from assistant_studio.viewmodels.text_lines import TextLines
from assistant_studio.viewmodels.viewer_finding import Finding

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

Opened = tuple[OpenDocument, list[TextLine], tuple[int, int]]


@QmlElement
class ViewerViewModel(QObject):
    """One document at a time, as whoever asks for it over `services.changes()`.

    Signals:
        shownChanged: A document is asked for, is there, or is put away.
        noteChanged: Something else is to be said about it.
        findChanged: What is searched for in it, or what was found.
        colorsChanged: Other colours.
        pageAsked: Bring a page (from 0) into view, at this share of its height.
        lineAsked: Bring a line into view.
    """

    shownChanged = Signal()
    noteChanged = Signal()
    findChanged = Signal()
    colorsChanged = Signal()
    pageAsked = Signal(int, float)
    lineAsked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked: AskedDocument | None = None
        self._open: OpenDocument | None = None
        self._note = ("", "")
        self._pages = PageRows(self)
        self._lines = TextLines(self)
        self._task: Task[Opened] | None = None
        self._drawing = PageDrawing(self, self._pages)
        self._finding = Finding(self, self._pages, self._lines)
        self._finding.changed.connect(self.findChanged)
        self._finding.pageAsked.connect(self.pageAsked)
        self._finding.lineAsked.connect(self.lineAsked)
        self._drawing.failed.connect(self._tell)
        self._colors: dict[str, str] = {}
        services.changes().documentAsked.connect(self._show)

    # What is shown

    @Property(bool, notify=shownChanged)
    def shown(self) -> bool:
        """Whether a document is asked for."""
        return self._asked is not None

    @Property(bool, notify=shownChanged)
    def busy(self) -> bool:
        """Whether it is on its way."""
        return self._asked is not None and self._open is None and not self._note[0]

    @Property(str, notify=shownChanged)
    def title(self) -> str:
        """The file's name."""
        return self._asked.name if self._asked is not None else ""

    @Property(str, notify=shownChanged)
    def place(self) -> str:
        """Where the passage stands, in words."""
        return said_place(self._asked.place) if self._asked is not None else ""

    @Property(bool, notify=shownChanged)
    def paged(self) -> bool:
        """Whether pages are shown instead of lines."""
        return self._open is not None and bool(self._open.pages)

    @Property(int, notify=shownChanged)
    def pageCount(self) -> int:
        """How many pages there are."""
        return len(self._open.pages) if self._open is not None else 0

    @Property(QObject, constant=True)
    def pages(self) -> QObject:
        """The pages: a `PageRows`."""
        return self._pages

    @Property(QObject, constant=True)
    def lines(self) -> QObject:
        """The lines of a document without pages: a `TextLines`."""
        return self._lines

    @Property(str, notify=noteChanged)
    def note(self) -> str:
        """Why it is not shown as the file is now; empty where all is well."""
        return self._note[0]

    @Property(str, notify=noteChanged)
    def noteHint(self) -> str:
        """What is shown instead, or what to do."""
        return self._note[1]

    @Property(bool, notify=shownChanged)
    def canOpenOutside(self) -> bool:
        """Whether there is a file for the system's own program."""
        return self._open is not None and self._open.original.path is not None

    @Property(bool, notify=shownChanged)
    def hasPassage(self) -> bool:
        """Whether there is a passage to come back to."""
        return self._asked is not None and self._asked.text != ""

    @Property("QVariantMap", notify=colorsChanged)
    def colors(self) -> dict[str, str]:
        """The theme's colours, by the names of `TextColors`."""
        return self._colors

    @colors.setter  # type: ignore[no-redef]
    def colors(self, colors: dict[str, str]) -> None:
        if colors != self._colors:
            self._colors = colors
            self._lines.recolor(TextColors.of(colors))
            self.colorsChanged.emit()

    # Finding

    @Property(int, notify=findChanged)
    def foundCount(self) -> int:
        """In how many places the searched words stand."""
        return self._finding.count

    @Property(str, notify=findChanged)
    def foundText(self) -> str:
        """Which of the places is shown, in words; empty while nothing is searched for."""
        return self._finding.text

    @Slot(str)
    def find(self, words: str) -> None:
        """Point out every place where words stand; empty ones point out nothing."""
        self._finding.find(self._open, words)

    @Slot(int)
    def step(self, by: int) -> None:
        """Go to a later or earlier place that was found."""
        self._finding.step(by)

    # What a person does

    @Slot(int, int)
    def wantPage(self, row: int, width_px: int) -> None:
        """A page comes into sight, so wide."""
        self._drawing.want(row, width_px)

    @Slot(int)
    def leavePage(self, row: int) -> None:
        """A page is out of sight."""
        self._drawing.leave(row)

    @Slot()
    def showPassage(self) -> None:
        """Bring the passage into view again."""
        if self._open is not None:
            self._go_to_passage(self._open)

    @Slot()
    def copyPassage(self) -> None:
        """Put the passage's words on the clipboard."""
        if self._asked is not None:
            QGuiApplication.clipboard().setText(self._asked.text)

    @Slot()
    def openOutside(self) -> None:
        """Open the file with the system's own program, or show the folder it lies in."""
        if self._asked is not None:
            document_id = self._asked.document_id
            Task(self, lambda _token: services.studio().viewer.path_to_open(document_id)).succeeded(
                _open_outside
            ).failed(self._tell).start()

    @Slot()
    def close(self) -> None:
        """Put the document away."""
        self._let_go()
        self._asked = None
        self._say("", "")
        self.shownChanged.emit()

    # Inside

    def _show(self, asked: AskedDocument) -> None:
        self._let_go()
        self._asked = asked
        self._say("", "")
        self.shownChanged.emit()
        self._task = Task(self, lambda token: _opened(asked, token))
        self._task.succeeded(self._opened).failed(self._failed).start()

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._open = None
        self._finding.forget()
        self._drawing.open(None)
        self._pages.open((), StoredText())
        self._lines.open("", (), (0, 0))

    def _opened(self, opened: Opened) -> None:
        document, lines, passage = opened
        self._open = document
        self._drawing.open(document)
        self._pages.open(document.pages, document.stored)
        self._lines.open(document.stored.text, lines, passage)
        if document.problem is not None:
            self._tell(document.problem)
        elif self._asked is not None and self._asked.text and passage == (0, 0):
            self._say(
                _("The passage does not stand in the file any more as it was found."),
                _(
                    "The file was read again since. What was found said: {text}",
                    text=_short(self._asked.text),
                ),
            )
        self.shownChanged.emit()
        self._go_to_passage(document, passage)

    def _failed(self, error: StudioError) -> None:
        asked = self._asked
        if isinstance(error, NotFound) and asked is not None and asked.text:
            self._say(
                _("“{name}” is not among the files any more.", name=asked.name),
                _("This is the passage as it was found."),
            )
            self._lines.open(asked.text, lines_of(asked.text, ()), (0, len(asked.text)))
        else:
            self._tell(error)
        self.shownChanged.emit()

    def _go_to_passage(
        self, document: OpenDocument, passage: tuple[int, int] | None = None
    ) -> None:
        start, end = passage if passage is not None else self._lines.passage
        if not document.pages:
            self.lineAsked.emit(self._lines.row_of(start))
            return
        pages = _pages_of(document, start, end)
        self.pageAsked.emit(pages[0] - 1 if pages else 0, 0.0)
        if pages and start < end:
            self._drawing.point_out(
                pages, start, end, lambda row, top: self.pageAsked.emit(row, top)
            )

    def _tell(self, error: StudioError) -> None:
        self._say(error.message, error.hint)

    def _say(self, message: str, hint: str) -> None:
        if self._note != (message, hint):
            self._note = (message, hint)
            self.noteChanged.emit()


def _open_outside(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _opened(asked: AskedDocument, token: CancelToken) -> Opened:
    document = services.studio().viewer.open(asked.document_id, token)
    text = document.stored.text
    lines = [] if document.pages else lines_of(text, document.stored.sections)
    return document, lines, _passage_in(text, asked)


def _passage_in(text: str, asked: AskedDocument) -> tuple[int, int]:
    """Where the passage stands in the text as it is now; (0, 0) where it stands no more."""
    if text[asked.start : asked.end] == asked.text:
        return asked.start, asked.end
    at = text.find(asked.text) if asked.text else -1
    return (at, at + len(asked.text)) if at >= 0 else (0, 0)


def _pages_of(document: OpenDocument, start: int, end: int) -> list[int]:
    """The pages (from 1) that a stretch of the text stands on."""
    last = len(document.pages)
    return sorted(
        {
            section.page
            for section in document.stored.sections
            if section.page is not None
            and section.page <= last
            and section.start < max(end, start + 1)
            and start < section.end
        }
    )


def _short(text: str, most: int = 200) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + "…"
