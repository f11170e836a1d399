"""Makes a check of a good answer in the chat, and says what it expects."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.check import Check
from assistant_studio.checks.words import expectation_sentences
from assistant_studio.errors import StudioError
from assistant_studio.language import _
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CheckMaker(QObject):
    """One answer after the other; what became of the last one stays to be read.

    Signals:
        changed: Something was made, failed, or was read.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._made: Check | None = None
        self._error: StudioError | None = None

    @Slot(str)
    def make(self, message_id: str) -> None:
        """Make a check of this answer."""
        checks = services.studio().checks
        Task(self, lambda _token: checks.add_from_answer(message_id)).succeeded(self._keep).failed(
            self._fail
        ).start()

    @Slot()
    def close(self) -> None:
        """What became of the last one was read."""
        self._made = self._error = None
        self.changed.emit()

    @Property(bool, notify=changed)
    def failed(self) -> bool:
        """Whether the last one could not be made."""
        return self._error is not None

    @Property(str, notify=changed)
    def text(self) -> str:
        """What became of the last one; empty once it was read."""
        if self._error is not None:
            return self._error.message
        return _("This answer is a check now.") if self._made is not None else ""

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What the check expects, or what to do instead."""
        if self._error is not None:
            return self._error.hint
        return " · ".join(expectation_sentences(self._made)) if self._made is not None else ""

    def _keep(self, made: Check) -> None:
        self._made, self._error = made, None
        self.changed.emit()
        services.changes().assistantsChanged.emit()

    def _fail(self, error: StudioError) -> None:
        self._made, self._error = None, error
        self.changed.emit()
