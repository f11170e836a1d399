"""The conversations as the sidebar and the archive show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from PySide6.QtCore import Property, QModelIndex, QObject, QPersistentModelIndex, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.conversations.listing import ConversationEntry, Shelf
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.conversation_changes import ConversationChanges
from assistant_studio.viewmodels.dates import short_date
from assistant_studio.viewmodels.rows_model import RowsModel

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# What is read at once; the rest of thousands comes as the list is scrolled.
PAGE_ROWS = 100
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One conversation in a list.

    Attributes:
        key: Its id.
        title: What it is about.
        assistant_id: Who it is with.
        assistant_name: Likewise, as a person says it.
        date: When it was last changed, as a person says it.
        pinned: Whether it stands before the others.
        group: The part of the list it is in: "pinned", "today", "yesterday" or "earlier".
    """

    key: str
    title: str
    assistant_id: str
    assistant_name: str
    date: str
    pinned: bool
    group: str


@QmlElement
class ConversationsModel(RowsModel):
    """A list of conversations, read a page at a time as it is scrolled.

    Signals:
        assistantIdChanged: Another assistant.
        shelfChanged: Another list.
        groupedChanged: There is more than one group now, or not any more.
    """

    row_type = ConversationRow
    assistantIdChanged = Signal()
    shelfChanged = Signal()
    groupedChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant_id = ""
        self._shelf = Shelf.CURRENT
        self._has_more = False
        self._changes = ConversationChanges(self)
        changes = services.changes()
        changes.conversationsChanged.connect(self.refresh)
        changes.assistantsChanged.connect(self.refresh)
        self.refresh()

    @Property(str, notify=assistantIdChanged)
    def assistantId(self) -> str:
        """Whose conversations are shown; empty shows all."""
        return self._assistant_id

    @assistantId.setter  # type: ignore[no-redef]
    def assistantId(self, assistant_id: str) -> None:
        if assistant_id != self._assistant_id:
            self._assistant_id = assistant_id
            self.assistantIdChanged.emit()
            self._begin_again()

    @Property(str, notify=shelfChanged)
    def shelf(self) -> str:
        """Which list: "current", "archived" or "deleted"."""
        return self._shelf

    @shelf.setter  # type: ignore[no-redef]
    def shelf(self, shelf: str) -> None:
        if shelf != self._shelf:
            self._shelf = Shelf(shelf)
            self.shelfChanged.emit()
            self._begin_again()

    @Property(bool, notify=groupedChanged)
    def grouped(self) -> bool:
        """Whether the list has more than one group: only then do headings say anything."""
        return bool(self._rows) and self._rows[0].group != self._rows[-1].group

    @Slot()
    def refresh(self) -> None:
        """Look again at as many as are shown."""
        if services.has_studio():
            wanted = max(PAGE_ROWS, len(self._rows))
            rows = self._read(0, wanted + 1)
            self._has_more = len(rows) > wanted
            self.show(rows[:wanted])
            self.groupedChanged.emit()

    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> bool:
        """Qt's question whether there is more to read."""
        return not parent.isValid() and self._has_more

    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> None:
        """Qt's wish for the next page."""
        if not self.canFetchMore(parent):
            return
        first = len(self._rows)
        rows = self._read(first, PAGE_ROWS + 1)
        self._has_more = len(rows) > PAGE_ROWS
        # The list may have grown at its head since it was read.
        known = {row.key for row in self._rows}
        new = [row for row in rows[:PAGE_ROWS] if row.key not in known]
        if new:
            self.beginInsertRows(_NOWHERE, first, first + len(new) - 1)
            self._rows.extend(new)
            self.endInsertRows()
            self.countChanged.emit()
            self.groupedChanged.emit()

    @Slot(str, str)
    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title; an empty one leaves it as it was."""
        self._changes.rename(conversation_id, title)

    @Slot(str, bool)
    def pin(self, conversation_id: str, pinned: bool) -> None:
        """Let a conversation stand before the others, or not any more."""
        self._changes.pin(conversation_id, pinned)

    @Slot(str, bool)
    def archive(self, conversation_id: str, archived: bool) -> None:
        """Put a conversation away, or back among the others; it can be undone."""
        self._changes.archive(conversation_id, archived)

    @Slot(str)
    def remove(self, conversation_id: str) -> None:
        """Delete a conversation; it can be undone for some minutes."""
        self._changes.remove(conversation_id)

    @Slot(str)
    def restore(self, conversation_id: str) -> None:
        """Bring a deleted conversation back."""
        self._changes.restore(conversation_id)

    def _begin_again(self) -> None:
        # Nothing of the list before is kept: row by row it would become a quite different one.
        self.beginResetModel()
        self._rows = []
        self.endResetModel()
        self.refresh()
        self.countChanged.emit()

    def _read(self, offset: int, limit: int) -> list[ConversationRow]:
        studio = services.studio()
        names = {assistant.id: assistant.name for assistant in studio.assistants.list()}
        entries = studio.listing.page(
            self._assistant_id or None, self._shelf, offset=offset, limit=limit
        )
        today = date.today()
        return [_row(entry, names.get(entry.assistant_id, ""), today) for entry in entries]


def _row(entry: ConversationEntry, assistant_name: str, today: date) -> ConversationRow:
    changed = datetime.fromisoformat(entry.changed_at).astimezone()
    return ConversationRow(
        key=entry.id,
        title=entry.title,
        assistant_id=entry.assistant_id,
        assistant_name=assistant_name,
        date=short_date(changed, today),
        pinned=entry.pinned,
        group="pinned" if entry.pinned else _group(changed.date(), today),
    )


def _group(changed: date, today: date) -> str:
    if changed >= today:
        return "today"
    return "yesterday" if changed == today - timedelta(days=1) else "earlier"
