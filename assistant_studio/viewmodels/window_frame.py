"""Where the window stands and how large it is: as it was left, and kept for the next time."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QRect, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QmlElement

from assistant_studio.errors import StudioError
from assistant_studio.settings import Settings
from assistant_studio.viewmodels import services

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# How much of a window's upper edge must be on a screen for a person to take hold of it.
_GRIP_PX = 40


@QmlElement
class WindowFrame(QObject):
    """The window's place and size, for `Main.qml`; what is kept is read once, at the start."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = services.studio().settings.current if services.has_studio() else Settings()

    @Property(int, constant=True)
    def width(self) -> int:
        """In device-independent pixels, as the person left it."""
        return self._kept.window_width

    @Property(int, constant=True)
    def height(self) -> int:
        """In device-independent pixels, as the person left it."""
        return self._kept.window_height

    @Property(bool, constant=True)
    def maximized(self) -> bool:
        """Whether the window filled the screen."""
        return self._kept.window_maximized

    @Property(QRect, constant=True)
    def place(self) -> QRect:
        """Where the window was on the desktop; empty where that is unknown or not there now."""
        kept = self._kept
        if kept.window_x is None or kept.window_y is None:
            return QRect()
        place = QRect(kept.window_x, kept.window_y, kept.window_width, kept.window_height)
        # A screen may be gone; the title bar must be within reach.
        grip = QRect(place.left(), place.top(), place.width(), _GRIP_PX)
        seen = any(s.availableGeometry().intersects(grip) for s in QGuiApplication.screens())
        return place if seen else QRect()

    @Slot(QRect, bool, bool)
    def keep(self, place: QRect, windowed: bool, maximized: bool) -> None:
        """The window was moved, or closes: the next one opens as this one is."""
        where: dict[str, int] = {
            "window_width": place.width(),
            "window_height": place.height(),
            "window_x": place.x(),
            "window_y": place.y(),
        }
        if not services.has_studio():
            return
        wanted = {"window_maximized": maximized, **(where if windowed else {})}
        settings = services.studio().settings
        if all(getattr(settings.current, name) == value for name, value in wanted.items()):
            return
        try:
            settings.change(**wanted)
        except StudioError as error:
            services.changes().problemMet.emit(error.message, error.hint)
