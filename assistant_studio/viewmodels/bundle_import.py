"""Bundles that wait to be looked at: one is shown, and taken in after a yes."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.language import _, again
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.bundle_rows import document_rows, preview_map
from assistant_studio.viewmodels.library_actions import tell_changed
from assistant_studio.viewmodels.task import Task

if TYPE_CHECKING:
    from assistant_studio.bundles.installing import Installed, Phase
    from assistant_studio.bundles.preview import Preview

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class BundleImport(QObject):
    """The queue of bundles, and the one that is shown.

    `state` is "empty", "looking", "ready", "importing" or "failed" (it cannot be opened).

    Signals:
        changed: Another bundle is shown, or its state is another.
        progressChanged: Checking or taking in got further.
        opened: There is a bundle to look at.
        finished: The queue is empty; the id of the assistant that was taken in last, or nothing.
        textRead: A document's name and text.
    """

    changed = Signal()
    progressChanged = Signal()
    opened = Signal()
    finished = Signal(str)
    textRead = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: deque[Path] = deque()
        self._state = "empty"
        self._file = ""
        self._preview: Preview | None = None
        self._map: dict[str, Any] | None = None
        self._told = ("", "")
        self._progress = -1.0
        self._doing = ""
        self._checked = False
        self._task: Task[Any] | None = None
        changes = services.changes()
        changes.bundlesOpened.connect(self._take)
        changes.languageChanged.connect(self._say_again)

    # What is shown

    @Property(str, notify=changed)
    def state(self) -> str:
        """See the class."""
        return self._state

    @Property(str, notify=changed)
    def file(self) -> str:
        """The name of the file that is shown."""
        return self._file

    @Property(int, notify=changed)
    def waiting(self) -> int:
        """How many more wait behind it."""
        return len(self._queue)

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def preview(self) -> dict[str, Any]:
        """What `bundle_rows.preview_map` gives; empty while there is none."""
        if self._map is None:
            self._map = preview_map(self._preview) if self._preview is not None else {}
        return self._map

    @Property("QVariantList", notify=changed)  # type: ignore[arg-type]
    def documents(self) -> list[dict[str, Any]]:
        """What `bundle_rows.document_rows` gives."""
        return document_rows(self._preview) if self._preview is not None else []

    @Property(str, notify=changed)
    def tellText(self) -> str:
        """What went wrong; empty when nothing did."""
        return again(self._told[0])

    @Property(str, notify=changed)
    def tellHint(self) -> str:
        """The next step."""
        return again(self._told[1])

    @Property(str, notify=progressChanged)
    def doing(self) -> str:
        """What goes on, in words; empty when nothing does."""
        return again(self._doing)

    @Property(float, notify=progressChanged)
    def progress(self) -> float:
        """How far it is, from 0 to 1; below 0 while nobody knows."""
        return self._progress

    @Property(bool, notify=progressChanged)
    def checked(self) -> bool:
        """Whether every file in it was compared with its hash."""
        return self._checked

    # What a person does

    @Slot(str)
    def take(self, decision: str) -> None:
        """Take the bundle in.

        Args:
            decision: "update" or "keep_both", where its assistant is here already.
        """
        from assistant_studio.bundles.importing import Decision

        preview = self._preview
        if preview is None or self._state != "ready":
            return
        self._stop_task()
        self._told = ("", "")

        def work(token: CancelToken) -> Installed:
            return services.studio().importer.install(
                preview,
                Decision(decision),
                # The window asks for it before this can be called.
                signer_accepted=True,
                report=report,
                token=token,
            )

        task = Task(self, work)

        def report(phase: Phase, done: int, total: int) -> None:
            task.report((phase.value, done, total))

        task.progress(self._show_progress).succeeded(self._taken).failed(self._not_taken)
        self._task = task.lasting().cancelled(self._back)
        self._show("importing")
        self._say(_("Taking it in"), -1.0)
        task.start()

    @Slot()
    def skip(self) -> None:
        """Leave this one as it is, and look at the next."""
        if self._state != "importing":
            self._next("")

    @Slot()
    def stop(self) -> None:
        """Take nothing in after all; nothing of it stays."""
        if self._task is not None:
            self._task.cancel()

    @Slot(int)
    def readText(self, row: int) -> None:
        """Look into a document; `textRead` follows."""
        from assistant_studio.bundles.looking import text_of

        preview = self._preview
        if preview is None:
            return
        part, name = preview.bundle.manifest.documents[row], preview.documents[row].name
        task = Task(self, lambda token: text_of(preview.bundle, part, token))
        task.succeeded(lambda text: self.textRead.emit(name, text)).failed(
            lambda error: self.textRead.emit(name, str(error))
        ).start()

    @Slot(int, QUrl)
    def saveCopy(self, row: int, file: QUrl) -> None:
        """Write a document of the bundle to a file."""
        from assistant_studio.bundles.looking import save_copy

        preview = self._preview
        if preview is not None:
            part, target = preview.bundle.manifest.documents[row], Path(file.toLocalFile())
            Task(self, lambda token: save_copy(preview.bundle, part, target, token)).start()

    # How it goes on

    def _take(self, files: list[str]) -> None:
        self._queue.extend(Path(file) for file in files)
        if self._state == "empty":
            self._next("")
        else:
            self.changed.emit()
        self.opened.emit()

    def _next(self, assistant_id: str) -> None:
        self._stop_task()
        self._preview, self._map, self._told = None, None, ("", "")
        self._checked = False
        self._say("", -1.0)
        if not self._queue:
            self._file = ""
            self._show("empty")
            self.finished.emit(assistant_id)
            return
        path = self._queue.popleft()
        self._file = path.name
        self._show("looking")
        task = Task(self, lambda _token: services.studio().importer.preview(path))
        self._task = task.succeeded(self._looked).failed(self._cannot_look).start()

    def _looked(self, preview: Preview) -> None:
        from assistant_studio.bundles.reading import verify

        self._preview, self._map = preview, None
        self._show("ready")
        task = Task(self, lambda token: verify(preview.bundle, token, report))

        def report(done: int, total: int) -> None:
            task.report(("checking", done, total))

        task.progress(self._show_progress).succeeded(self._verified).failed(self._cannot_look)
        self._task = task.start()

    def _verified(self, _nothing: None) -> None:
        self._checked = True
        self._say("", -1.0)

    def _cannot_look(self, error: StudioError) -> None:
        self._told = (error.message, error.hint)
        self._say("", -1.0)
        self._show("failed")

    def _taken(self, installed: Installed) -> None:
        tell_changed(installed.assistant.id)
        services.changes().documentsChanged.emit(installed.assistant.id)
        self._task = None
        self._next(installed.assistant.id)

    def _not_taken(self, error: StudioError) -> None:
        self._told = (error.message, error.hint)
        self._back()

    def _back(self) -> None:
        self._task = None
        self._say("", -1.0)
        self._show("ready")

    def _show_progress(self, value: object) -> None:
        assert isinstance(value, tuple)
        kind, done, total = value
        words = {
            "checking": _("Checking its files"),
            "unpacking": _("Unpacking"),
            "indexing": _("Taking its documents in"),
        }
        self._say(words[kind], done / max(1, total))

    def _say(self, words: str, progress: float) -> None:
        self._doing, self._progress = words, progress
        self.progressChanged.emit()

    def _show(self, state: str) -> None:
        self._state = state
        self.changed.emit()

    def _stop_task(self) -> None:
        if self._task is not None:
            self._task.cancelled(lambda: None).cancel()
            self._task = None

    def _say_again(self) -> None:
        self._map = None
        self.changed.emit()
