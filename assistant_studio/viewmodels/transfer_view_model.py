"""Conversations out to files and in from files, in the background, and how it went in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtQml import QmlElement

from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.transfer.service import ImportOutcome
from assistant_studio.errors import StudioError
from assistant_studio.language import _, again, ngettext
from assistant_studio.storage.safe_names import file_name
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Long enough to be read and followed; a failure stays until somebody has read it.
_SHOWN_MS = 30_000


@QmlElement
class TransferViewModel(QObject):
    """Exports and imports, one at a time.

    Signals:
        changed: Something goes on, came to an end, or failed.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._hint = ""
        self._failed = False
        self._folder: Path | None = None
        self._ending = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._ending.timeout.connect(self.close)
        self._task: Task[str] | None = None

    @Property(str, notify=changed)
    def text(self) -> str:
        """What goes on, or how it ended; empty when there is nothing to tell."""
        return again(self._text)

    @Property(str, notify=changed)
    def hint(self) -> str:
        """What to do about a failure, or where the file lies."""
        return again(self._hint)

    @Property(bool, notify=changed)
    def failed(self) -> bool:
        """Whether it could not be done."""
        return self._failed

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Whether it goes on."""
        return self._task is not None and self._task.running

    @Property(bool, notify=changed)
    def showable(self) -> bool:
        """Whether there is a file to be shown in its folder."""
        return self._folder is not None

    @Slot()
    def showFolder(self) -> None:
        """Open the folder of what was exported last."""
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    @Slot(str, result=str)
    def nameFor(self, conversation_id: str) -> str:
        """A name for the file of a conversation, without its ending."""
        otherwise = _("Conversation")
        try:
            title = services.studio().conversations.get(conversation_id).title
        except StudioError:
            return str(otherwise)
        return file_name(title, otherwise)

    @Slot(str, result=str)
    def nameForAll(self, assistant_id: str) -> str:
        """A name for the file of all conversations with an assistant, without its ending."""
        otherwise = _("Conversations")
        try:
            title = services.studio().assistants.get(assistant_id).name
        except StudioError:
            return str(otherwise)
        return file_name(title, otherwise)

    @Slot(str, QUrl)
    def exportConversation(self, conversation_id: str, file: QUrl) -> None:
        """Write one conversation to a file, as its ending says."""
        path = Path(file.toLocalFile())

        def work(_token: CancelToken) -> str:
            left_out = services.studio().conversation_transfer.export(conversation_id, path)
            done = _("Exported to “{name}”.", name=path.name)
            return " ".join([done, *left_out])

        self._start(_("Exporting to “{name}”…", name=path.name), work, to=path)

    @Slot(str, QUrl)
    def exportAll(self, assistant_id: str, file: QUrl) -> None:
        """Write all conversations with an assistant to a JSON file."""
        path = Path(file.toLocalFile())

        def work(token: CancelToken) -> str:
            transfer = services.studio().conversation_transfer
            count = transfer.export_all(assistant_id, path, token)
            return ngettext(
                "Exported {count} conversation to “{name}”.",
                "Exported {count} conversations to “{name}”.",
                count,
                name=path.name,
            )

        self._start(_("Exporting to “{name}”…", name=path.name), work, to=path)

    @Slot(str, QUrl)
    def importFile(self, assistant_id: str, file: QUrl) -> None:
        """Take in the conversations of a file as conversations with an assistant."""
        path = Path(file.toLocalFile())

        def work(token: CancelToken) -> str:
            transfer = services.studio().conversation_transfer
            return _taken_in(transfer.import_file(assistant_id, path, token))

        self._start(_("Taking in “{name}”…", name=path.name), work, assistant_id)

    @Slot()
    def stop(self) -> None:
        """Stop it; of an import, nothing stays."""
        if self._task is not None:
            self._task.cancel()

    @Slot()
    def close(self) -> None:
        """The person has read it."""
        self._tell("")

    def _start(
        self,
        text: str,
        work: Callable[[CancelToken], str],
        changes_of: str | None = None,
        to: Path | None = None,
    ) -> None:
        if self.busy:
            return

        def done(said: str) -> None:
            folder = to.parent if to is not None else None
            where = _("In the folder {folder}", folder=folder) if folder is not None else ""
            self._tell(said, where, folder=folder)
            self._ending.start()
            if changes_of is not None:
                services.changes().conversationsChanged.emit(changes_of)

        def failed(error: StudioError) -> None:
            self._tell(error.message, error.hint, failed=True)

        task = Task(self, work).lasting().succeeded(done).failed(failed)
        self._task = task.cancelled(lambda: self._tell(_("Stopped."))).start()
        self._tell(text)

    def _tell(
        self, text: str, hint: str = "", *, failed: bool = False, folder: Path | None = None
    ) -> None:
        self._ending.stop()
        self._text, self._hint, self._failed, self._folder = text, hint, failed, folder
        self.changed.emit()


def _taken_in(outcome: ImportOutcome) -> str:
    if not outcome.present:
        return ngettext(
            "Took in {count} conversation.",
            "Took in {count} conversations.",
            len(outcome.added),
        )
    return ngettext(
        "Took in {count} conversation; {present} were here already.",
        "Took in {count} conversations; {present} were here already.",
        len(outcome.added),
        present=outcome.present,
    )
