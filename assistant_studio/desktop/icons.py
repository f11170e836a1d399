"""The app's icons in any colour: QML asks for `image://icon/NAME/RRGGBB`."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

PROVIDER = "icon"
DEFAULT_SIZE_PX = 24
_ID = re.compile(r"([a-z0-9-]+)/([0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")


class IconProvider(QQuickImageProvider):
    """Draws the SVG files of one folder, with their `currentColor` replaced."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """One icon; a null image (and Qt's warning) for a name that is none."""
        match = _ID.fullmatch(id)
        path = self._folder / f"{match[1]}.svg" if match else None
        if match is None or path is None or not path.is_file():
            return QImage()
        wanted = (
            requestedSize if requestedSize.width() > 0 else QSize(DEFAULT_SIZE_PX, DEFAULT_SIZE_PX)
        )
        color = match[2] if len(match[2]) == 6 else match[2][2:]
        svg = path.read_text(encoding="utf-8").replace("currentColor", f"#{color}")
        image = QImage(wanted, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
        painter.end()
        size.setWidth(wanted.width())
        size.setHeight(wanted.height())
        return image
