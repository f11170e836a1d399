"""Keeps a draft on disk as it is typed, beside the window's work, and says how that went."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, QTimer, Signal

from assistant_studio.assistants.drafts import Draft
from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import Task

# Who types quickly is written down about three times a second.
_WAIT_MS = 300
_AGAIN_MS = 5000


class DraftKeeper(QObject):
    """Writes the latest state of one draft; states that were overtaken are left out.

    Attributes:
        error: Why the last writing failed; None when it did not.
        kept_at: When the draft was written last, ISO 8601 in UTC; empty if it is not on disk.

    Signals:
        changed: It waits, has written, or could not.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.error: StudioError | None = None
        self.kept_at = ""
        self._wanted: Draft | None = None
        self._assistant_id = ""
        self._number = 0
        self._written = 0
        self._lock = threading.Lock()
        self._task: Task[str] | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._start)

    @property
    def pending(self) -> bool:
        """Whether the latest state is not on disk yet."""
        return self._number > self._written

    def begin(self, kept_at: str) -> None:
        """Another draft is edited; what is on disk of it was kept then."""
        self._soon.stop()
        self._written = self._number
        self.error, self.kept_at = None, kept_at
        self.changed.emit()

    def keep(self, assistant_id: str, draft: Draft | None) -> None:
        """Write a draft soon; None forgets the one on disk."""
        self._assistant_id, self._wanted = assistant_id, draft
        self._number += 1
        if not self._soon.isActive():
            self._soon.start(_WAIT_MS)
        self.changed.emit()

    def flush(self) -> bool:
        """Write what is pending now; gives whether all is on disk."""
        self._soon.stop()
        if self.pending:
            try:
                self._done(self._write(self._number, self._assistant_id, self._wanted))
            except StudioError as error:
                self._failed(error)
        return not self.pending

    def _start(self) -> None:
        if self._task is not None or not self.pending:
            return
        number, assistant_id, draft = self._number, self._assistant_id, self._wanted

        def work(_token: CancelToken) -> str:
            return self._write(number, assistant_id, draft)

        self._task = Task(self, work).succeeded(self._done).failed(self._failed).start()

    def _write(self, number: int, assistant_id: str, draft: Draft | None) -> str:
        """On any thread: write a state, unless a later one was written already."""
        drafts = services.studio().drafts
        with self._lock:
            if number <= self._written:
                return self.kept_at
            kept_at = ""
            if draft is None:
                drafts.discard(assistant_id)
            else:
                kept_at = drafts.keep(draft).kept_at
            self._written = number
        return kept_at

    def _done(self, kept_at: str) -> None:
        self._task = None
        self.error, self.kept_at = None, kept_at
        if self.pending and not self._soon.isActive():
            self._soon.start(_WAIT_MS)
        self.changed.emit()

    def _failed(self, error: StudioError) -> None:
        self._task = None
        self.error = error
        self._soon.start(_AGAIN_MS)
        self.changed.emit()
