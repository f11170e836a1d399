"""What is attached to the message that is being written, and the way of a paste into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtQml import QmlElement

from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.attaching import MAX_CHARS, pasted_too_large
from assistant_studio.conversations.attachments import Attachment, AttachmentPlace
from assistant_studio.errors import StudioError
from assistant_studio.viewmodels import attachment_words, services
from assistant_studio.viewmodels.bundle_files import without_bundles
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# A longer paste is attached instead of filling the field.
PASTE_CHARS = 2_000
# What can be put back into the field without its layout being felt.
TEXT_CHARS = 40_000


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One attachment as a chip.

    Attributes:
        key: Its id, or a placeholder while it is read.
        name: As the person knows it.
        detail: How large it is, or what goes on.
        reading: Whether it is still being read.
        textual: Whether it was pasted and can be put into the field instead.
    """

    key: str
    name: str
    detail: str
    reading: bool = False
    textual: bool = False


class AttachmentsModel(RowsModel):
    """The chips above the composer."""

    row_type = AttachmentRow


@QmlElement
class AttachmentsViewModel(QObject):
    """The attachments of what is being written.

    Signals:
        changed: There are others, or one is read.
        textWanted: A pasted text goes into the field after all.
        failed: Something could not be attached; a `StudioError`.
    """

    changed = Signal()
    textWanted = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = AttachmentPlace("")
        self._ready: list[Attachment] = []
        self._tasks: dict[str, tuple[str, Task[Attachment]]] = {}
        self._model = AttachmentsModel(self)
        self._number = 0

    @Property(QObject, constant=True)
    def model(self) -> QObject:
        """A list of `AttachmentRow`."""
        return self._model

    @Property(int, notify=changed)
    def count(self) -> int:
        """How many there are."""
        return len(self._ready) + len(self._tasks)

    @Property(bool, notify=changed)
    def reading(self) -> bool:
        """Whether one is still being read; the message waits for it."""
        return bool(self._tasks)

    @property
    def ready(self) -> list[Attachment]:
        """Those that go with the message."""
        return list(self._ready)

    def open(self, assistant_id: str, conversation_id: str) -> None:
        """Show what is attached to the next message of this conversation."""
        for _name, task in self._tasks.values():
            task.cancel()
        self._tasks.clear()
        self._place = AttachmentPlace(assistant_id, conversation_id or None)
        self.reload()

    def reload(self) -> None:
        """Look again."""
        try:
            store = services.studio().conversations.attachments
            self._ready = store.waiting(self._place) if self._place.assistant_id else []
        except StudioError as error:
            self.failed.emit(error)
        self._show()

    @Slot("QList<QUrl>")
    def addFiles(self, urls: list[QUrl]) -> None:
        """Attach files of this computer."""
        local = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        for path in without_bundles(local):
            self._attach(path.name, partial(self._file, path))

    @Slot(bool, result=str)
    def paste(self, selection: bool) -> str:
        """Take what is on the clipboard.

        Args:
            selection: What is selected elsewhere, which X11's middle button pastes.

        Returns:
            What belongs into the field; empty where it was attached instead, or refused.
        """
        mode = QClipboard.Mode.Selection if selection else QClipboard.Mode.Clipboard
        clipboard = QGuiApplication.clipboard()
        mime = clipboard.mimeData(mode)
        files = [url for url in mime.urls() if url.isLocalFile()] if mime is not None else []
        if files:
            self.addFiles(files)
            return ""
        text = clipboard.text(mode)
        if len(text) <= PASTE_CHARS:
            return text
        if len(text) > MAX_CHARS:
            self.failed.emit(pasted_too_large(len(text)))
        else:
            place = self._place
            self._attach(
                attachment_words.pasted(),
                lambda _token: services.studio().attaching.attach_text(place, text),
            )
        return ""

    @Slot(str)
    def pasteAsText(self, key: str) -> None:
        """Put a pasted text into the field after all."""
        found = next((each for each in self._ready if each.id == key), None)
        if found is None:
            return

        def work(_token: CancelToken) -> str:
            store = services.studio().conversations.attachments
            text = store.text_of(found).text
            store.remove(found.id)
            return text

        def put(text: str) -> None:
            self.reload()
            self.textWanted.emit(text)

        Task(self, work).succeeded(put).failed(self.failed.emit).start()

    @Slot(str)
    def remove(self, key: str) -> None:
        """Take one off again, or stop its reading."""
        reading = self._tasks.pop(key, None)
        if reading is not None:
            reading[1].cancel()
            self._show()
            return
        store = services.studio().conversations.attachments
        task = Task(self, lambda _token: store.remove(key))
        task.succeeded(lambda _none: self.reload()).failed(self.failed.emit).start()

    def sent(self) -> None:
        """The message took them along."""
        self._ready = []
        self._show()

    def _file(self, path: Path, token: CancelToken) -> Attachment:
        return services.studio().attaching.attach_file(self._place, path, token)

    def _attach(self, name: str, work: Callable[[CancelToken], Attachment]) -> None:
        self._number += 1
        key = f"reading-{self._number}"
        task = Task(self, work)

        def done(attachment: Attachment) -> None:
            if self._tasks.pop(key, None) is not None:
                self._ready.append(attachment)
                self._show()

        def failed(error: StudioError) -> None:
            if self._tasks.pop(key, None) is not None:
                self._show()
                self.failed.emit(error)

        self._tasks[key] = (name, task)
        self._show()
        task.succeeded(done).failed(failed).start()

    def _show(self) -> None:
        self._model.show([*map(_row, self._ready), *self._reading_rows()])
        self.changed.emit()

    def _reading_rows(self) -> list[AttachmentRow]:
        return [
            AttachmentRow(key, name, attachment_words.reading(), reading=True)
            for key, (name, _task) in self._tasks.items()
        ]


def _row(attachment: Attachment) -> AttachmentRow:
    return AttachmentRow(
        attachment.id,
        attachment.name,
        attachment_words.size_text(attachment),
        textual=attachment.pasted and attachment.chars <= TEXT_CHARS,
    )
