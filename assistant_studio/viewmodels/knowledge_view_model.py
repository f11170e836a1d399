"""An assistant's files as the window shows them, and ways to add and remove some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import Property, QCoreApplication, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.errors import StudioError, from_record
from assistant_studio.knowledge.document import AddOutcome, Document, DocumentState
from assistant_studio.language import _, ngettext
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.asked_document import show_document
from assistant_studio.viewmodels.assistant_part import AssistantPart
from assistant_studio.viewmodels.bundle_files import without_bundles
from assistant_studio.viewmodels.document_rows import DocumentRow, row_of
from assistant_studio.viewmodels.document_words import further_files
from assistant_studio.viewmodels.indexing import PENDING, indexing
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task
from assistant_studio.viewmodels.undoing import undo_offer

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# The beginnings of `refused` that are named; a folder may hold hundreds.
_NAMED_REFUSALS = 3
# So many files are drawn at first; drawing hundreds would stop the window for a moment.
PAGE_DOCUMENTS = 40
# More than so many are looked up on another thread.
_MANY = 300


class DocumentsModel(RowsModel):
    """The documents of one assistant."""

    row_type = DocumentRow


@QmlElement
class KnowledgeViewModel(AssistantPart):
    """An assistant's knowledge; `message` says what became of the files that were added last.

    Signals:
        documentsChanged: Some document came, went or got further.
    """

    documentsChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents = DocumentsModel(self)
        self._found: list[Document] = []
        self._limit = PAGE_DOCUMENTS
        self._adding: Counter[str] = Counter()
        self._outdated = False
        self._looking: Task[list[Document]] | None = None
        services.changes().documentsChanged.connect(self._refresh_if_mine)
        indexing().installingChanged.connect(self.documentsChanged)

    @Property(QObject, constant=True)
    def documents(self) -> QObject:
        """The documents that are shown: a list of `DocumentRow`."""
        return self._documents

    @Property(list, notify=documentsChanged)
    def names(self) -> list[str]:
        """The names of all documents."""
        return [document.name for document in self._found]

    @Property(int, notify=documentsChanged)
    def count(self) -> int:
        """How many documents there are."""
        return len(self._found)

    @Property(int, notify=documentsChanged)
    def hiddenCount(self) -> int:
        """How many documents are left out of `documents` until `showMore`."""
        return max(0, len(self._found) - self._limit)

    @Slot()
    def showMore(self) -> None:
        """Show the next page of documents, too."""
        self._limit += PAGE_DOCUMENTS
        self._refresh()

    @Property(bool, notify=documentsChanged)
    def busy(self) -> bool:
        """Whether files are being copied, read or embedded."""
        pending = any(document.state in PENDING for document in self._found)
        return pending or self._taking_in

    @Property(int, notify=documentsChanged)
    def failedCount(self) -> int:
        """How many documents could not be read."""
        return sum(document.state is DocumentState.FAILED for document in self._found)

    @property
    def _taking_in(self) -> bool:
        """Whether files are being copied that no document stands for yet."""
        starting = indexing().installing and not self._found and bool(self._assistant_id)
        return self._adding[self._assistant_id] > 0 or starting

    @Property(float, notify=documentsChanged)
    def progress(self) -> float:
        """How much of the work is done, 0 to 1; below 0 while nobody knows."""
        if self._taking_in:
            return -1.0
        percent = indexing().percent(self._found)
        return percent / 100 if percent > 0 else -1.0

    @Property(str, notify=documentsChanged)
    def statusText(self) -> str:
        """The knowledge in a few words: "3 files · 212 passages", "Indexing 2 files · 40 %"."""
        pending = sum(document.state in PENDING for document in self._found)
        if self._taking_in and not pending:
            return _("Copying files…")
        files = ngettext("{count} file", "{count} files", len(self._found))
        if pending:
            percent = indexing().percent(self._found)
            return _(
                "Indexing {counted} · {percent}%",
                counted=ngettext("{count} file", "{count} files", pending),
                percent=percent,
            )
        if not self._found:
            return _("No files yet")
        passages = sum(document.passages for document in self._found)
        return f"{files} · {ngettext('{count} passage', '{count} passages', passages)}"

    @Slot(list)
    def add(self, urls: list[QUrl | str]) -> None:
        """Add files or folders; they are copied, read and embedded in the background."""
        paths = without_bundles(local_paths(urls))
        if not paths or not self._assistant_id:
            return
        assistant_id = self._assistant_id
        self._adding[assistant_id] += 1
        self._tell("", "")
        self.documentsChanged.emit()

        def ended(message: str, hint: str) -> None:
            here = shiboken6.isValid(self)
            if here:
                self._adding[assistant_id] -= 1
            services.changes().documentsChanged.emit(assistant_id)
            if here and assistant_id == self._assistant_id:
                self._tell(message, hint)
            elif message:
                # The person has left the page, or shows another assistant there.
                services.changes().problemMet.emit(message, hint)

        application = QCoreApplication.instance()
        assert application is not None
        Task(
            application, lambda _token: services.studio().knowledge.add(assistant_id, paths)
        ).succeeded(lambda outcome: ended(*told_of_files(outcome))).failed(
            lambda error: ended(error.message, error.hint)
        ).start()

    @Slot(str)
    def remove(self, document_id: str) -> None:
        """Take a document out of the knowledge; the way back is offered for a while."""
        document = self._document(document_id)
        if document is not None:
            set_aside(document)

    @Slot(str)
    def retry(self, document_id: str) -> None:
        """Read a document that failed once more, as its file is now."""
        document = self._document(document_id)
        if document is None or document.state != DocumentState.FAILED:
            return
        if document.source_path:
            self.add([QUrl.fromLocalFile(document.source_path)])
        else:
            self.readAgain(document_id)  # it came along with an assistant: its copy is all there is

    @Slot(str)
    def readAgain(self, document_id: str) -> None:
        """Read and embed a document once more; it stays searchable meanwhile."""
        assistant_id = self._assistant_id
        Task(self, lambda _token: services.studio().knowledge.read_again(document_id)).succeeded(
            lambda _nothing: services.changes().documentsChanged.emit(assistant_id)
        ).start()

    @Slot(str)
    def open(self, document_id: str) -> None:
        """Show a document in the viewer."""
        document = self._document(document_id)
        if document is not None:
            show_document(document)

    def _begin(self) -> None:
        self._limit = PAGE_DOCUMENTS
        # How many another assistant has says nothing here, and its files must not stay in view.
        self._take(_looked_up(self._assistant_id))

    @property
    def found(self) -> list[Document]:
        """All documents, as they were when somebody looked last."""
        return self._found

    def _document(self, document_id: str) -> Document | None:
        return next((d for d in self._found if d.id == document_id), None)

    def _refresh(self) -> None:
        if len(self._found) > _MANY:
            self._refresh_soon()
        else:
            self._take(_looked_up(self._assistant_id))

    def _refresh_soon(self) -> None:
        """Look beside the window's thread: thousands of documents take longer than a frame."""
        self._outdated = True
        if self._looking is not None:
            return
        self._outdated = False
        assistant_id = self._assistant_id

        def done(found: list[Document]) -> None:
            self._looking = None
            if assistant_id == self._assistant_id:
                self._take(found)
            if self._outdated or assistant_id != self._assistant_id:
                self._refresh_soon()

        def failed(error: StudioError) -> None:
            self._looking = None
            if assistant_id == self._assistant_id:
                self._tell(error.message, error.hint)
            if self._outdated or assistant_id != self._assistant_id:
                self._refresh_soon()

        self._looking = Task(self, lambda _token: _looked_up(assistant_id))
        self._looking.succeeded(done).failed(failed).start()

    def _take(self, found: list[Document]) -> None:
        self._found = found
        shown = _first(found, self._limit)
        self._documents.show([row_of(document) for document in shown])
        self.documentsChanged.emit()


def _looked_up(assistant_id: str) -> list[Document]:
    knows = assistant_id and services.has_studio()
    return services.studio().knowledge.documents(assistant_id) if knows else []


def set_aside(document: Document) -> None:
    """Take a document out of its assistant's knowledge, and offer the way back."""
    application = QCoreApplication.instance()
    assert application is not None

    def tell() -> None:
        services.changes().documentsChanged.emit(document.assistant_id)

    def put_back() -> None:
        Task(
            application, lambda _token: services.studio().knowledge.put_back(document.id)
        ).succeeded(lambda _nothing: tell()).start()

    def done(_nothing: object) -> None:
        tell()
        undo_offer().offer(_("“{name}” was removed.", name=document.name), put_back)

    Task(application, lambda _token: services.studio().knowledge.set_aside(document.id)).succeeded(
        done
    ).start()


def add_files(assistant_id: str, paths: Sequence[Path]) -> None:
    """Add files to an assistant's knowledge on behalf of a form that is about to be left."""

    def added(outcome: AddOutcome) -> None:
        services.changes().documentsChanged.emit(assistant_id)
        message, hint = told_of_files(outcome)
        if message:
            services.changes().problemMet.emit(message, hint)

    application = QCoreApplication.instance()
    if application is not None:
        Task(
            application, lambda _token: services.studio().knowledge.add(assistant_id, list(paths))
        ).succeeded(added).start()


def follow_search_model(assistant_id: str) -> None:
    """Have an assistant's files searched by the model that its saved version names."""
    application = QCoreApplication.instance()
    assert application is not None
    Task(
        application, lambda _token: services.studio().knowledge.follow_choice(assistant_id)
    ).succeeded(lambda _nothing: services.changes().documentsChanged.emit(assistant_id)).start()


def local_paths(urls: Sequence[QUrl | str]) -> list[Path]:
    """The files on this computer among dropped or chosen addresses."""
    found = (url if isinstance(url, QUrl) else QUrl(url) for url in urls)
    return [Path(url.toLocalFile()) for url in found if url.isLocalFile()]


def _first(documents: list[Document], limit: int) -> list[Document]:
    """The documents to show where not all are: what goes on or went wrong comes first."""
    if len(documents) <= limit:
        return documents
    return sorted(documents, key=lambda document: document.state == DocumentState.READY)[:limit]


def told_of_files(outcome: AddOutcome) -> tuple[str, str]:
    """What a person is told of files they added; empty when all were taken."""
    if outcome.refused:
        said = [
            f"{Path(path).name}: {from_record(record).message}"
            for path, record in outcome.refused[:_NAMED_REFUSALS]
        ]
        further = len(outcome.refused) - _NAMED_REFUSALS
        if further > 0:
            said.append(further_files(further))
        return "\n".join(said), from_record(outcome.refused[0][1]).hint
    if outcome.unchanged and not outcome.documents:
        names = ", ".join(
            _("“{quote}”", quote=document.name) for document in outcome.unchanged[:_NAMED_REFUSALS]
        )
        return _("{names} is in the knowledge already, unchanged.", names=names), ""
    return "", ""
