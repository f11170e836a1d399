"""What a person can do with a reply: copy it, and follow a link after a yes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtQml import QmlElement

from assistant_studio.conversations.links import safe_address

QML_IMPORT_NAME = "AssistantStudio.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReplyTools(QObject):
    """The clipboard, and web addresses."""

    @Slot(str)
    def copy(self, text: str) -> None:
        """Put plain text on the clipboard."""
        QGuiApplication.clipboard().setText(text)

    @Slot(str, result=list)
    def addressParts(self, address: str) -> list[str]:
        """An address as scheme, host and rest; empty where it may not be offered."""
        found = safe_address(address)
        return [found.before, found.host, found.after] if found else []

    @Slot(str)
    def open(self, address: str) -> None:
        """Open an address in the person's browser; only ever called after a yes."""
        found = safe_address(address)
        if found is not None:
            QDesktopServices.openUrl(QUrl(found.url))
