"""The one place where view models that QML makes get the core from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from assistant_studio.errors import StudioError
    from assistant_studio.studio import Studio


class Changes(QObject):
    """Says what changed in the core, so that every view model that shows it can look again.

    Signals:
        assistantsChanged: An assistant was made, saved or deleted.
        conversationsChanged: A conversation of this assistant began, was renamed or deleted.
        documentsChanged: The knowledge of this assistant changed.
        checksChanged: Checks of this assistant ran.
        modelChanged: What the language model does changed (loading, loaded, speed).
        modelAwaited: The window waits for the model, in words; empty when it does no more.
        speedMeasured: An answer was finished, written at so many tokens per second.
        windowCalled: Another start of the app asked this window to show itself and open files.
        bundlesOpened: These .assistant files are to be looked at.
        exportAsked: This assistant is to be put into a file.
        settingsChanged: A setting is different.
        restartAsked: The window is to open again on the same data, or where this is moved to.
        languageChanged: Another language is spoken from now on.
        documentAsked: A person wants to see a document at a passage: an `AskedDocument`.
        problemMet: Something went wrong that no view model could tell: the sentence, the next step.
    """

    assistantsChanged = Signal()
    conversationsChanged = Signal(str)
    documentsChanged = Signal(str)
    checksChanged = Signal(str)
    modelChanged = Signal()
    modelAwaited = Signal(object)
    speedMeasured = Signal(float)
    windowCalled = Signal(list)
    bundlesOpened = Signal(list)
    exportAsked = Signal(str)
    settingsChanged = Signal()
    restartAsked = Signal(object)
    languageChanged = Signal()
    # As objects: a text would forget on the way through Qt what it was made from.
    documentAsked = Signal(object)
    problemMet = Signal(object, object)


class _Services:
    def __init__(self) -> None:
        self.studio: Studio | None = None
        self.changes: Changes | None = None
        self.startup_error: StudioError | None = None


_services = _Services()


def set_studio(studio: Studio | None, startup_error: StudioError | None = None) -> None:
    """Hand the core to the view models; called once by whoever shows the window.

    Args:
        studio: The services, or None where they could not be opened (and at the end).
        startup_error: Why they could not be opened.
    """
    _services.studio = studio
    _services.startup_error = startup_error


def studio() -> Studio:
    """The services of the open data folder.

    Raises:
        RuntimeError: Nobody called `set_studio`; a bug.
    """
    if _services.studio is None:
        raise RuntimeError("No studio is open: set_studio was not called.")
    return _services.studio


def has_studio() -> bool:
    """Whether the data folder is open."""
    return _services.studio is not None


def startup_error() -> StudioError | None:
    """Why the data folder could not be opened; None when it is."""
    return _services.startup_error


def changes() -> Changes:
    """The changes of the core as signals, for the life of the process."""
    if _services.changes is None:
        _services.changes = Changes()
    return _services.changes


def log_file() -> Path | None:
    """Where the window writes what went wrong inside it; None before a data folder is open."""
    return _services.studio.home.logs_dir / "window.log" if _services.studio else None
