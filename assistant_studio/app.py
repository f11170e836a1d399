"""The Qt application: one instance, files to open, theme, QML engine, and an end in good order."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtQuick import QQuickWindow

from assistant_studio import __version__, paths
from assistant_studio.desktop.garbage import WindowGarbage
from assistant_studio.desktop.qml import StudioEngine, load_fonts
from assistant_studio.desktop.quit_signals import QuitSignals
from assistant_studio.desktop.single_instance import SingleInstance
from assistant_studio.desktop.start_trace import StartTrace
from assistant_studio.desktop.window_log import WindowLog
from assistant_studio.errors import StorageError, StudioError
from assistant_studio.language import _
from assistant_studio.paths import Home
from assistant_studio.studio import Studio
from assistant_studio.upkeep.moving import Move
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.composer_drafts import composer_drafts
from assistant_studio.viewmodels.indexing import indexing
from assistant_studio.viewmodels.task import told_bug
from assistant_studio.viewmodels.task_pool import (
    cancel_tasks,
    close_tasks,
    mailbox,
    on_window_thread,
)

EXIT_FAILED = 1


def run_window(home: Home, files: Sequence[Path] = ()) -> int:
    """Show the window and stay until it is closed.

    Args:
        home: The data folder.
        files: Files to open; they go to the window that is open already, if there is one.

    Returns:
        The exit status: 0, also where another window was called forward; 1 where none could be
        shown.
    """
    trace = StartTrace()
    trace.mark("imports")
    application = _application()
    trace.mark("application")
    life = _Life(home)
    while True:
        outcome = _show(life, files, application, trace)
        if isinstance(outcome, int):
            return outcome
        # The data was moved, or a backup waits to be put in place: the window opens again.
        life, files = outcome, ()


@dataclass(frozen=True, slots=True)
class _Life:
    """One life of the window: its data folder, and what there is to tell at its beginning."""

    home: Home
    trouble: StudioError | None = None


def _show(
    life: _Life, files: Sequence[Path], application: QGuiApplication, trace: StartTrace
) -> int | _Life:
    """Show the window until it closes; gives the exit status, or the life that follows."""
    home = life.home
    instance = SingleInstance(home.root)
    try:
        home.create()
        if not instance.claim():
            instance.call_forward(files)
            return 0
        error: StudioError | None = None
    except StudioError as found:
        error = found
    except OSError:
        error = _unwritable(home)
    mailbox()  # made here, on the window's thread, before any other thread may need it
    log = WindowLog(home.logs_dir / "window.log", _tell_unexpected)
    log.install()
    quit_signals = QuitSignals(application)
    garbage = WindowGarbage(application)
    garbage.start()
    try:
        window = _Window(life, error, instance, trace)
        return window.run([str(path.absolute()) for path in files])
    finally:
        garbage.close()
        quit_signals.close()
        instance.release()
        log.close()


def _application() -> QGuiApplication:
    existing = QGuiApplication.instance()
    if isinstance(existing, QGuiApplication):
        return existing
    # Fractional scales (125 %, 150 %) as they are; rounding would blur or shrink the window.
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QGuiApplication(sys.argv[:1])
    application.setApplicationName("assistant-studio")
    application.setApplicationDisplayName("Assistant Studio")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("assistant-studio")
    application.setWindowIcon(QIcon(str(paths.resources_dir() / "icons" / "assistant-studio.svg")))
    return application


class _Window:
    """The services and the QML engine, opened and closed in the right order."""

    def __init__(
        self, life: _Life, error: StudioError | None, instance: SingleInstance, trace: StartTrace
    ) -> None:
        self._trace = trace
        self._instance = instance
        self._life = life
        self._next: _Life | None = None
        self._move: Move | None = None
        self._studio, error = (None, error) if error else _opened(life.home)
        services.set_studio(self._studio, error)
        trace.mark("studio")

    def run(self, files: list[str]) -> int | _Life:
        """Show it with `files`, and stay until it is closed.

        Returns:
            The exit status, or the life of the window that is to open now.
        """
        status = self._run(files)
        return status if self._next is None else self._next

    def _run(self, files: list[str]) -> int:
        load_fonts()
        self._trace.mark("fonts")
        engine = StudioEngine()
        try:
            engine.loadFromModule("AssistantStudio.App", "Main")
            self._trace.mark("qml")
            windows = engine.rootObjects()
            if not windows or not isinstance(windows[0], QQuickWindow):
                said = _("assistant-studio: the window could not be made; see window.log")
                sys.stderr.write(f"{said}\n")
                return EXIT_FAILED
            self._instance.called.connect(services.changes().windowCalled)
            if files:
                services.changes().windowCalled.emit(files)
            services.changes().restartAsked.connect(self._restart)
            if self._life.trouble is not None:
                trouble = self._life.trouble
                services.changes().problemMet.emit(trouble.message, trouble.hint)
            self._trace.follow(windows[0])
            return QGuiApplication.exec()
        finally:
            self._close(engine)

    def _restart(self, move: Move | None) -> None:
        self._next, self._move = _Life(self._life.home), move
        # It closes the windows first, which keep their state as when a person closes them.
        QGuiApplication.quit()

    def _close(self, engine: StudioEngine) -> None:
        services.changes().restartAsked.disconnect(self._restart)
        # QML lets go of the view models first, and they of the core; then the core may close.
        shiboken6.delete(engine)
        indexing().stop()
        composer_drafts().flush()
        cancel_tasks()
        if self._studio is not None:
            self._studio.close()
        close_tasks()
        services.set_studio(None)
        if self._move is not None:
            try:
                self._next = _Life(self._move.finish())
            except StudioError as trouble:
                self._next = _Life(self._life.home, trouble)


def _opened(home: Home) -> tuple[Studio | None, StudioError | None]:
    try:
        studio = Studio(home)
    except StudioError as error:
        return None, error
    except OSError:
        return None, _unwritable(home)
    try:
        studio.show_starters()
    except StudioError as error:
        studio.close()
        return None, error
    return studio, None


def _unwritable(home: Home) -> StorageError:
    return StorageError(
        _("The data folder {folder} cannot be used.", folder=home.root),
        _(
            "Check that its disk is connected and that you may write there, or choose "
            "another folder with --home."
        ),
    )


def _tell_unexpected(_error: BaseException) -> None:
    told = told_bug()
    on_window_thread(lambda: services.changes().problemMet.emit(told.message, told.hint))
