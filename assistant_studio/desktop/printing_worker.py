"""The process that makes PDF files: Qt without a screen, and nothing is ever loaded."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import QMarginsF, QUrl
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextDocument,
)

from assistant_studio import paths
from assistant_studio.errors import StorageError
from assistant_studio.language import _
from assistant_studio.workers.exposed import exposed

_DOTS_PER_INCH = 96
_TEXT_POINTS = 11


def create(_options: dict[str, Any]) -> PrintingWorker:
    """Make the worker's object, and Qt's application, on the process's first thread."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return PrintingWorker(QGuiApplication([]))


class PrintingWorker:
    """Writes pages as PDF files."""

    def __init__(self, application: QGuiApplication) -> None:
        self._application = application
        for font in sorted((paths.resources_dir() / "fonts").glob("*.[ot]tf")):
            QFontDatabase.addApplicationFont(str(font))

    @exposed()
    def write(self, page: str, path: str) -> None:
        """Write a page of HTML to a PDF file.

        Raises:
            StorageError: The file could not be written.
        """
        document = _Document()
        document.setDefaultFont(_text_font())
        document.setHtml(page)
        writer = QPdfWriter(path)
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        # Printing gives the document margins of two centimetres by itself.
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        writer.setResolution(_DOTS_PER_INCH)
        writer.setTitle(document.metaInformation(QTextDocument.MetaInformation.DocumentTitle))
        document.print_(writer)
        del writer  # closes the file
        if not os.path.exists(path) or os.path.getsize(path) == 0:
            raise StorageError(
                _("The PDF could not be written."), _("Free some space on the disk and try again.")
            )


def _text_font() -> QFont:
    """The app's font without its contextual forms.

    Inter has other shapes for the marks between digits ("16:39", "[1]"), which Qt writes into a PDF
    without the characters they stand for: whoever copies or searches the text would miss them.
    """
    font = QFont("Inter", _TEXT_POINTS)
    font.setFeature(QFont.Tag.fromString("calt"), 0)
    return font


class _Document(QTextDocument):
    """A document that loads nothing, whatever stands in it."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Qt's question for a picture or a style sheet: there is none."""
        return None
