"""What the objects for one part of an assistant have in common: whose it is, and a message."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot


class AssistantPart(QObject):
    """Something of one assistant, such as its files or its watched folders.

    Signals:
        assistantIdChanged: Another assistant.
        messageChanged: There is something else to tell, or nothing any more.
    """

    assistantIdChanged = Signal()
    messageChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant_id = ""
        self._message = ("", "")

    @Property(str, notify=assistantIdChanged)
    def assistantId(self) -> str:
        """Whose it is; empty for nobody's."""
        return self._assistant_id

    @assistantId.setter  # type: ignore[no-redef]
    def assistantId(self, assistant_id: str) -> None:
        if assistant_id != self._assistant_id:
            self._assistant_id = assistant_id
            self.closeMessage()
            self.assistantIdChanged.emit()
            self._begin()

    @Property(str, notify=messageChanged)
    def message(self) -> str:
        """What became of what was done last, where it needs saying."""
        return self._message[0]

    @Property(str, notify=messageChanged)
    def messageHint(self) -> str:
        """What to do about `message`."""
        return self._message[1]

    @Slot()
    def closeMessage(self) -> None:
        """The person has read the message."""
        self._tell("", "")

    def _tell(self, message: str, hint: str) -> None:
        if self._message != (message, hint):
            self._message = (message, hint)
            self.messageChanged.emit()

    def _begin(self) -> None:
        """It is another assistant's now."""
        self._refresh()

    def _refresh(self) -> None:
        """Look again."""
        raise NotImplementedError

    def _refresh_if_mine(self, assistant_id: str) -> None:
        if assistant_id == self._assistant_id:
            self._refresh()
