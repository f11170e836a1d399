"""A formula for QML: drawn in the background, with its size, or told that it cannot be."""

from __future__ import annotations

import base64

from PySide6.QtCore import Property, QObject, QTimer, Signal
from PySide6.QtQml import QmlElement

from assistant_studio.conversations.formulas import Drawing, drawing_of
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

PROVIDER = "formula"


@QmlElement
class Formula(QObject):
    """One formula; empty until it is drawn.

    Signals:
        changed: It is drawn, or cannot be.
        wishChanged: Another formula or colour is wanted.
    """

    changed = Signal()
    wishChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._latex = ""
        self._color = ""
        self._size_px = 17
        self._drawing: Drawing | None = None
        self._task: Task[Drawing | None] | None = None
        # Formula and colour are set one after the other; they are drawn once.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw)

    @Property(str, notify=wishChanged)
    def latex(self) -> str:
        """Without its delimiters."""
        return self._latex

    @latex.setter  # type: ignore[no-redef]
    def latex(self, latex: str) -> None:
        if latex != self._latex:
            self._latex = latex
            self._wish()

    @Property(str, notify=wishChanged)
    def color(self) -> str:
        """As QML writes colours."""
        return self._color

    @color.setter  # type: ignore[no-redef]
    def color(self, color: str) -> None:
        if color != self._color:
            self._color = color
            self._wish()

    @Property(str, notify=changed)
    def source(self) -> str:
        """Where an Image finds it; empty until it is drawn."""
        if self._drawing is None:
            return ""
        packed = base64.urlsafe_b64encode(self._latex.encode()).decode().rstrip("=")
        return f"image://{PROVIDER}/{self._size_px}/{self._color.lstrip('#')}/{packed}"

    @Property(float, notify=changed)
    def width(self) -> float:
        """In device-independent pixels."""
        return self._drawing.width if self._drawing is not None else 0.0

    @Property(float, notify=changed)
    def height(self) -> float:
        """In device-independent pixels."""
        return self._drawing.height if self._drawing is not None else 0.0

    def _wish(self) -> None:
        self._soon.start()
        self.wishChanged.emit()

    def _draw(self) -> None:
        if self._task is not None:
            self._task.cancel()
        latex, size_px, color = self._latex, self._size_px, self._color
        if not latex or not color:
            return

        def show(drawing: Drawing | None) -> None:
            self._drawing = drawing
            self.changed.emit()

        self._task = Task(self, lambda _token: drawing_of(latex, size_px, color))
        self._task.succeeded(show).start()
