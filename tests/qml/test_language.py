"""The window changes its language at once: its own texts, the core's, and Qt's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from assistant_studio import language
from assistant_studio.desktop.compiled_catalogue import compiled
from assistant_studio.language import Catalogue, _
from assistant_studio.viewmodels import services

SOME_GERMAN = Catalogue(
    code="de",
    forms={
        ("", "Library"): ("Bibliothek",),
        ("", "It is gone."): ("Es ist weg.",),
        ("verb", "Open"): ("Öffnen",),
        ("", "%n files"): ("%n Datei", "%n Dateien"),
    },
)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use(Catalogue())


def test_the_open_window_speaks_another_language_at_once(
    studio: Any, open_window: Callable[[], Any]
) -> None:
    studio.with_sample()
    window = open_window()
    services.changes().problemMet.emit(_("It is gone."), "")
    assert window.has("Library")
    assert window.has("It is gone.")

    language.use(SOME_GERMAN)
    services.changes().languageChanged.emit()
    assert window.has("Bibliothek")
    assert not window.has("Library")
    assert window.has("Es ist weg.")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"

    language.use(Catalogue())
    services.changes().languageChanged.emit()
    assert window.has("Library")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_qt_finds_every_text_of_a_compiled_catalogue() -> None:
    data = compiled(SOME_GERMAN)
    translator = QTranslator()
    assert translator.load(data)

    assert translator.translate("Any", "Library") == "Bibliothek"
    assert translator.translate("Any", "Open", "verb") == "Öffnen"
    assert not translator.translate("Any", "Open", "state")
    assert not translator.translate("Any", "Unknown")
    assert translator.translate("Any", "%n files", None, 1) == "%n Datei"
    assert translator.translate("Any", "%n files", None, 0) == "%n Dateien"
    assert translator.translate("Any", "%n files", None, 12) == "%n Dateien"
