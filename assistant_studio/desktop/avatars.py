"""Pictures of assistants with rounded corners: QML asks for `image://avatar/SHA256`."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtQuick import QQuickImageProvider

from assistant_studio.assistants.avatars import AVATAR_SIZE_PX, MAX_AVATAR_BYTES, PNG_SIGNATURE
from assistant_studio.viewmodels import services

PROVIDER = "avatar"
# As the letters' squares are rounded, in `Controls/Avatar.qml`.
CORNER_SHARE = 0.32
_SHA256 = re.compile(r"[0-9a-f]{64}")


class AvatarProvider(QQuickImageProvider):
    """Draws the pictures of the open data folder; one that is missing is transparent."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        """One picture in the size that is asked for; where there is none, nothing."""
        side = requestedSize.width() if requestedSize.width() > 0 else AVATAR_SIZE_PX
        size.setWidth(side)
        size.setHeight(side)
        drawn = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
        drawn.fill(Qt.GlobalColor.transparent)
        picture = _picture(id)
        if picture.isNull():
            return drawn
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(0, 0, side, side), side * CORNER_SHARE, side * CORNER_SHARE)
        painter.setClipPath(shape)
        painter.drawImage(QRectF(0, 0, side, side), picture)
        painter.end()
        return drawn


def _picture(sha256: str) -> QImage:
    """A picture of the data folder, as the app encoded it; null if it is that no more."""
    if not _SHA256.fullmatch(sha256) or not services.has_studio():
        return QImage()
    path = services.studio().avatars.path(sha256)
    try:
        if path.stat().st_size > MAX_AVATAR_BYTES:
            return QImage()
        content = path.read_bytes()
    except OSError:
        return QImage()
    if not content.startswith(PNG_SIGNATURE):
        return QImage()
    found = QImage.fromData(content)
    usual = (found.width(), found.height()) == (AVATAR_SIZE_PX, AVATAR_SIZE_PX)
    return found if usual else QImage()
