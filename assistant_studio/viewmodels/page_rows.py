"""The pages of a document for QML, of which only those in sight have a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from assistant_studio.knowledge.showing.pages import Mark, PageLink
from assistant_studio.knowledge.showing.stored import StoredText

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NAMES = (
    "number",
    "pageWidth",
    "pageHeight",
    "picture",
    "marks",
    "hits",
    "currentHit",
    "links",
    "words",
)
_NOWHERE = QModelIndex()
_Boxes = list[dict[str, float]]


class PageRows(QAbstractListModel):
    """A row for each page: its size in points, its picture, and what is pointed out on it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sizes: Sequence[tuple[float, float]] = ()
        self._stored = StoredText()
        self._said: dict[str, dict[int, Any]] = {}

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's question for the roles."""
        return {_FIRST_ROLE + i: QByteArray(name.encode()) for i, name in enumerate(_NAMES)}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Qt's question for the number of pages."""
        return 0 if parent.isValid() else len(self._sizes)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Qt's question for one value."""
        place = role - _FIRST_ROLE
        if not index.isValid() or not 0 <= place < len(_NAMES):
            return None
        row, name = index.row(), _NAMES[place]
        if name == "number":
            return row + 1
        if name in ("pageWidth", "pageHeight"):
            return self._sizes[row][name == "pageHeight"]
        if name == "words":
            return self._stored.page_slice(row + 1, 0, len(self._stored.text))
        return self._said.get(name, {}).get(row, "" if name == "picture" else [])

    def open(self, sizes: Sequence[tuple[float, float]], stored: StoredText) -> None:
        """Become the pages of another document, with the text that was read from them."""
        self.beginResetModel()
        self._sizes, self._said, self._stored = sizes, {}, stored
        self.endResetModel()

    def picture_of(self, row: int) -> str:
        """The address of a page's picture; empty until it is drawn."""
        return str(self._said.get("picture", {}).get(row, ""))

    def set_picture(self, row: int, address: str) -> None:
        """Show a page."""
        self._say("picture", {**self._said.get("picture", {}), row: address}, [row])

    def set_links(self, row: int, links: Sequence[PageLink]) -> None:
        """Know what a page leads to."""
        boxes = [{**_box(link.mark), "address": link.address} for link in links]
        self._say("links", {**self._said.get("links", {}), row: boxes}, [row])

    def set_boxes(self, name: str, boxes: dict[int, list[Mark]]) -> None:
        """Point boxes out ("marks", "hits" or "currentHit") instead of those before."""
        before = self._said.get(name, {})
        found: dict[int, _Boxes] = {
            row: [_box(mark) for mark in marks] for row, marks in boxes.items()
        }
        self._say(name, found, sorted({*before, *found}))

    def _say(self, name: str, said: dict[int, Any], rows: Sequence[int]) -> None:
        self._said[name] = said
        for row in rows:
            if row < len(self._sizes):
                here = self.index(row)
                self.dataChanged.emit(here, here, [_FIRST_ROLE + _NAMES.index(name)])


def _box(mark: Mark) -> dict[str, float]:
    return {"left": mark.x, "top": mark.y, "width": mark.width, "height": mark.height}
