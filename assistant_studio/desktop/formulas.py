"""Formulas as pictures: QML asks for `image://formula/SIZE/RRGGBB/LATEX` (base64, URL-safe)."""

from __future__ import annotations

import base64
import binascii
import re

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

from assistant_studio.conversations.formulas import Drawing, drawing_of

_ID = re.compile(r"([1-9][0-9]?)/([0-9A-Fa-f]{6})/([A-Za-z0-9_-]+)")
_MAX_PX = 6000


class FormulaProvider(QQuickImageProvider):
    """Paints what `drawing_of` made; asked only for what is drawn already."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """One formula; a null image for one that cannot be drawn."""
        drawing = _drawing(id)
        if drawing is None:
            return QImage()
        wanted = requestedSize
        if wanted.width() <= 0 or wanted.height() <= 0:
            wanted = QSize(round(drawing.width), round(drawing.height))
        if max(wanted.width(), wanted.height()) > _MAX_PX:
            return QImage()
        image = QImage(wanted, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(drawing.svg.encode())).render(painter)
        painter.end()
        size.setWidth(wanted.width())
        size.setHeight(wanted.height())
        return image


def _drawing(id: str) -> Drawing | None:
    match = _ID.fullmatch(id)
    if match is None:
        return None
    try:
        latex = base64.urlsafe_b64decode(match[3] + "=" * (-len(match[3]) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return drawing_of(latex, int(match[1]), f"#{match[2]}")
