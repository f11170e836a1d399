"""The assistants as the sidebar shows them."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.assistant_rows import AssistantRow, AssistantRows, fits
from assistant_studio.viewmodels.library_actions import delete_assistant
from assistant_studio.viewmodels.rows_model import RowsModel

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AssistantsModel(RowsModel):
    """All assistants, or those whose name, tagline or tags hold the filter.

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
        self._read = AssistantRows()
        changes = services.changes()
        changes.assistantsChanged.connect(self.refresh)
        changes.documentsChanged.connect(self._count_again)
        changes.checksChanged.connect(self._judge_again)
        self.refresh()

    @Property(str, notify=filterChanged)
    def filter(self) -> str:
        """Words that the name, tagline or tags must hold; empty shows all."""
        return self._filter

    @filter.setter  # type: ignore[no-redef]
    def filter(self, text: str) -> None:
        if text != self._filter:
            self._filter = text
            self.filterChanged.emit()
            self._show_again()

    @Slot(str, result=int)
    def placeOf(self, assistant_id: str) -> int:
        """The row of an assistant; -1 where it is not listed."""
        return next((i for i, row in enumerate(self._rows) if row.key == assistant_id), -1)

    @Slot()
    def refresh(self) -> None:
        """Look again."""
        self._read.forget(assistants=True, documents=True)
        self._show_again()

    def _judge_again(self, _assistant_id: str) -> None:
        self._read.forget(checks=True)
        self._show_again()

    def _count_again(self, _assistant_id: str) -> None:
        self._read.forget(documents=True)
        self._show_again()

    def _show_again(self) -> None:
        if services.has_studio():
            found = [a for a in self._read.assistants if fits(a, self._filter)]
            self.show(self.arranged([self._read.row(a) for a in self.sorted(found)]))

    def sorted(self, assistants: list[Assistant]) -> list[Assistant]:
        """The assistants in the order they are shown."""
        return assistants

    def arranged(self, rows: list[AssistantRow]) -> list[AssistantRow]:
        """The rows with whatever else belongs to the list."""
        return rows

    @Slot(str)
    def remove(self, assistant_id: str) -> None:
        """Delete an assistant with its files and conversations; the window offers to undo it."""
        if delete_assistant(assistant_id):
            self.deleted.emit(assistant_id)
