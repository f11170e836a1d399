"""The settings: each choice counts at once, is kept, and its bad ends are told in a sentence."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QRect, QUrl
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem

from assistant_studio import language
from assistant_studio.language import Catalogue
from assistant_studio.settings import SettingsStore
from assistant_studio.viewmodels import services
from assistant_studio.voice.system_voices import SystemVoice

PICTURES = Path(os.environ.get("PICTURES", ".build/pictures"))


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use(Catalogue())


@pytest.fixture
def window(studio: Any, open_window: Callable[[], Any]) -> Any:
    studio.with_sample()
    opened = open_window()
    opened.press("Settings")
    opened.wait_for(lambda: opened.has("Sections"))
    return opened


def show(window: Any, section: str) -> None:
    tab = window.named(section, QAccessible.Role.PageTab)
    tab.click()
    entry = QAccessible.queryAccessibleInterface(tab)
    window.wait_for(lambda: entry.state().selected)


def theme_of(window: Any) -> QObject:
    found = window.engine.singletonInstance("AssistantStudio.Theme", "Theme")
    assert isinstance(found, QObject)
    return found


def kept(studio: Any) -> Any:
    return SettingsStore(studio.home.settings_file).current


def test_appearance_counts_at_once_and_is_kept(studio: Any, window: Any) -> None:
    theme = theme_of(window)
    window.press("Dark")
    assert theme.property("dark")
    window.press("Reduced")
    assert theme.property("motion") == 0
    window.view_model("SettingsViewModel").chooseTextPercent(150)
    assert theme.property("textBody") == 21
    window.view_model("SettingsViewModel").chooseTextPercent(900)

    assert kept(studio).text_percent == 150
    assert kept(studio).theme == "dark"
    assert kept(studio).motion == "reduced"


def test_the_text_size_slider_is_moved_by_keys(studio: Any, window: Any) -> None:
    slider = window.named("Text size", QAccessible.Role.Slider)
    value = QAccessible.queryAccessibleInterface(slider).valueInterface()
    slider.metaObject().invokeMethod(slider, "increase")
    assert value is not None
    assert slider.property("value") == 105


def test_the_language_changes_at_once_and_is_kept(studio: Any, window: Any) -> None:
    window.press("Deutsch")

    assert language.current().code == "de"
    assert kept(studio).language == "de"
    window.view_model("SettingsViewModel").chooseLanguage("en")
    assert language.current().code == "en"


def test_a_backup_and_the_way_back(studio: Any, window: Any, tmp_path: Path) -> None:
    show(window, "Data")
    data = window.view_model("DataFolder")
    file = tmp_path / "all.studio-backup"
    data.backUp(QUrl.fromLocalFile(str(file)), False)
    window.wait_for(lambda: data.property("tellText"))
    assert "backed up in" in data.property("tellText")
    assert file.exists()

    data.restore(QUrl.fromLocalFile(str(file)))
    window.wait_for(lambda: data.property("waitsForRestart"))
    assert window.has("Open the window again now")
    asked: list[object] = []
    services.changes().restartAsked.connect(asked.append)
    window.press("Leave everything as it is")
    window.wait_for(lambda: not data.property("waitsForRestart"))
    assert not (studio.home.root / ".restore").exists()
    data.restore(QUrl.fromLocalFile(str(file)))
    window.wait_for(lambda: data.property("waitsForRestart"))
    window.press("Open the window again now")
    services.changes().restartAsked.disconnect(asked.append)
    assert asked == [None]


def test_what_cannot_be_done_is_told_where_it_was_asked_for(
    studio: Any, window: Any, tmp_path: Path
) -> None:
    show(window, "Data")
    data = window.view_model("DataFolder")
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir or Madam")
    data.restore(QUrl.fromLocalFile(str(letter)))
    window.wait_for(lambda: data.property("tellText"))
    assert data.property("tellKind") == "bad"
    assert "letter.txt is no backup of Assistant Studio" in data.property("tellText")

    data.moveTo(QUrl.fromLocalFile(str(tmp_path)))
    window.wait_for(lambda: "cannot be moved into itself" in data.property("tellText"))
    data.backUp(QUrl.fromLocalFile(str(studio.home.root / "inside")), False)
    window.wait_for(lambda: "would be lost together with it" in data.property("tellText"))
    window.press("Close this message")
    assert data.property("tellText") == ""


def test_the_data_moves_when_the_window_opens_again(
    studio: Any, window: Any, tmp_path: Path
) -> None:
    show(window, "Data")
    data = window.view_model("DataFolder")
    data.moveTo(QUrl.fromLocalFile(str(tmp_path / "new place")))
    window.wait_for(lambda: data.property("waitsForRestart"))
    assert not (tmp_path / "new place").exists()
    window.press("Leave everything as it is")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".new")] == []


def test_the_network_log_says_what_happened_and_that_nothing_did(studio: Any, window: Any) -> None:
    show(window, "Network")
    assert window.has("Nothing has left this computer.")
    studio.home.logs_dir.mkdir(exist_ok=True)
    line = {"time": "2026-11-25T10:00:00.000+00:00", "process": "window", "address": "a.b:443"}
    studio.home.network_log.write_text(
        json.dumps(line | {"allowed": False, "reason": ""})
        + "\nno line at all\n"
        + json.dumps(line | {"allowed": True, "reason": "download of a model"})
        + "\n"
    )
    window.press("Look again")

    def lines() -> list[str]:
        return [n for n in map(name_of, window.items()) if "a.b:443" in n]

    window.wait_for(lambda: len(lines()) == 2)
    told = lines()
    assert not window.has("Nothing has left this computer.")
    assert told[0].endswith("a.b:443, let through: download of a model")
    assert told[1].endswith("a.b:443, blocked")


def test_the_offline_switch_is_kept(studio: Any, window: Any) -> None:
    show(window, "Network")
    window.press("Stay offline")
    window.wait_for(lambda: kept(studio).offline)
    window.press("Stay offline")
    window.wait_for(lambda: not kept(studio).offline)


def test_shortcuts_are_listed_from_the_commands(window: Any) -> None:
    show(window, "Shortcuts")

    assert window.has("Settings: Ctrl+,")
    assert window.has("Send the message: Enter")


def test_licences_can_be_read_in_the_app(window: Any) -> None:
    show(window, "About")
    licences = window.view_model("LicencesModel")
    window.wait_for(lambda: licences.property("count") > 50)
    licences.read("app")
    window.wait_for(lambda: "Apache License" in licences.property("words"))
    names = [row.name for row in licences.rows]
    assert any(name.startswith("PySide6") for name in names)
    assert "Inter" in names


def test_every_section_fits_at_every_size_of_text(studio: Any, window: Any) -> None:
    settings = window.view_model("SettingsViewModel")
    window.window.resize(1024, 700)
    for percent in (90, 150):
        settings.chooseTextPercent(percent)
        for section in ("Appearance", "Conversations", "Data", "Network", "Shortcuts", "About"):
            show(window, section)
            # Laid out at the next frame.
            window.wait_for(lambda: cut_off(window) == [])
    settings.chooseTextPercent(100)


def cut_off(window: Any) -> list[str]:
    """What sticks out of the window at its right, where nothing can scroll to it."""
    width = window.window.width()
    found = []
    for item in window.items():
        interface = QAccessible.queryAccessibleInterface(item)
        rect: QRect = interface.rect()
        right = item.mapToScene(item.boundingRect().topRight()).x()
        if rect.width() > 0 and right > width + 1:
            found.append(f"{name_of(item)!r} ends at {right}")
    return found


def name_of(item: QQuickItem) -> str:
    return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)


class Voices:
    """Two voices, of which one is heard until it is stopped."""

    missing = ""

    def __init__(self) -> None:
        self.said: list[str] = []

    def voices(self) -> list[SystemVoice]:
        return [SystemVoice("en-gb", "English (Great Britain)"), SystemVoice("de", "German")]

    def say(self, text: str, token: Any) -> None:
        self.said.append(text)
        stopped = threading.Event()
        token.on_cancel(stopped.set)
        stopped.wait(60)
        token.check()


def test_a_voice_is_found_chosen_and_heard(studio: Any, open_window: Callable[[], Any]) -> None:
    studio.speaker = voice = Voices()
    studio.with_sample()
    window = open_window()
    window.press("Settings")
    window.wait_for(lambda: window.has("Sections"))
    show(window, "Conversations")
    window.press("Voice: One that suits the answer's language")
    window.wait_for(lambda: window.has("German"))
    window.named("Search for a voice or a language").setProperty("text", "germ")
    window.wait_for(lambda: not window.has("English (Great Britain)"))
    grabbed(window, "settings-voices")
    window.press("German")
    window.wait_for(lambda: window.has("Voice: German"))
    assert kept(studio).read_aloud_voice == "de"

    window.press("Hear it")
    window.wait_for(lambda: voice.said == ["This is how answers are read aloud."])
    window.press("Stop")
    window.wait_for(lambda: window.has("Hear it"))
    window.view_model("ReadAloudSettings").chooseSpeed(1000)
    assert kept(studio).read_aloud_speed_percent == 200
    grabbed(window, "settings-read-aloud")


def grabbed(window: Any, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(PICTURES / f"{name}.png"))


def test_without_a_voice_none_is_offered(window: Any) -> None:
    show(window, "Conversations")
    window.wait_for(lambda: window.has("Enter sends the message"))
    assert not window.has("Reading speed")
