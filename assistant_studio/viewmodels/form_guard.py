"""Lets a form put what it holds on disk before it is left, and asks where that fails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class FormGuard(QObject):
    """Keeps where a person wants to go until they say whether the changes may be lost.

    Attributes:
        changed: Whether leaving now would lose anything.
        came_from: The page that the form was opened from.

    Signals:
        leaving: Somebody wants to leave the form; whoever hears it may change `changed`.
        asked: Leaving now would lose something.
    """

    leaving = Signal()
    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.changed = False
        self.came_from = "chat"
        self._wanted: Callable[[], None] | None = None

    def way_back(self, assistant_id: str) -> str:
        """The page to go back to; a template that became an assistant is done with."""
        made_of_one = self.came_from == "templates" and assistant_id != ""
        return "library" if made_of_one else self.came_from

    def leave(self, go: Callable[[], None]) -> None:
        """Call `go` now, or after a yes if something would be lost."""
        if self.leave_or_ask(go):
            go()

    def leave_or_ask(self, later: Callable[[], None]) -> bool:
        """Whether the form may be left now; if not, `later` is called after a yes."""
        self.leaving.emit()
        if self.changed:
            self._wanted = later
            self.asked.emit()
        return not self.changed

    def discard(self) -> None:
        """The changes may be lost: go where the person wanted."""
        go, self._wanted = self._wanted, None
        self.changed = False
        if go is not None:
            go()

    def stay(self) -> None:
        """The person goes on with the form."""
        self._wanted = None
