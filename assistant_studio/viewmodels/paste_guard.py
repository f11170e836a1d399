"""What is pasted into a field is looked at first: what does not fit is refused whole, in words."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtQml import QmlElement

from assistant_studio.language import _, whole_number
from assistant_studio.viewmodels import services

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class PasteGuard(QObject):
    """Stands before a field's own pasting, which would cut a text or lay out ten megabytes."""

    @Slot(int, bool, str, result=bool)
    def fits(self, room: int, selection: bool, name: str) -> bool:
        """Whether what would be pasted fits; says why not, and that nothing was changed.

        Args:
            room: How many characters there is room for.
            selection: Whether it is what is selected elsewhere, which X11's middle button pastes.
            name: What the field is called.
        """
        chars = len(self.text(selection))
        if chars <= room:
            return True
        services.changes().problemMet.emit(
            _(
                "What you pasted is {count} characters long and does not fit.",
                count=whole_number(chars),
            ),
            _(
                "Nothing was changed: “{name}” has room for {room} more. Paste a shorter text, or "
                "save it as a file and add it to the knowledge.",
                name=name,
                room=whole_number(max(0, room)),
            ),
        )
        return False

    @Slot(bool, result=str)
    def text(self, selection: bool) -> str:
        """What would be pasted."""
        mode = QClipboard.Mode.Selection if selection else QClipboard.Mode.Clipboard
        return QGuiApplication.clipboard().text(mode)
