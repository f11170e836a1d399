"""Reads a picture that a person chose, within limits, and encodes the square they cut out of it."""

from __future__ import annotations

import stat
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPainter

from assistant_studio.assistants.avatars import AVATAR_SIZE_PX
from assistant_studio.errors import UsageError
from assistant_studio.language import _, whole_number

MAX_FILE_BYTES = 30 << 20
MAX_PIXELS = 50_000_000
# What a picture may take in memory while it is read; a bomb is stopped before it grows.
_ALLOCATION_MB = 256
# Finer than any crop of it is drawn.
_WORKING_SIDE_PX = 1024
# By content, not by name. Vector formats are left out: they can refer to other files.
_FORMATS = {"png", "jpeg", "jpg", "gif", "bmp", "webp"}


def read_picture(path: Path) -> QImage:
    """The picture of a file, upright and no larger than it is worked with; on any thread.

    Raises:
        UsageError: It is no picture, or beyond the limits.
    """
    _require_ordinary(path)
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    if not reader.canRead() or bytes(reader.format().data()).decode() not in _FORMATS:
        raise _no_picture(path)
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise _no_picture(path)
    if size.width() * size.height() > MAX_PIXELS:
        raise UsageError(
            _(
                "“{name}” has {width} × {height} pixels, which is too large to be read safely.",
                name=path.name,
                width=whole_number(size.width()),
                height=whole_number(size.height()),
            ),
            _("Make it smaller in a picture editor, or choose another one."),
        )
    working = QSize(_WORKING_SIDE_PX, _WORKING_SIDE_PX)
    if size.width() > working.width() or size.height() > working.height():
        scaled = size.scaled(working, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(scaled.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise _no_picture(path)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def encoded(image: QImage, square: QRectF) -> bytes:
    """A square of a picture as a PNG of the size that avatars have, and nothing else of the file.

    Args:
        image: The picture.
        square: In its pixels.
    """
    # Drawn anew: what a camera wrote beside the pixels stays behind.
    drawn = QImage(AVATAR_SIZE_PX, AVATAR_SIZE_PX, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.fill(Qt.GlobalColor.white)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, AVATAR_SIZE_PX, AVATAR_SIZE_PX), image, square)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(drawn.convertToFormat(QImage.Format.Format_RGB888))
    buffer.close()
    return bytes(content.data())


def _require_ordinary(path: Path) -> None:
    try:
        status = path.stat()
    except OSError as error:
        raise UsageError(
            _("“{name}” cannot be read.", name=path.name),
            _("Check that the file is still there, or choose another one."),
        ) from error
    if not stat.S_ISREG(status.st_mode):
        raise _no_picture(path)
    if status.st_size > MAX_FILE_BYTES:
        raise UsageError(
            _(
                "“{name}” takes {size} MB; a picture may take {limit} MB.",
                name=path.name,
                size=whole_number(round(status.st_size / 1e6)),
                limit=whole_number(MAX_FILE_BYTES // 1_000_000),
            ),
            _("Make it smaller in a picture editor, or choose another one."),
        )


def _no_picture(path: Path) -> UsageError:
    return UsageError(
        _("“{name}” is not a picture that can be read.", name=path.name),
        _("Choose a PNG, JPEG, GIF, BMP or WebP file."),
    )
