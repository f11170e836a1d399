"""Asks before a form with unsaved changes is left, whichever way a person leaves it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class FormGuard(QObject):
    """Keeps where a person wants to go until they say whether the changes may be lost.

    Attributes:
        changed: Whether leaving now would lose anything.

    Signals:
        asked: Somebody wants to leave a changed form.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.changed = False
        self._wanted: Callable[[], None] | None = None

    def leave(self, go: Callable[[], None]) -> None:
        """Call `go` now, or after a yes if something would be lost."""
        if self.changed:
            self._wanted = go
            self.asked.emit()
        else:
            go()

    def discard(self) -> None:
        """The changes may be lost: go where the person wanted."""
        go, self._wanted = self._wanted, None
        self.changed = False
        if go is not None:
            go()

    def stay(self) -> None:
        """The person goes on with the form."""
        self._wanted = None
