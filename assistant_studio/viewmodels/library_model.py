"""The library's cards: all assistants, searched and sorted, and the place for one more."""

from __future__ import annotations

import re

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.settings import LibrarySort
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.assistant_rows import AssistantRow
from assistant_studio.viewmodels.assistants_model import AssistantsModel

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Where there are no more than this, all can be seen at a glance.
_FEW = 8
_RECENT = 4


@QmlElement
class LibraryModel(AssistantsModel):
    """Every assistant as a card; the last row, with an empty key, makes a new one.

    Signals:
        sortChanged: Another order.
        totalChanged: There are more or fewer assistants, found or not.
        recentChanged: Others were used last.
    """

    sortChanged = Signal()
    totalChanged = Signal()
    recentChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        self._sort = services.studio().settings.current.library_sort
        self._total = 0
        self._recent: list[dict[str, str]] = []
        super().__init__(parent)
        services.changes().conversationsChanged.connect(self._show_again)

    @Property(str, notify=sortChanged)
    def sort(self) -> str:
        """The order: "used", "name" or "newest"; kept for the next time."""
        return str(self._sort)

    @sort.setter  # type: ignore[no-redef]
    def sort(self, order: str) -> None:
        if order != self._sort:
            self._sort = LibrarySort(order)
            services.studio().settings.change(library_sort=self._sort)
            self.sortChanged.emit()
            self._show_again()

    @Property(int, notify=totalChanged)
    def total(self) -> int:
        """How many assistants there are, found or not."""
        return self._total

    @Property(int, notify=totalChanged)
    def found(self) -> int:
        """How many of them are shown."""
        return sum(row.kind == "assistant" for row in self.rows)

    @Property(list, notify=recentChanged)
    def recent(self) -> list[dict[str, str]]:
        """The last used ones (key, name, letter, color), where the order does not show them."""
        return self._recent

    def sorted(self, assistants: list[Assistant]) -> list[Assistant]:
        """The assistants in the order that was chosen."""
        used = services.studio().conversations.last_used()
        by_use = sorted(assistants, key=lambda a: used.get(a.id, a.created_at), reverse=True)
        self._note_recent([a for a in by_use if a.id in used])
        match self._sort:
            case LibrarySort.NAME:
                return sorted(assistants, key=lambda a: _as_read(a.name))
            case LibrarySort.NEWEST:
                return sorted(assistants, key=lambda a: a.created_at, reverse=True)
            case _:
                return by_use

    def arranged(self, rows: list[AssistantRow]) -> list[AssistantRow]:
        """The cards; a search shows only what it found."""
        return rows if self.filter.strip() else [*rows, AssistantRow(kind="new")]

    def show(self, wanted: list[AssistantRow]) -> None:  # type: ignore[override]
        """Become these rows."""
        super().show(wanted)
        self._total = len(self._read.assistants)
        self.totalChanged.emit()

    def _note_recent(self, used: list[Assistant]) -> None:
        in_order = self._sort is LibrarySort.USED or self.filter.strip()
        few = len(self._read.assistants) <= _FEW
        recent = [] if in_order or few else used[:_RECENT]
        wanted = [
            {"key": a.id, "name": a.name, "letter": a.letter, "color": a.avatar.color}
            for a in recent
        ]
        if wanted != self._recent:
            self._recent = wanted
            self.recentChanged.emit()


def _as_read(name: str) -> list[tuple[int, int | str]]:
    """For sorting names as people do: "Term 2" before "Term 10"."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(part)) if part.isdecimal() else (1, part) for part in parts if part]
