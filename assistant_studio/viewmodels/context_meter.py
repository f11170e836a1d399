"""How full the model's context is, in words and as a share."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from assistant_studio.answering.events import LeftOut
from assistant_studio.viewmodels import chat_words

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ContextMeter(QObject):
    """The context of the conversation that is shown.

    Signals:
        changed: It is fuller, or another one.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._used = 0
        self._total = 0
        self._left_out = LeftOut()

    @Property(int, notify=changed)
    def used(self) -> int:
        """Tokens of the last prompt and its answer."""
        return self._used

    @Property(int, notify=changed)
    def total(self) -> int:
        """Tokens the context holds; 0 while nobody knows."""
        return self._total

    @Property(str, notify=changed)
    def text(self) -> str:
        """In words, "Context 1 420 / 4 096"; empty while nobody knows."""
        return chat_words.context_text(self._used, self._total)

    @Property(str, notify=changed)
    def leftOut(self) -> str:
        """What did not fit, in words; empty when all did."""
        return chat_words.left_out_text(self._left_out)

    @Property(bool, notify=changed)
    def forgets(self) -> bool:
        """Whether earlier messages did not fit: the model does not know them any more."""
        return self._left_out.messages > 0

    def show(
        self, used: int | None = None, total: int | None = None, left_out: LeftOut | None = None
    ) -> None:
        """Take over what is known now; None leaves a value as it was."""
        self._used = self._used if used is None else used
        self._total = self._total if total is None else total
        self._left_out = self._left_out if left_out is None else left_out
        self.changed.emit()

    def forget(self) -> None:
        """Another conversation is shown: nothing of it is in the context yet."""
        self.show(used=0, left_out=LeftOut())
