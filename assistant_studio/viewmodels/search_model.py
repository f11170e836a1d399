"""The search model of an assistant: what meaning is found with, and what another one would cost."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.errors import StudioError
from assistant_studio.knowledge.embedder_library import AddedEmbedder
from assistant_studio.knowledge.embedders import shipped_embedder
from assistant_studio.language import _
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.assistant_draft import AssistantDraft
from assistant_studio.viewmodels.document_words import size_text
from assistant_studio.viewmodels.draft_part import DraftPart
from assistant_studio.viewmodels.knowledge_view_model import local_paths
from assistant_studio.viewmodels.rows_model import RowsModel
from assistant_studio.viewmodels.task import Task

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class SearchModelRow:
    """One search model to choose.

    Attributes:
        key: Its id; empty for the one that comes with the app.
        name: For people.
        detail: Its size and the languages it knows.
    """

    key: str
    name: str
    detail: str


class SearchModelsModel(RowsModel):
    """The search models, the app's own first."""

    row_type = SearchModelRow


@QmlElement
class SearchModelChoice(DraftPart):
    """The search model that a draft names, and those there are.

    Signals:
        changed: The draft, the models or what is to be told is different.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._models = SearchModelsModel(self)
        self._problem: StudioError | None = None
        self._task: Task[AddedEmbedder] | None = None

    def _begin(self, draft: AssistantDraft) -> None:
        draft.draftChanged.connect(self.changed)
        draft.assistantIdChanged.connect(self.changed)

    @Property(QObject, constant=True)
    def models(self) -> QObject:
        """A list of `SearchModelRow`; filled by `refresh`."""
        return self._models

    @Property(str, notify=changed)
    def chosen(self) -> str:
        """The key of the one that the draft names."""
        return self._chosen

    @Property(str, notify=changed)
    def chosenName(self) -> str:
        """Its name."""
        for row in self._models.rows:
            if row.key == self._chosen:
                return str(row.name)
        return (
            _("the search model of the app")
            if not self._chosen
            else _("a search model that is gone")
        )

    @Property(bool, notify=changed)
    def pending(self) -> bool:
        """Whether another one is in use until the draft is saved."""
        if self._draft is None or not self._draft.assistant.id:
            return False
        return bool(self._chosen != self._draft.saved_assistant.retrieval.embedder)

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why a model could not be added; empty where all is well."""
        return self._problem.message if self._problem is not None else ""

    @Property(str, notify=changed)
    def problemHint(self) -> str:
        """What to do about it."""
        return self._problem.hint if self._problem is not None else ""

    @Property(bool, notify=changed)
    def adding(self) -> bool:
        """Whether a model is being copied and checked."""
        return self._task is not None

    @property
    def _chosen(self) -> str:
        return self._draft.assistant.retrieval.embedder if self._draft is not None else ""

    @Slot()
    def refresh(self) -> None:
        """Look again at what there is."""
        if not services.has_studio():
            return

        def show(found: list[AddedEmbedder]) -> None:
            rows = [SearchModelRow("", shipped_embedder().name, _("English; comes with the app"))]
            rows += [SearchModelRow(one.source.id, one.source.name, _detail(one)) for one in found]
            self._models.show(rows)
            self.changed.emit()

        Task(self, lambda _token: services.studio().embedders.list()).succeeded(show).start()

    @Slot(str)
    def choose(self, key: str) -> None:
        """Have the draft search with another model; undo takes it back."""
        if self._draft is not None and key != self._chosen:
            assistant = self._draft.assistant
            retrieval = replace(assistant.retrieval, embedder=key)
            changed = replace(assistant, retrieval=retrieval)
            self._draft.edit(replace(self._draft.draft, assistant=changed), "embedder")

    @Slot(QUrl)
    def add(self, folder: QUrl) -> None:
        """Copy the folder of a sentence-transformers model into the data folder."""
        paths = local_paths([folder])
        if not paths or self._task is not None:
            return

        def done(_added: AddedEmbedder) -> None:
            self._task, self._problem = None, None
            self.refresh()

        def failed(error: StudioError) -> None:
            self._task, self._problem = None, error
            self.changed.emit()

        self._task = Task(self, lambda _token: services.studio().embedders.add(paths[0]))
        self._task.succeeded(done).failed(failed).start()
        self.changed.emit()


def _detail(one: AddedEmbedder) -> str:
    languages = ", ".join(one.languages) or _("languages not said")
    return f"{size_text(one.size_bytes)} · {languages}"
