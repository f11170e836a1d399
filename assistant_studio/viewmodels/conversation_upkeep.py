"""What is done for the conversations while the window is open: ending deleted ones, indexing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from assistant_studio.cancel import CancelToken
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import Task

_EVERY_MS = 60_000


class ConversationUpkeep(QObject):
    """Looks once a minute, on another thread; the first time soon after the window is shown."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._task: Task[int] | None = None
        self._again = QTimer(self, interval=_EVERY_MS)
        self._again.timeout.connect(self._look)

    def start(self) -> None:
        """Look now, and from now on."""
        self._again.start()
        self._look()

    def _look(self) -> None:
        if self._task is None or not self._task.running:
            # What fails now (a full disk) is tried again in a minute; nobody waits for it.
            task = Task(self, _tidy).succeeded(_tell).failed(lambda _error: None)
            self._task = task.start()


def _tidy(token: CancelToken) -> int:
    studio = services.studio()
    gone = studio.listing.purge()
    studio.conversation_search.index.catch_up(token)
    return gone


def _tell(gone: int) -> None:
    if gone:
        services.changes().conversationsChanged.emit("")
