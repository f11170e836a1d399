"""Python's garbage collection on the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 1000


class WindowGarbage(QObject):
    """Collects garbage while Qt is at rest, instead of wherever Python happens to be.

    Python collects on the thread that makes the next object. On a task's thread that would end
    Qt objects, which belong to the window's thread, under the window's hands.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """From here on nothing is collected but here."""
        gc.disable()
        self._timer.start()

    def close(self) -> None:
        """Give the collecting back to Python."""
        self._timer.stop()
        gc.enable()

    def collect(self) -> None:
        """Collect the oldest generation whose threshold is passed, as Python itself would."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return
