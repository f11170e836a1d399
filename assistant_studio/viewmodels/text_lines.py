"""The lines of a document for QML: as many as there are, each made when it comes into sight."""

from __future__ import annotations

from bisect import bisect_left
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

from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.escaping import escaped
from assistant_studio.knowledge.place_words import said_place
from assistant_studio.knowledge.showing.lines import TextLine, line_at

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_NAMES = ("number", "plain", "rich", "place", "marked")
_NOWHERE = QModelIndex()


class TextLines(QAbstractListModel):
    """A row for each line, with the passage and what was searched for pointed out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._lines: Sequence[TextLine] = ()
        self._passage = (0, 0)
        self._hits: Sequence[tuple[int, int]] = ()
        self._current = -1
        self._colors = TextColors()

    def roleNames(self) -> dict[int, QByteArray]:
        """Qt's question for the roles."""
        return {_FIRST_ROLE + i: QByteArray(name.encode()) for i, name in enumerate(_NAMES)}

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Qt's question for the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> Any:
        """Qt's question for one value."""
        place = role - _FIRST_ROLE
        if not index.isValid() or not 0 <= place < len(_NAMES):
            return None
        line = self._lines[index.row()]
        match _NAMES[place]:
            case "number":
                return line.number
            case "plain":
                return self._text[line.start : line.end]
            case "rich":
                return self._rich(line)
            case "place":
                return said_place(line.place) if line.place else ""
        return self._marked(line)

    def open(self, text: str, lines: Sequence[TextLine], passage: tuple[int, int]) -> None:
        """Become the lines of another document, with a passage of it pointed out."""
        self.beginResetModel()
        self._text, self._lines, self._passage = text, lines, passage
        self._hits, self._current = (), -1
        self.endResetModel()

    @property
    def passage(self) -> tuple[int, int]:
        """Start and end of what is pointed out."""
        return self._passage

    def recolor(self, colors: TextColors) -> None:
        """Take other colours."""
        self._colors = colors
        self._all_changed()

    def point_out(self, hits: Sequence[tuple[int, int]], current: int) -> None:
        """Point out where searched words stand, one of the places most."""
        self._hits, self._current = hits, current
        self._all_changed()

    def row_of(self, offset: int) -> int:
        """The row that holds a character of the text."""
        return line_at(self._lines, offset) if self._lines else 0

    def _all_changed(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def _marked(self, line: TextLine) -> bool:
        start, end = self._passage
        return start < line.end and line.start < end

    def _rich(self, line: TextLine) -> str:
        """The line with its marks; empty where it has none and its plain text will do."""
        hits = self._hits_of(line)
        if not hits and not self._marked(line):
            return ""
        parts = []
        of_hits = {edge for hit in hits for edge in hit[:2]}
        edges = sorted({line.start, line.end} | of_hits | self._inside(line))
        for start, end in zip(edges, edges[1:], strict=False):
            text = escaped(self._text[start:end])
            style = self._style(start, hits)
            parts.append(f'<span style="{style}">{text}</span>' if style else text)
        return f'<span style="white-space:pre-wrap">{"".join(parts)}</span>'

    def _inside(self, line: TextLine) -> set[int]:
        return {edge for edge in self._passage if line.start < edge < line.end}

    def _hits_of(self, line: TextLine) -> list[tuple[int, int, bool]]:
        """Start, end and whether it is the current one, cut to the line."""
        first = max(0, bisect_left(self._hits, (line.start, 0)) - 1)
        found = []
        for place in range(first, len(self._hits)):
            start, end = self._hits[place]
            if start >= line.end:
                break
            if end > line.start:
                whole = max(start, line.start), min(end, line.end)
                found.append((*whole, place == self._current))
        return found

    def _style(self, start: int, hits: Sequence[tuple[int, int, bool]]) -> str:
        colors = self._colors
        for hit_start, hit_end, current in hits:
            if hit_start <= start < hit_end:
                if current:
                    return f"background-color:{colors.accent};color:{colors.code}"
                return f"background-color:{colors.line};color:{colors.ink}"
        if self._passage[0] <= start < self._passage[1]:
            return f"background-color:{colors.mark};color:{colors.ink}"
        return ""
