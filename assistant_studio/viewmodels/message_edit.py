"""The person's own message that is being put in other words, in its place among the messages."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class MessageEdit(QObject):
    """Which message is edited and what stands in its field; delegates come and go, this stays.

    Signals:
        changed: Another message, or none.
        textChanged: Another text.
    """

    changed = Signal()
    textChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._text = ""

    @Property(str, notify=changed)
    def key(self) -> str:
        """The message; empty when none is edited."""
        return self._key

    @Property(str, notify=textChanged)
    def text(self) -> str:
        """What stands in the field."""
        return self._text

    @text.setter  # type: ignore[no-redef]
    def text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.textChanged.emit()

    @Slot(str, str)
    def begin(self, key: str, text: str) -> None:
        """Put a field in the place of this message."""
        self._text = text
        self._key = key
        self.textChanged.emit()
        self.changed.emit()

    @Slot()
    def end(self) -> None:
        """Show the message again."""
        if self._key:
            self.begin("", "")
