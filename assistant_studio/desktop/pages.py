"""Hands drawn pages to QML: `image://page/NUMBER`."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from assistant_studio.viewmodels.page_pictures import page_pictures


class PageProvider(QQuickImageProvider):
    """Gives what the viewer has had drawn; nothing is drawn here."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """One picture; a single white pixel where it is not kept any more."""
        found = page_pictures().image(id)
        if found.isNull():
            found = QImage(1, 1, QImage.Format.Format_RGB32)
            found.fill(0xFFFFFFFF)
        size.setWidth(found.width())
        size.setHeight(found.height())
        return found
