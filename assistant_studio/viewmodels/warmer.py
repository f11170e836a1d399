"""Makes an assistant's model ready before the first question, in the background."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from assistant_studio.cancel import CancelToken
from assistant_studio.models.engine import LoadedModel
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.blocks_model import renderer
from assistant_studio.viewmodels.task import Task

# The window draws itself first.
_WAIT_MS = 150


class Warmer(QObject):
    """Makes one assistant's model and prompt ready; the latest wish counts.

    Signals:
        changed: It began or ended.
        ready: The model is loaded; a `LoadedModel`.
        failed: It could not be; a `StudioError`.
    """

    changed = Signal()
    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._assistant_id = ""
        self._task: Task[LoadedModel] | None = None
        self._soon = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._soon.timeout.connect(self._start)

    @property
    def busy(self) -> bool:
        """Whether a model is being made ready."""
        return self._task is not None

    def warm(self, assistant_id: str) -> None:
        """Make this assistant's model ready, soon."""
        self._assistant_id = assistant_id
        if self._task is not None:
            self._task.cancel()
        self._soon.start()

    def _start(self) -> None:
        assistant_id = self._assistant_id

        def work(token: CancelToken) -> LoadedModel:
            renderer()
            return services.studio().answering.warm(assistant_id, token)

        task: Task[LoadedModel] = Task(self, work)
        self._task = task
        task.succeeded(lambda loaded: self._end(task, lambda: self.ready.emit(loaded)))
        task.failed(lambda error: self._end(task, lambda: self.failed.emit(error)))
        task.cancelled(lambda: self._end(task, lambda: None)).start()
        self.changed.emit()

    def _end(self, task: Task[LoadedModel], tell: Callable[[], None]) -> None:
        if task is self._task:
            self._task = None
            services.changes().modelChanged.emit()
            tell()
            self.changed.emit()
