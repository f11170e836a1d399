"""What a person does in the library that takes a moment: making, duplicating, adding files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Property, QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.errors import StudioError
from assistant_studio.knowledge.document import AddOutcome
from assistant_studio.language import _, again, ngettext
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.bundle_files import is_bundle, open_bundles, without_bundles
from assistant_studio.viewmodels.knowledge_view_model import add_files, local_paths, told_of_files
from assistant_studio.viewmodels.library_actions import (
    bring_back,
    delete_assistant,
    offer_back_copy,
    rename_assistant,
    tell_changed,
)
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class LibraryViewModel(QObject):
    """Changes to the library.

    Signals:
        busyChanged: Something is being made, or is done.
        made: An assistant was made; its id.
    """

    busyChanged = Signal()
    made = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = ""

    @Property(str, notify=busyChanged)
    def busy(self) -> str:
        """What is being done, in words; empty when nothing is."""
        return again(self._busy)

    # Making

    @Slot(str, bool)
    def makeFromTemplate(self, template_id: str, with_samples: bool) -> None:
        """Make an assistant from a template; `made` follows."""
        library = services.studio().library
        self._work(
            _("Making the assistant…"),
            lambda: library.new_from_template(template_id, with_documents=with_samples),
            lambda made: self.made.emit(made.id),
        )

    @Slot(list)
    def makeFromFiles(self, urls: list[QUrl | str]) -> None:
        """Make an assistant that answers from dropped files; `made` follows."""
        paths = self._readable(urls)
        if not paths:
            return

        def done(result: tuple[Assistant, AddOutcome]) -> None:
            made, outcome = result
            if outcome.refused:
                services.changes().problemMet.emit(*told_of_files(outcome))
            self.made.emit(made.id)

        library = services.studio().library
        self._work(
            ngettext(
                "Making an assistant from {count} file…",
                "Making an assistant from {count} files…",
                len(paths),
            ),
            lambda: library.new_from_files(paths),
            done,
        )

    @Slot(str)
    def duplicate(self, assistant_id: str) -> None:
        """Make a second assistant like this one, with its files; the window offers to undo it."""
        library = services.studio().library
        self._work(_("Duplicating…"), lambda: library.duplicate(assistant_id), offer_back_copy)

    def _work(self, words: str, work: Callable[[], object], done: Callable[..., None]) -> None:
        if self._busy:
            return
        self._show_busy(words)

        def succeeded(value: object) -> None:
            self._show_busy("")
            tell_changed("")
            done(value)

        def failed(error: StudioError) -> None:
            self._show_busy("")
            _tell(error)

        # The library may be left meanwhile; what was begun is finished all the same.
        Task(self, lambda _token: work()).succeeded(succeeded).failed(failed).start()

    # Files that are dropped

    @Slot(str, list)
    def addFiles(self, assistant_id: str, urls: list[QUrl | str]) -> None:
        """Add dropped files to an assistant's knowledge."""
        if paths := self._readable(urls):
            add_files(assistant_id, paths)

    @Slot(list, result=str)
    def dropText(self, urls: list[QUrl | str]) -> str:
        """What dropping these files onto the library would do."""
        paths = local_paths(urls)
        if any(is_bundle(path) for path in paths):
            return _("Look at this assistant before it is taken in")
        if len(paths) == 1:
            return _("Make an assistant from “{name}”", name=paths[0].name)
        return ngettext(
            "Make an assistant from this file",
            "Make an assistant from these {count} files",
            len(paths),
        )

    def _readable(self, urls: list[QUrl | str]) -> list[Path]:
        """The files that were dropped; where bundles are among them, these are looked at first."""
        paths = local_paths(urls)
        others = without_bundles(paths)
        return others if len(others) == len(paths) else []

    # Assistants as files

    @Slot(list)
    def openBundles(self, urls: list[QUrl | str]) -> None:
        """Look at .assistant files."""
        open_bundles(local_paths(urls))

    @Slot(str)
    def exportAssistant(self, assistant_id: str) -> None:
        """Ask what of an assistant goes into a file."""
        services.changes().exportAsked.emit(assistant_id)

    # Small changes

    @Slot(str)
    def remove(self, assistant_id: str) -> None:
        """Delete an assistant; the window offers to undo it."""
        delete_assistant(assistant_id)

    @Slot(str)
    def bringBack(self, assistant_id: str) -> None:
        """Bring a deleted assistant back."""
        bring_back(assistant_id)

    @Slot(str)
    def erase(self, assistant_id: str) -> None:
        """Take a deleted assistant away for good."""
        library = services.studio().library
        application = QCoreApplication.instance()
        # Its last file may go after the library was left.
        Task(application or self, lambda _token: library.erase(assistant_id)).succeeded(
            lambda _nothing: tell_changed(assistant_id)
        ).start()

    @Slot(str, str)
    def rename(self, assistant_id: str, name: str) -> None:
        """Give an assistant another name."""
        rename_assistant(assistant_id, name)

    def _show_busy(self, words: str) -> None:
        self._busy = words
        self.busyChanged.emit()


def _tell(error: StudioError) -> None:
    services.changes().problemMet.emit(error.message, error.hint)
