"""From a template to a second start: the real window, by accessible names, with all real."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtTest import QTest

from assistant_studio import language
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.language import Catalogue
from assistant_studio.paths import Home
from assistant_studio.settings import Theme
from assistant_studio.studio import Studio
from assistant_studio.translations import speak_as_chosen_in
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.indexing import indexing
from assistant_studio.viewmodels.task_pool import cancel_tasks

# The embedder is exported once for a data folder, and two busy processors are slow.
LONG_S = 300
NOTES = "# Plum jam\n\nThe plum jam of aunt Edda is cooked with 700 g of sugar."
QUESTION = "How much sugar does the plum jam of aunt Edda need?"
AGAIN = " Please."


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    language.use(Catalogue())


@pytest.fixture
def quiet_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample's own files are read elsewhere; here they would only take time."""
    monkeypatch.setattr(Studio, "install_starters", lambda _studio: [])


class Person:
    """Somebody at the window, who knows things by their names alone."""

    def __init__(self, window: Any) -> None:
        self.window = window
        window.window.resize(1440, 900)
        window.window.requestActivate()
        window.wait_for(window.window.isActive)

    def sees(self, start: str) -> bool:
        """Whether something visible is called like that, or begins so."""
        return any(name.startswith(start) for name in self.window.names())

    def waits(self, start: str) -> None:
        try:
            self.window.wait_for(lambda: self.sees(start), LONG_S)
        except AssertionError:
            pytest.fail(f"nothing is called “{start}…”, but: {self.window.names()}")

    def presses(self, start: str) -> None:
        self.waits(start)
        name = next(name for name in self.window.names() if name.startswith(start))
        self.window.press(name)

    def turns_to(self, section: str) -> None:
        self.waits(section)
        tab = self.window.named(section, QAccessible.Role.PageTab)
        QAccessible.queryAccessibleInterface(tab).actionInterface().doAction("Press")

    def types(self, field: str, text: str) -> None:
        self.waits(field)
        item = self.window.named(field)
        item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        item.setProperty("cursorPosition", len(item.property("text")))
        for letter in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QGuiApplication.sendEvent(self.window.window, event)

    def keys(self, keys: str) -> None:
        QTest.qWait(1)
        QTest.keySequence(self.window.window, QKeySequence(keys))

    def drops(self, path: Path) -> None:
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile(str(path))])
        where, copy, left = QPoint(1200, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        target = self.window.window
        QGuiApplication.sendEvent(target, QDragEnterEvent(where, copy, files, left, none))
        self.waits("Into the knowledge of")
        QGuiApplication.sendEvent(target, QDropEvent(where, copy, files, left, none))


def is_ready(studio: Studio, assistant_id: str, files: int) -> bool:
    documents = studio.knowledge.documents(assistant_id)
    ready = [d for d in documents if d.state is DocumentState.READY]
    assert not [d for d in documents if d.state is DocumentState.FAILED]
    return len(ready) == len(documents) == files


@pytest.mark.timeout(1200)
@pytest.mark.usefixtures("quiet_sample")
def test_an_assistant_is_built_asked_checked_restored_and_found_again(
    real_studio: Studio, home: Home, open_window: Callable[[], Any], tmp_path: Path
) -> None:
    window = open_window()
    person = Person(window)
    chat = window.view_model("ChatViewModel")

    def answered() -> None:
        window.wait_for(lambda: not chat.busy and person.sees("Answer: "), LONG_S)

    # An assistant from a template, with its sample and a file of one's own.
    person.presses("Library")
    person.presses("Start from a template")
    person.presses("Recipe helper")
    person.presses("Make this assistant")
    person.waits("Profile")
    made = real_studio.assistants.resolve("Recipe helper")
    person.presses("Chat with Recipe helper")
    person.waits("Your message")
    notes = tmp_path / "Aunt Edda.md"
    notes.write_text(NOTES, encoding="utf-8")
    person.drops(notes)
    window.wait_for(lambda: is_ready(real_studio, made.id, 2), LONG_S)

    # A question, its source, and the same question in other words beside it.
    person.types("Your message", QUESTION)
    person.keys("Return")
    person.waits("You said: " + QUESTION)
    answered()
    person.waits("Source 1: Aunt Edda.md")
    person.presses("Source 1: Aunt Edda.md")
    assert "700 g" in window.description("Source 1: Aunt Edda.md, Plum jam")
    person.presses("Edit and ask again")
    person.types("Your message in other words", AGAIN)
    person.keys("Return")
    person.waits("You said: " + QUESTION + AGAIN)
    answered()
    person.waits("Branch 2 of 2")
    person.presses("Previous branch")
    person.waits("Branch 1 of 2")
    conversation_id = chat.conversationId

    # A check, a version that a person regrets, and the way back.
    person.presses("Edit Recipe helper")
    person.turns_to("Checks")
    person.presses("Add a check")
    person.types("Question", QUESTION)
    person.types("It cites this document", "Aunt Edda.md")
    person.presses("Add check")
    person.waits(f"Run “{QUESTION}”")
    person.presses("Save version")
    person.waits("version 2")
    person.presses("Run all checks")
    window.wait_for(lambda: person.sees("The check "), LONG_S)
    person.turns_to("Profile")
    person.types("Tagline", " and sings")
    person.presses("Save version")
    person.waits("version 3")
    person.turns_to("History")
    person.presses("Restore version 2")
    person.waits("version 4")
    now = real_studio.assistants.get(made.id)
    assert (now.version, now.tagline) == (4, real_studio.assistants.version(made.id, 2).tagline)

    # Another look, another language.
    person.presses("Back")
    person.presses("Settings")
    person.presses("Dark")
    person.presses("Deutsch")
    person.waits("Bibliothek")
    window.window.close()
    shiboken6.delete(window.engine)
    indexing().stop()
    cancel_tasks()
    real_studio.close()
    services.set_studio(None)
    language.use(Catalogue())

    # The second start finds all of it.
    speak_as_chosen_in(home)
    second = Studio(home)
    try:
        second.show_starters()
        services.set_studio(second)
        again = Person(open_window())
        again.waits("Bibliothek")
        assert second.settings.current.theme is Theme.DARK
        assert again.window.grab().pixelColor(2, 2).lightness() < 60
        assert again.window.view_model("ChatViewModel").conversationId == conversation_id
        again.waits(f"Du sagtest: {QUESTION}")
        again.waits("Zweig 1 von 2")
        again.presses("Nächster Zweig")
        again.waits(f"Du sagtest: {QUESTION}{AGAIN}")
        again.waits("Quelle 1: Aunt Edda.md")
        again.presses("Recipe helper bearbeiten")
        again.waits("Version 4")
        assert is_ready(second, made.id, 2)
        again.turns_to("Prüfungen")
        again.waits(QUESTION)
        again.window.window.close()
        shiboken6.delete(again.window.engine)
    finally:
        indexing().stop()
        cancel_tasks()
        second.close()
