"""Reads answers aloud, one at a time; stops at once."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.answer_details import AnswerDetails
from assistant_studio.viewmodels.messages_model import MessagesModel
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReadAloud(QObject):
    """The voice of the chat.

    Signals:
        changed: It began or fell silent.
        failed: It could not speak; a `StudioError`.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, messages: MessagesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self._key = ""
        self._task: Task[None] | None = None

    @Property(bool, constant=True)
    def available(self) -> bool:
        """Whether there is a voice on this computer."""
        return services.has_studio() and not services.studio().speaker.missing

    @Property(str, notify=changed)
    def key(self) -> str:
        """The message that is being read; empty when none is."""
        return self._key

    @Slot(str)
    def toggle(self, key: str) -> None:
        """Read this answer, or stop reading it."""
        again = key != self._key
        self.stop()
        row = self._messages.row(key)
        if not again or row is None or not row.text:
            return
        text, details = str(row.text), self._messages.details.get(key, AnswerDetails())
        cited = [(sentence.end, sentence.sources) for sentence in details.sentences]

        def work(token: CancelToken) -> None:
            # What takes Markdown apart is loaded when it is first wanted.
            from assistant_studio.voice.spoken_text import spoken_text

            services.studio().speaker.say(spoken_text(text, cited), token)

        task: Task[None] = Task(self, work)

        def end() -> None:
            if self._task is task:
                self._silence()

        def failed(error: StudioError) -> None:
            end()
            self.failed.emit(error)

        self._key, self._task = key, task
        task.succeeded(lambda _none: end()).cancelled(end).failed(failed).start()
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Fall silent."""
        if self._task is not None:
            self._task.cancel()
            self._silence()

    def _silence(self) -> None:
        self._task, self._key = None, ""
        self.changed.emit()
