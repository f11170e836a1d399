"""The QML engine as the window and the tests use it: import path, fonts, icons, no network."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine

from assistant_studio import paths
from assistant_studio.desktop import avatars
from assistant_studio.desktop.formulas import FormulaProvider
from assistant_studio.desktop.icons import PROVIDER, IconProvider
from assistant_studio.desktop.network_access import RefusingAccessFactory
from assistant_studio.desktop.pages import PageProvider
from assistant_studio.desktop.translator import WindowLanguage
from assistant_studio.viewmodels import registered, services
from assistant_studio.viewmodels.formula import PROVIDER as FORMULAS
from assistant_studio.viewmodels.page_pictures import PROVIDER as PAGES
from assistant_studio.viewmodels.saying_again import say_again

BODY_FONT = "Inter"
BODY_SIZE_PX = 14


def load_fonts(folder: Path | None = None) -> None:
    """Make the fonts that come with the app known, and Inter the window's own."""
    for path in sorted((folder or paths.resources_dir() / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
    font = QFont(BODY_FONT)
    font.setPixelSize(BODY_SIZE_PX)
    QGuiApplication.setFont(font)


class StudioEngine(QQmlApplicationEngine):
    """A QML engine that knows the app's modules; delete it before the application ends."""

    def __init__(self) -> None:
        # The system's style would draw what our own controls are built on, file dialogs among it.
        os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
        super().__init__()
        # Importing it registered the types; naming it keeps the import.
        assert registered.VIEW_MODEL_MODULES
        # The engine takes the provider, but not the factory: it must live as long as the engine.
        self._network = RefusingAccessFactory()
        self.setNetworkAccessManagerFactory(self._network)
        self.addImageProvider(PROVIDER, IconProvider(paths.resources_dir() / "icons"))
        self.addImageProvider(FORMULAS, FormulaProvider())
        self.addImageProvider(PAGES, PageProvider())
        self.addImageProvider(avatars.PROVIDER, avatars.AvatarProvider())
        self.addImportPath(str(paths.ui_dir()))
        self._language = WindowLanguage(self)
        self._language.apply()
        services.changes().languageChanged.connect(self._change_language)

    def _change_language(self) -> None:
        """Say every text of the window again, in the language that was just chosen."""
        self._language.apply()
        self.retranslate()
        say_again()
