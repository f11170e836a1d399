"""Where indexing stands in the whole window, from the knowledge service's own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from assistant_studio.knowledge.document import Document, DocumentState, IndexingProgress
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task_pool import on_window_thread

PENDING = (DocumentState.WAITING, DocumentState.READING, DocumentState.EMBEDDING)
# Often enough to look alive, seldom enough to leave the processor to the work itself.
SHOW_INTERVAL_MS = 200


class Indexing(QObject):
    """Listens to the knowledge service and tells the window's models, a few times a second.

    Signals:
        installingChanged: The files of the assistants that come with the app begin to be added, or
            all are.
    """

    installingChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._installing = False
        self._latest: dict[str, IndexingProgress] = {}
        self._changed: set[str] = set()
        self._stop: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_INTERVAL_MS)
        self._timer.timeout.connect(self._tell)

    @property
    def installing(self) -> bool:
        """Whether the files of the assistants that come with the app are being added."""
        return self._installing

    def set_installing(self, installing: bool) -> None:
        """Say that their adding begins or is done."""
        self._installing = installing
        self.installingChanged.emit()

    def follow(self) -> None:
        """Begin to listen to the open studio."""
        self.stop()
        knowledge = services.studio().knowledge
        stops = (
            knowledge.subscribe(lambda progress: on_window_thread(lambda: self._take(progress))),
            knowledge.subscribe_to_folders(
                lambda *looked: on_window_thread(lambda: self._folders_looked_at(*looked))
            ),
        )
        self._stop = lambda: [stop() for stop in stops]

    def stop(self) -> None:
        """Listen no more; called before the studio closes."""
        if self._stop is not None:
            self._stop()
            self._stop = None
        self._timer.stop()
        self._latest.clear()
        self._changed.clear()
        # A copying that the studio's end cut off is nobody's any more.
        self._installing = False

    def progress(self, document_id: str) -> IndexingProgress | None:
        """The last that was heard of a document that is being read or embedded."""
        return self._latest.get(document_id)

    def percent(self, documents: Sequence[Document]) -> int:
        """How much of the files' work is done, 0 to 100; -1 when there is none left."""
        if not any(document.state in PENDING for document in documents):
            return -1
        parts = [self._part(document) for document in documents]
        known = [total for _, total in parts if total]
        # A file that has not been read yet counts as an ordinary one.
        ordinary = sum(known) / len(known) if known else 1.0
        done = sum(done for done, _ in parts)
        return min(99, int(100 * done / sum(total or ordinary for _, total in parts)))

    def _part(self, document: Document) -> tuple[int, int]:
        """Passages of a document that are done, and all of them; 0 while nobody knows."""
        if document.state == DocumentState.FAILED:
            return 1, 1
        if document.state == DocumentState.READY:
            return document.passages, document.passages
        heard = self._latest.get(document.id)
        return (heard.done, heard.total) if heard is not None else (0, document.passages)

    def _take(self, progress: IndexingProgress) -> None:
        document = progress.document
        if document.state in PENDING:
            self._latest[document.id] = progress
        else:
            self._latest.pop(document.id, None)
        self._changed.add(document.assistant_id)
        if not self._timer.isActive():
            self._timer.start()

    def _folders_looked_at(self, assistant_id: str, changed: bool) -> None:
        if changed:
            services.changes().documentsChanged.emit(assistant_id)
        else:
            folders_told().looked.emit(assistant_id)

    def _tell(self) -> None:
        changed, self._changed = self._changed, set()
        for assistant_id in changed:
            services.changes().documentsChanged.emit(assistant_id)


class FoldersTold(QObject):
    """Tells the window's models of looks at watched folders that changed no document.

    Signals:
        looked: The folders of this assistant were looked at.
    """

    looked = Signal(str)


class _Holder:
    def __init__(self) -> None:
        self.indexing: Indexing | None = None
        self.folders_told: FoldersTold | None = None


_holder = _Holder()


def indexing() -> Indexing:
    """The window's one listener."""
    if _holder.indexing is None:
        _holder.indexing = Indexing()
    return _holder.indexing


def folders_told() -> FoldersTold:
    """The one that tells of looks at watched folders."""
    if _holder.folders_told is None:
        _holder.folders_told = FoldersTold()
    return _holder.folders_told
