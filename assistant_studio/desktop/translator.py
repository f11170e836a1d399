"""The window speaks the chosen language: `qsTr` looks into the same catalogue as the core."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from assistant_studio import language
from assistant_studio.language import ENGLISH

# Qt's own words: the buttons of its dialogs, the menu of a text field.
_QT_CATALOGUES = ("qtbase", "qtdeclarative")


class CatalogueTranslator(QTranslator):
    """Gives Qt the texts of the language that is spoken now."""

    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """The text for `qsTr`; the English one where the catalogue lacks it."""
        count = n if n >= 0 else None
        found = language.current().find(disambiguation or "", sourceText, count)
        return sourceText if found is None else found

    def isEmpty(self) -> bool:
        """Never: Qt leaves out a translator that says it is."""
        return False


class WindowLanguage:
    """The translators of one window's life."""

    def __init__(self, parent: QObject) -> None:
        self._parent = parent
        self._installed: list[QTranslator] = []

    def apply(self) -> None:
        """Let Qt take the language that is spoken now."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        # The last one is asked first, and ours knows an answer to everything.
        self._installed = [CatalogueTranslator(self._parent), *self._of_qt()]
        for translator in self._installed:
            QCoreApplication.installTranslator(translator)

    def _of_qt(self) -> list[QTranslator]:
        code = language.current().code
        if code == ENGLISH:
            return []
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        made = []
        for name in _QT_CATALOGUES:
            translator = QTranslator(self._parent)
            if translator.load(f"{name}_{code}", folder):
                made.append(translator)
        return made
