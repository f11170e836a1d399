"""One document in detail: what is known of it, what is hidden in it, its passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.errors import StudioError, from_record
from assistant_studio.knowledge.document import Document, DocumentState, Passage
from assistant_studio.knowledge.document_language import language_sentence
from assistant_studio.knowledge.flags import flag_sentences
from assistant_studio.knowledge.place_words import said_place
from assistant_studio.language import _, ngettext
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.asked_document import show_document, show_passage
from assistant_studio.viewmodels.document_words import size_text, state_text
from assistant_studio.viewmodels.indexing import indexing
from assistant_studio.viewmodels.moments import moment_text
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_BEGINNING_CHARS = 120
_ALL_FLAGS = 200

Looked = tuple[Document, Sequence[Passage]]


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One passage of a document.

    Attributes:
        key: Its place, from 0.
        place: Where it stands.
        beginning: Its first words, on one line.
    """

    key: int
    place: str
    beginning: str


class PassagesModel(RowsModel):
    """The passages of a document in order."""

    row_type = PassageRow

    def become(self, rows: list[PassageRow]) -> None:
        """Show another document's passages; there may be thousands."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        self.countChanged.emit()


@QmlElement
class DocumentDetails(QObject):
    """What is to be said about one document.

    Signals:
        changed: Another document, or it is looked up.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._stored: Sequence[Passage] = ()
        self._problem: StudioError | None = None
        self._passages = PassagesModel(self)

    @Property(str, notify=changed)
    def name(self) -> str:
        """The file's name."""
        return self._document.name if self._document is not None else ""

    @Property(QObject, constant=True)
    def passages(self) -> QObject:
        """A list of `PassageRow`."""
        return self._passages

    @Property(list, notify=changed)
    def facts(self) -> list[str]:
        """Name and value by turns."""
        return _facts(self._document) if self._document is not None else []

    @Property(list, notify=changed)
    def warnings(self) -> list[str]:
        """What is hidden in it, left out of it, or wrong with it, a sentence each."""
        if self._problem is not None:
            return [str(self._problem)]
        return _warnings(self._document) if self._document is not None else []

    @Slot(str)
    def show(self, document_id: str) -> None:
        """Look a document up."""
        self._document, self._problem = None, None
        self._take(())

        def look() -> Looked:
            knowledge = services.studio().knowledge
            document = knowledge.document(document_id)
            return document, knowledge.passages_of(document_id)

        def done(looked: Looked) -> None:
            self._document = looked[0]
            self._take(looked[1])

        def failed(error: StudioError) -> None:
            self._problem = error
            self.changed.emit()

        Task(self, lambda _token: look()).succeeded(done).failed(failed).start()

    @Slot()
    def open(self) -> None:
        """Show the document in the viewer."""
        if self._document is not None:
            show_document(self._document)

    @Slot(int)
    def openAt(self, key: int) -> None:
        """Show the document at one of its passages."""
        if self._document is not None and 0 <= key < len(self._stored):
            show_passage(self._stored[key])

    def _take(self, stored: Sequence[Passage]) -> None:
        self._stored = stored
        self._passages.become(
            [
                PassageRow(place, said_place(passage.place), _beginning(passage))
                for place, passage in enumerate(stored)
            ]
        )
        self.changed.emit()


def _beginning(passage: Passage) -> str:
    return " ".join(passage.text[: 2 * _BEGINNING_CHARS].split())[:_BEGINNING_CHARS]


def _facts(document: Document) -> list[str]:
    ready = document.state is DocumentState.READY
    state = _("Ready") if ready else state_text(document, indexing().progress(document.id))
    facts = [_("State"), state]
    if document.page_count:
        facts += [_("Pages"), ngettext("{count} page", "{count} pages", document.page_count)]
    if document.passages:
        facts += [
            _("Passages"),
            ngettext("{count} passage", "{count} passages", document.passages),
        ]
    if document.indexed_at:
        facts += [_("Indexed"), moment_text(document.indexed_at)]
    if document.added_at:
        facts += [_("Added"), moment_text(document.added_at)]
    facts += [_("Size"), size_text(document.size_bytes)]
    if document.language:
        facts += [_("Language"), document.language]
    whose = _("watched, not copied") if document.watched else _("copied into the data folder")
    facts += [_("File"), f"{document.source_path} ({whose})"]
    return facts


def _warnings(document: Document) -> list[str]:
    said: list[str] = []
    if document.error is not None:
        said.append(str(from_record(document.error)))
    said += [*document.notes, *flag_sentences(document.flags, _ALL_FLAGS)]
    language = language_sentence(document.language, document.search_languages)
    return said + ([language] if language else [])
