"""A list for QML whose rows are frozen dataclasses; only what changed is drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, ClassVar

from PySide6.QtCore import (
    Property,
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from assistant_studio.language import again

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NOWHERE = QModelIndex()


class RowsModel(QAbstractListModel):
    """Rows of one dataclass, each with a field `key` that tells it from the others.

    Attributes:
        row_type: The dataclass; its fields, in camelCase, are QML's roles.
    """

    countChanged = Signal()
    row_type: ClassVar[type[Any]]

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []
        self._names = [field.name for field in fields(self.row_type)]

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's question for the roles."""
        return {
            _FIRST_ROLE + i: QByteArray(camel_case(name).encode())
            for i, name in enumerate(self._names)
        }

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Qt's question for the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Qt's question for one value."""
        place = role - _FIRST_ROLE
        if not index.isValid() or not 0 <= place < len(self._names):
            return None
        value = getattr(self._rows[index.row()], self._names[place])
        return list(value) if isinstance(value, tuple) else again(value)

    @Property(int, notify=countChanged)
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def rows(self) -> list[Any]:
        """The rows as they are shown; a copy."""
        return list(self._rows)

    def show(self, wanted: Sequence[Any]) -> None:
        """Become these rows, keeping those that stay (and with them focus and place)."""
        before = len(self._rows)
        self._remove_missing({row.key for row in wanted})
        for place, row in enumerate(wanted):
            self._settle(place, row)
        if len(self._rows) != before:
            self.countChanged.emit()

    def _remove_missing(self, keys: set[Any]) -> None:
        for place in reversed(range(len(self._rows))):
            if self._rows[place].key not in keys:
                self.beginRemoveRows(_NOWHERE, place, place)
                del self._rows[place]
                self.endRemoveRows()

    def _settle(self, place: int, row: Any) -> None:
        """Bring `row` to `place`; every place before it is settled already."""
        rest = range(place, len(self._rows))
        found = next((i for i in rest if self._rows[i].key == row.key), None)
        if found is None:
            self.beginInsertRows(_NOWHERE, place, place)
            self._rows.insert(place, row)
            self.endInsertRows()
            return
        if found != place:
            self.beginMoveRows(_NOWHERE, found, found, _NOWHERE, place)
            self._rows.insert(place, self._rows.pop(found))
            self.endMoveRows()
        if self._rows[place] != row:
            self._rows[place] = row
            here = self.index(place)
            self.dataChanged.emit(here, here)


def camel_case(name: str) -> str:
    """`file_count` as QML calls it: `fileCount`."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
