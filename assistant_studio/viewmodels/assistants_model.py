"""The assistants as the sidebar and the library show them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.indexing import indexing
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class AssistantRow:
    """One assistant in a list.

    Attributes:
        key: Its id.
        name: What a person calls it.
        tagline: One line about what it does.
        letter: What the avatar shows.
        color: `#RRGGBB`.
        picture: The sha256 of the avatar's picture; empty shows the letter.
        files: How many documents it has.
        indexing: Percent of the files' work that is done; -1 when there is none.
        failed: How many documents could not be read.
    """

    key: str
    name: str
    tagline: str
    letter: str
    color: str
    picture: str = ""
    files: int = 0
    indexing: int = -1
    failed: int = 0


@dataclass(frozen=True, slots=True)
class _Knowledge:
    files: int
    indexing: int
    failed: int


@QmlElement
class AssistantsModel(RowsModel):
    """All assistants, or those whose name or tagline holds the filter.

    Signals:
        filterChanged: Another filter.
        deleted: An assistant is gone; its id.
    """

    row_type = AssistantRow
    filterChanged = Signal()
    deleted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = ""
        # While files are indexed this is asked for several times a second: only what changed is
        # read again.
        self._knowledge: dict[str, _Knowledge] = {}
        changes = services.changes()
        changes.assistantsChanged.connect(self.refresh)
        changes.documentsChanged.connect(self._read_again)
        self.refresh()

    @Property(str, notify=filterChanged)
    def filter(self) -> str:
        """Words that the name or tagline must hold; empty shows all."""
        return self._filter

    @filter.setter  # type: ignore[no-redef]
    def filter(self, text: str) -> None:
        if text != self._filter:
            self._filter = text
            self.filterChanged.emit()
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look again."""
        if services.has_studio():
            assistants = services.studio().assistants.list()
            self.show([self._row(a) for a in assistants if _fits(a, self._filter)])

    def _read_again(self, assistant_id: str) -> None:
        self._knowledge.pop(assistant_id, None)
        self.refresh()

    def _row(self, assistant: Assistant) -> AssistantRow:
        knowledge = self._knowledge.get(assistant.id)
        if knowledge is None:
            knowledge = self._knowledge[assistant.id] = _read_knowledge(assistant.id)
        return AssistantRow(
            key=assistant.id,
            name=assistant.name,
            tagline=assistant.tagline,
            letter=assistant.letter,
            color=assistant.avatar.color,
            picture=assistant.avatar.picture,
            files=knowledge.files,
            indexing=knowledge.indexing,
            failed=knowledge.failed,
        )

    @Slot(str)
    def remove(self, assistant_id: str) -> None:
        """Delete an assistant with its files and conversations."""

        def gone(_nothing: None) -> None:
            changes = services.changes()
            self.deleted.emit(assistant_id)
            changes.assistantsChanged.emit()
            changes.conversationsChanged.emit(assistant_id)

        studio = services.studio()
        application = QCoreApplication.instance()
        # The library may be left before its last file is gone.
        Task(application or self, lambda _token: studio.delete_assistant(assistant_id)).succeeded(
            gone
        ).start()


def _fits(assistant: Assistant, words: str) -> bool:
    found = f"{assistant.name} {assistant.tagline}".casefold()
    return all(word in found for word in words.casefold().split())


def _read_knowledge(assistant_id: str) -> _Knowledge:
    documents = services.studio().knowledge.documents(assistant_id)
    failed = sum(document.state == DocumentState.FAILED for document in documents)
    return _Knowledge(len(documents), indexing().percent(documents), failed)
