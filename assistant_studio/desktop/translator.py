"""The window speaks the chosen language: `qsTr` looks into the same catalogue as the core."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

from assistant_studio import language, translations
from assistant_studio.desktop.compiled_catalogue import compiled
from assistant_studio.language import ENGLISH

# Qt's own words: the buttons of its dialogs, the menu of a text field.
_QT_CATALOGUES = ("qtbase", "qtdeclarative")


class WindowLanguage:
    """The translators of one window's life."""

    def __init__(self, parent: QObject) -> None:
        self._parent = parent
        self._installed: list[QTranslator] = []
        # Qt does not copy what it is given to read.
        self._kept = b""

    def apply(self) -> None:
        """Let Qt take the language that is spoken now."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._installed = [*self._of_qt(), *self._ours()]
        for translator in self._installed:
            QCoreApplication.installTranslator(translator)

    def _ours(self) -> list[QTranslator]:
        catalogue = language.current()
        if catalogue.code == ENGLISH:
            # Plain English has the forms that Qt counts with `%n`, too.
            catalogue = translations.catalogue(ENGLISH)
        if not catalogue.forms:
            return []
        translator = QTranslator(self._parent)
        kept = compiled(catalogue)
        loaded = translator.load(kept)
        assert loaded
        self._kept = kept
        return [translator]

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
