"""A run of checks as the window follows it: where it stands, how to stop it, what went wrong."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.check import Check
from assistant_studio.cancel import CancelToken
from assistant_studio.checks.events import CheckAsked, CheckEvent, CheckJudged
from assistant_studio.checks.words import running_sentence
from assistant_studio.errors import StudioError
from assistant_studio.language import _
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import StreamTask

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CheckRun(QObject):
    """At most one run at a time.

    Signals:
        changed: It began, got further, or ended.
        judged: At least one more result is there.
    """

    changed = Signal()
    judged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: StreamTask[CheckEvent] | None = None
        self._asked: CheckAsked | None = None
        self._stopping = False
        self._error: StudioError | None = None

    def begin(self, assistant: Assistant, checks: tuple[Check, ...]) -> None:
        """Run these checks on the assistant as it is now; nothing happens while others run."""
        if self._task is not None:
            return
        service = services.studio().checks

        def work(token: CancelToken) -> Iterator[CheckEvent]:
            return service.run(assistant, checks, token)

        def end() -> None:
            self._end(assistant.id)

        def fail(error: StudioError) -> None:
            self._error = error
            end()

        self._error, self._asked, self._stopping = None, None, False
        task = StreamTask[CheckEvent](self, work).items(self._take)
        self._task = task.succeeded(end).failed(fail).cancelled(end).start()
        self.changed.emit()

    @Slot()
    def stop(self) -> None:
        """Run no further; what is done stays."""
        if self._task is not None:
            self._stopping = True
            self._task.cancel()
            self.changed.emit()

    @property
    def check_id(self) -> str:
        """The check that is asked just now; empty for none."""
        return self._asked.check.id if self._asked is not None else ""

    @Property(bool, notify=changed)
    def running(self) -> bool:
        """Whether checks run."""
        return self._task is not None

    @Property(float, notify=changed)
    def progress(self) -> float:
        """How much of the run is done, 0 to 1; below 0 while nobody knows."""
        return (self._asked.n - 1) / self._asked.total if self._asked is not None else -1.0

    @Property(str, notify=changed)
    def text(self) -> str:
        """Where it stands: "Check 3 of 8, about 12 s left"."""
        if self._stopping:
            return _("Stopping…")
        if self._asked is None:
            return _("Reading the files to the end first…")
        return running_sentence(self._asked.n, self._asked.total, self._asked.seconds_left)

    @Property(str, notify=changed)
    def error(self) -> str:
        """Why the last run did not come to its end; empty if it did."""
        return self._error.message if self._error is not None else ""

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What to do about `error`."""
        return self._error.hint if self._error is not None else ""

    def _take(self, events: list[CheckEvent]) -> None:
        for event in events:
            if isinstance(event, CheckAsked):
                self._asked = event
        if any(isinstance(event, CheckJudged) for event in events):
            self.judged.emit()
        self.changed.emit()

    def _end(self, assistant_id: str) -> None:
        self._task, self._asked, self._stopping = None, None, False
        self.judged.emit()
        self.changed.emit()
        services.changes().checksChanged.emit(assistant_id)
