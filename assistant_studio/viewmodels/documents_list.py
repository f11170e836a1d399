"""Thousands of documents as a list that can be searched, filtered and ordered without a pause.

A row is made when QML asks for it, so only those in sight cost anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtQml import QmlElement

from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.knowledge.showing.original import OriginalState
from assistant_studio.language import again
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.document_rows import DocumentRow, needs_attention, row_of
from assistant_studio.viewmodels.indexing import PENDING
from assistant_studio.viewmodels.knowledge_view_model import KnowledgeViewModel
from assistant_studio.viewmodels.rows_model import camel_case
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NAMES = tuple(DocumentRow.__dataclass_fields__)
_NOWHERE = QModelIndex()
# Up to so many come or go row by row, which keeps what one looks at in its place.
_ROW_BY_ROW = 40
# As often as the sentences about watched folders are said anew.
_LOOK_AT_FILES_MS = 20_000

_SHOWN: dict[str, Callable[[Document], bool]] = {
    "all": lambda _document: True,
    "working": lambda document: document.state in PENDING,
    "ready": lambda document: document.state is DocumentState.READY,
}
_ORDERS: dict[str, Callable[[Document], Any]] = {
    "added": lambda document: document.added_at,
    "name": lambda document: document.name.casefold(),
    "size": lambda document: -document.size_bytes,
    "passages": lambda document: -document.passages,
}


@QmlElement
class DocumentsList(QAbstractListModel):
    """The documents of a `KnowledgeViewModel` that are looked for, in the order that is wanted.

    Signals:
        knowledgeChanged: Another assistant's knowledge.
        wishChanged: Something else is looked for, or another order is wanted.
        counted: How many there are of each kind is different.
    """

    knowledgeChanged = Signal()
    wishChanged = Signal()
    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._knowledge: KnowledgeViewModel | None = None
        self._shown: list[Document] = []
        self._originals: dict[str, OriginalState] = {}
        self._looking: Task[dict[str, OriginalState]] | None = None
        self._words, self._kind, self._order = "", "all", "added"
        self._attention = self._working = 0
        timer = QTimer(self)
        timer.setInterval(_LOOK_AT_FILES_MS)
        timer.timeout.connect(self._look_at_files)
        timer.start()

    # Qt's questions

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's question for the roles."""
        return {
            _FIRST_ROLE + i: QByteArray(camel_case(name).encode()) for i, name in enumerate(_NAMES)
        }

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Qt's question for the number of rows."""
        return 0 if parent.isValid() else len(self._shown)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Qt's question for one value."""
        place = role - _FIRST_ROLE
        if not index.isValid() or not 0 <= place < len(_NAMES):
            return None
        document = self._shown[index.row()]
        if _NAMES[place] == "key":
            return document.id
        if _NAMES[place] == "name":
            return document.name
        return again(getattr(row_of(document, self._original(document)), _NAMES[place]))

    # What is looked for

    @Property(KnowledgeViewModel, notify=knowledgeChanged)
    def knowledge(self) -> KnowledgeViewModel | None:
        """Whose documents; given once."""
        return self._knowledge

    @knowledge.setter  # type: ignore[no-redef]
    def knowledge(self, knowledge: KnowledgeViewModel) -> None:
        if self._knowledge is None and knowledge is not None:
            self._knowledge = knowledge
            knowledge.documentsChanged.connect(self._look_again)
            knowledge.assistantIdChanged.connect(self._look_at_files)
            self.knowledgeChanged.emit()
            self._look_again()
            self._look_at_files()

    @Property(str, notify=wishChanged)
    def words(self) -> str:
        """What stands in the names that are looked for."""
        return self._words

    @words.setter  # type: ignore[no-redef]
    def words(self, words: str) -> None:
        self._wish(words, self._kind, self._order)

    @Property(str, notify=wishChanged)
    def kind(self) -> str:
        """Which are shown: "all", "attention", "working" or "ready"."""
        return self._kind

    @kind.setter  # type: ignore[no-redef]
    def kind(self, kind: str) -> None:
        self._wish(self._words, kind, self._order)

    @Property(str, notify=wishChanged)
    def order(self) -> str:
        """How they are ordered: "added", "name", "size" or "passages"."""
        return self._order

    @order.setter  # type: ignore[no-redef]
    def order(self, order: str) -> None:
        self._wish(self._words, self._kind, order)

    @Property(int, notify=counted)
    def count(self) -> int:
        """How many are shown."""
        return len(self._shown)

    @Property(int, notify=counted)
    def attentionCount(self) -> int:
        """How many a person should look at."""
        return self._attention

    @Property(int, notify=counted)
    def workingCount(self) -> int:
        """How many wait or are worked on."""
        return self._working

    # Inside

    def _wish(self, words: str, kind: str, order: str) -> None:
        if (words, kind, order) != (self._words, self._kind, self._order):
            self._words, self._kind, self._order = words, kind, order
            self.wishChanged.emit()
            self._look_again()

    def _original(self, document: Document) -> OriginalState:
        return self._originals.get(document.id, OriginalState.HERE)

    def _needs_attention(self, document: Document) -> bool:
        return needs_attention(document, self._original(document))

    def _look_at_files(self) -> None:
        """See whether the files in watched folders are still there; beside the window's thread."""
        documents = self._knowledge.found if self._knowledge is not None else []
        if self._looking is not None:
            self._looking.cancel()
        if not any(document.watched for document in documents):
            return

        def show(found: dict[str, OriginalState]) -> None:
            if found != self._originals:
                self._originals = found
                self._look_again()
                self._all_changed()

        self._looking = Task(self, lambda _token: services.studio().viewer.missing(documents))
        self._looking.succeeded(show).start()

    def _look_again(self) -> None:
        documents = self._knowledge.found if self._knowledge is not None else []
        noted = [document for document in documents if self._needs_attention(document)]
        self._attention = len(noted)
        self._working = sum(document.state in PENDING for document in documents)
        found = noted if self._kind == "attention" else filter(_SHOWN[self._kind], documents)
        words = self._words.casefold().split()
        wanted = [
            document
            for document in found
            if not words or all(word in document.name.casefold() for word in words)
        ]
        wanted.sort(key=_ORDERS[self._order])
        self._become(wanted)
        self.counted.emit()

    def _become(self, wanted: list[Document]) -> None:
        """Show these; where few come or go, what stays keeps its place and the focus."""
        before = {document.id for document in self._shown}
        now = {document.id for document in wanted}
        stays = [document.id for document in self._shown if document.id in now]
        in_order = stays == [document.id for document in wanted if document.id in before]
        if not in_order or len(before ^ now) > _ROW_BY_ROW:
            self.beginResetModel()
            self._shown = wanted
            self.endResetModel()
            return
        for place in reversed(range(len(self._shown))):
            if self._shown[place].id not in now:
                self.beginRemoveRows(_NOWHERE, place, place)
                del self._shown[place]
                self.endRemoveRows()
        for place, document in enumerate(wanted):
            if document.id not in before:
                self.beginInsertRows(_NOWHERE, place, place)
                self._shown.insert(place, document)
                self.endInsertRows()
        self._take_changes(wanted)

    def _take_changes(self, wanted: Sequence[Document]) -> None:
        for place, document in enumerate(wanted):
            if self._shown[place] != document or document.state in PENDING:
                self._shown[place] = document
                here = self.index(place)
                self.dataChanged.emit(here, here)

    def _all_changed(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
