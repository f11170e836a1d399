"""What a person does with a conversation from any list: rename, pin, archive, delete, and undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.conversations.listing import ConversationEntry
from assistant_studio.errors import StudioError
from assistant_studio.language import _
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.undoing import undo_offer

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ConversationChanges(QObject):
    """Changes to conversations, each of a few milliseconds; and what one conversation is like.

    Signals:
        conversationIdChanged: Another conversation is looked at.
        stateChanged: Its title, or whether it is pinned or archived, may be different.
    """

    conversationIdChanged = Signal()
    stateChanged = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._conversation_id = ""
        services.changes().conversationsChanged.connect(self.stateChanged)

    @Property(str, notify=conversationIdChanged)
    def conversationId(self) -> str:
        """The conversation that `title`, `pinned` and `archived` tell of; may be empty."""
        return self._conversation_id

    @conversationId.setter  # type: ignore[no-redef]
    def conversationId(self, conversation_id: str) -> None:
        if conversation_id != self._conversation_id:
            self._conversation_id = conversation_id
            self.conversationIdChanged.emit()
            self.stateChanged.emit()

    @Property(str, notify=stateChanged)
    def title(self) -> str:
        """Its title."""
        entry = self._entry()
        return entry.title if entry else ""

    @Property(bool, notify=stateChanged)
    def pinned(self) -> bool:
        """Whether it stands before the others."""
        entry = self._entry()
        return entry is not None and entry.pinned

    @Property(bool, notify=stateChanged)
    def archived(self) -> bool:
        """Whether it was put away."""
        entry = self._entry()
        return entry is not None and entry.archived

    @Slot(str, str)
    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation another title; an empty one leaves it as it was."""
        if title.strip():
            self._change(
                conversation_id, lambda: services.studio().listing.rename(conversation_id, title)
            )

    @Slot(str, bool)
    def pin(self, conversation_id: str, pinned: bool) -> None:
        """Let a conversation stand before the others, or not any more."""
        self._change(
            conversation_id, lambda: services.studio().listing.pin(conversation_id, pinned)
        )

    @Slot(str, bool)
    def archive(self, conversation_id: str, archived: bool) -> None:
        """Put a conversation away, or back among the others; it can be undone."""
        entry = self._change(
            conversation_id, lambda: services.studio().listing.archive(conversation_id, archived)
        )
        if entry is not None and archived:
            undo_offer().offer(
                _("Archived “{title}”.", title=entry.title),
                lambda: _archive(conversation_id, False),
            )

    @Slot(str)
    def remove(self, conversation_id: str) -> None:
        """Delete a conversation; it can be undone for some minutes."""
        entry = self._change(
            conversation_id, lambda: services.studio().listing.delete(conversation_id)
        )
        if entry is not None:
            undo_offer().offer(
                _("Deleted “{title}”.", title=entry.title), lambda: _restore(conversation_id)
            )

    @Slot(str)
    def restore(self, conversation_id: str) -> None:
        """Bring a deleted conversation back."""
        undo_offer().withdraw()
        _restore(conversation_id)

    def _change(self, conversation_id: str, change: Callable[[], None]) -> ConversationEntry | None:
        return changed(conversation_id, change)

    def _entry(self) -> ConversationEntry | None:
        if not self._conversation_id or not services.has_studio():
            return None
        try:
            return services.studio().listing.entry(self._conversation_id)
        except StudioError:
            return None


def changed(conversation_id: str, change: Callable[[], None]) -> ConversationEntry | None:
    """Make a change and tell it everywhere.

    Returns:
        The conversation as it was before; None if the change could not be made, which is told too.
    """
    try:
        before = services.studio().listing.entry(conversation_id)
        change()
    except StudioError as error:
        services.changes().problemMet.emit(error.message, error.hint)
        return None
    services.changes().conversationsChanged.emit(before.assistant_id)
    return before


# Not methods: an offer outlives the page that made it.
def _restore(conversation_id: str) -> None:
    changed(conversation_id, lambda: services.studio().listing.restore(conversation_id))


def _archive(conversation_id: str, archived: bool) -> None:
    changed(conversation_id, lambda: services.studio().listing.archive(conversation_id, archived))
