"""The conversations as the sidebar shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.conversations.message import Conversation
from assistant_studio.errors import StudioError
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.rows_model import RowsModel

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """One conversation in a list.

    Attributes:
        key: Its id.
        title: What it is about.
        assistant_id: Who it is with.
        assistant_name: Likewise, as a person says it.
    """

    key: str
    title: str
    assistant_id: str
    assistant_name: str


@QmlElement
class ConversationsModel(RowsModel):
    """The conversations with one assistant; with a filter, those of all whose title holds it.

    Signals:
        assistantIdChanged: Another assistant.
        filterChanged: Another filter.
        deleted: A conversation is gone; its id.
    """

    row_type = ConversationRow
    assistantIdChanged = Signal()
    filterChanged = Signal()
    deleted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._assistant_id = ""
        self._filter = ""
        changes = services.changes()
        changes.conversationsChanged.connect(self.refresh)
        changes.assistantsChanged.connect(self.refresh)
        self.refresh()

    @Property(str, notify=assistantIdChanged)
    def assistantId(self) -> str:
        """Whose conversations are shown while there is no filter; empty shows all."""
        return self._assistant_id

    @assistantId.setter  # type: ignore[no-redef]
    def assistantId(self, assistant_id: str) -> None:
        if assistant_id != self._assistant_id:
            self._assistant_id = assistant_id
            self.assistantIdChanged.emit()
            self.refresh()

    @Property(str, notify=filterChanged)
    def filter(self) -> str:
        """Words that the title must hold."""
        return self._filter

    @filter.setter  # type: ignore[no-redef]
    def filter(self, text: str) -> None:
        if text != self._filter:
            self._filter = text
            self.filterChanged.emit()
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look again."""
        if not services.has_studio():
            return
        studio = services.studio()
        words = self._filter.casefold().split()
        names = {assistant.id: assistant.name for assistant in studio.assistants.list()}
        of_one = None if words else self._assistant_id or None
        found = [
            conversation
            for conversation in studio.conversations.list(of_one)
            if all(word in conversation.title.casefold() for word in words)
        ]
        self.show([_row(conversation, names) for conversation in found])

    @Slot(str, str)
    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title; an empty one leaves it as it was."""
        if title.strip():
            self._change(
                conversation_id,
                lambda: services.studio().listing.rename(conversation_id, title),
            )

    @Slot(str)
    def remove(self, conversation_id: str) -> None:
        """Delete a conversation with all its messages."""
        done = self._change(
            conversation_id, lambda: services.studio().conversations.delete(conversation_id)
        )
        if done:
            self.deleted.emit(conversation_id)

    def _change(self, conversation_id: str, change: Callable[[], None]) -> bool:
        """Make a change of a few milliseconds; says whether it was made."""
        try:
            assistant_id = services.studio().conversations.get(conversation_id).assistant_id
            change()
        except StudioError as error:
            services.changes().problemMet.emit(error.message, error.hint)
            return False
        services.changes().conversationsChanged.emit(assistant_id)
        return True


def _row(conversation: Conversation, names: dict[str, str]) -> ConversationRow:
    return ConversationRow(
        key=conversation.id,
        title=conversation.title,
        assistant_id=conversation.assistant_id,
        assistant_name=names.get(conversation.assistant_id, ""),
    )
