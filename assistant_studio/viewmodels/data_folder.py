"""The data folder in the settings: where it is, moving it, a backup and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.language import _, again, decimal_number, ngettext
from assistant_studio.studio import stage_restore
from assistant_studio.upkeep.backing_up import SUFFIX, Backup
from assistant_studio.upkeep.belongings import belongings
from assistant_studio.upkeep.moving import Move
from assistant_studio.upkeep.restoring import discard, is_staged
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class DataFolder(QObject):
    """The data folder, and what can be done with it as a whole; one thing at a time.

    Signals:
        changed: Something is under way, is done, or has failed.
        progressChanged: It is further.
    """

    changed = Signal()
    progressChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: Task[object] | None = None
        self._doing = ""
        self._progress = -1.0
        self._told: tuple[str, str, str] = ("", "", "")
        self._size_bytes = -1
        self._move: Move | None = None
        if services.has_studio():
            self._measure()

    def _measure(self) -> None:
        home = services.studio().home

        def show(size_bytes: int) -> None:
            self._size_bytes = size_bytes
            self.changed.emit()

        work = lambda _token: sum(found.size_bytes for found in belongings(home))  # noqa: E731
        Task(self, work).succeeded(show).failed(lambda _error: None).start()

    @Property(str, notify=changed)
    def folder(self) -> str:
        """Where it is."""
        return str(services.studio().home.root) if services.has_studio() else ""

    @Property(str, notify=changed)
    def sizeText(self) -> str:
        """How much is in it, in words; empty until that is known."""
        if self._size_bytes < 0:
            return ""
        if self._size_bytes < 100_000:
            return _("less than 0.1 MB")
        if self._size_bytes < 1_000_000_000:
            return _("{size} MB", size=decimal_number(self._size_bytes / 1e6))
        return _("{size} GB", size=decimal_number(self._size_bytes / 1e9))

    @Property(str, notify=changed)
    def doing(self) -> str:
        """What is under way, in words; empty when nothing is."""
        return again(self._doing)

    @Property(float, notify=progressChanged)
    def progress(self) -> float:
        """How far it is, from 0 to 1; below 0 while nobody knows."""
        return self._progress

    @Property(str, notify=changed)
    def tellKind(self) -> str:
        """Of what there is to tell: "good" or "bad"."""
        return self._told[0]

    @Property(str, notify=changed)
    def tellText(self) -> str:
        """What there is to tell; empty when there is nothing."""
        return again(self._told[1])

    @Property(str, notify=changed)
    def tellHint(self) -> str:
        """The next step."""
        return again(self._told[2])

    @Property(bool, notify=changed)
    def waitsForRestart(self) -> bool:
        """Whether the window has to open again to finish a restore or a move."""
        if self._task is not None:
            return False
        if self._move is not None:
            return True
        return services.has_studio() and is_staged(services.studio().home)

    @Property(str, constant=True)
    def suggestedName(self) -> str:
        """The name of a backup's file."""
        return f"assistant-studio{SUFFIX}"

    @Slot()
    def openFolder(self) -> None:
        """Show it in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(services.studio().home.root)))

    @Slot(QUrl, bool)
    def backUp(self, file: QUrl, models: bool) -> None:
        """Put everything into one file."""
        studio, target = services.studio(), Path(file.toLocalFile())

        def work(token: CancelToken) -> Backup:
            return studio.back_up(target, models=models, report=self._report, token=token)

        def done(made: Backup) -> None:
            text = ngettext(
                "{count} file is backed up in {path}.",
                "{count} files are backed up in {path}.",
                made.files,
                path=made.path,
            )
            self._tell("good", text, _("Keep a copy of it on another disk."))

        self._start(_("Backing up"), work, done)

    @Slot(QUrl)
    def restore(self, file: QUrl) -> None:
        """Check a backup and unpack it beside; the next start puts it in place."""
        home, source = services.studio().home, Path(file.toLocalFile())

        def work(token: CancelToken) -> Backup:
            return stage_restore(home, source, self._report, token)

        def done(staged: Backup) -> None:
            text = _("The backup of {date} is whole and ready.", date=staged.made_at[:10])
            hint = _("It takes the place of everything that is here when the window opens again.")
            self._tell("good", text, hint)

        self._start(_("Checking the backup"), work, done)

    @Slot(QUrl)
    def moveTo(self, folder: QUrl) -> None:
        """Copy the data to another folder; the next start switches to it."""
        home, target = services.studio().home, Path(folder.toLocalFile())

        def work(token: CancelToken) -> Move:
            move = Move(home, target)
            move.copy_ahead(self._report, token)
            return move

        def done(move: Move) -> None:
            self._move = move
            text = _("Everything is copied to {folder} and verified.", folder=move.target)
            hint = _("The window opens again there; then the old copy is removed.")
            self._tell("good", text, hint)

        self._start(_("Copying"), work, done)

    @Slot()
    def stop(self) -> None:
        """Stop what is under way; nothing of it stays."""
        if self._task is not None:
            self._task.cancel()

    @Slot()
    def restart(self) -> None:
        """Open the window again, to finish a restore or a move."""
        move, self._move = self._move, None
        services.changes().restartAsked.emit(move)

    @Slot()
    def changeMind(self) -> None:
        """Leave the data as it is after all."""
        if self._move is not None:
            self._move.abandon()
            self._move = None
        discard(services.studio().home)
        self._tell("", "", "")

    @Slot()
    def closeMessage(self) -> None:
        """The person has read what there was to tell."""
        self._tell("", "", "")

    def _report(self, done: int, total: int) -> None:
        task = self._task
        if task is not None:
            task.report(done / total if total else 1.0)

    def _start(
        self, doing: str, work: Callable[[CancelToken], object], done: Callable[..., None]
    ) -> None:
        if self._task is not None:
            return
        self._doing, self._progress, self._told = doing, -1.0, ("", "", "")

        def ended(tell: Callable[[], None]) -> None:
            self._task, self._doing = None, ""
            tell()

        task: Task[object] = Task(self, work)
        task.lasting().progress(self._show_progress)
        task.succeeded(lambda value: ended(lambda: done(value)))
        task.failed(lambda error: ended(lambda: self._fail(error)))
        task.cancelled(lambda: ended(lambda: self._tell("", "", "")))
        self._task = task
        self.changed.emit()
        self.progressChanged.emit()
        task.start()

    def _show_progress(self, value: object) -> None:
        assert isinstance(value, float)
        # A hundred steps are enough for the eye.
        if value - self._progress >= 0.01 or value >= 1.0:
            self._progress = value
            self.progressChanged.emit()

    def _fail(self, error: StudioError) -> None:
        self._tell("bad", error.message, error.hint)

    def _tell(self, kind: str, text: str, hint: str) -> None:
        self._told = (kind, text, hint)
        self.changed.emit()
