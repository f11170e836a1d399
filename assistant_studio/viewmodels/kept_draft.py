"""Whether an assistant has changes that are kept but not saved as a version."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.assistant_part import AssistantPart

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class KeptDraft(AssistantPart):
    """Says where somebody talks to an assistant that it is being changed.

    Signals:
        changed: There is a draft, or none any more.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._there = False
        services.changes().assistantsChanged.connect(self._refresh)

    @Property(bool, notify=changed)
    def there(self) -> bool:
        """Whether there are changes that are not in use yet."""
        return self._there

    @Slot()
    def look(self) -> None:
        """The builder may have been left."""
        self._refresh()

    def _refresh(self) -> None:
        # With an empty id it would be the draft of an assistant that is not made yet.
        mine = self._assistant_id
        there = bool(mine) and services.studio().drafts.get(mine) is not None
        if there != self._there:
            self._there = there
            self.changed.emit()
