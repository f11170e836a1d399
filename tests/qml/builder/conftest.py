"""The builder in the real window, used by its accessible names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest


class Builder:
    """The window with the builder in it."""

    def __init__(self, window: Any, studio: Any, assistant_id: str) -> None:
        self.window = window
        self.studio = studio
        self.assistant_id = assistant_id
        self.app = window.view_model("AppViewModel")
        self.draft: Any = None

    def edit(self, assistant_id: str | None = None) -> Builder:
        """Open the builder on the sample, or on another assistant."""
        self.app.editAssistant(self.assistant_id if assistant_id is None else assistant_id)
        return self._opened("Profile")

    def new(self) -> Builder:
        """Open the builder on an assistant that does not exist yet."""
        self.app.newAssistant()
        return self._opened("Make assistant")

    def _opened(self, name: str) -> Builder:
        self.wait(lambda: self.has(name))
        # The one before is taken away when Qt is at rest.
        self.wait(lambda: len(self._drafts()) == 1)
        (self.draft,) = self._drafts()
        return self

    def _drafts(self) -> list[Any]:
        found = self.window.window.findChildren(QObject)
        return [each for each in found if type(each).__name__ == "AssistantDraft"]

    def wait(self, condition: Callable[[], object]) -> None:
        self.window.wait_for(condition)

    def has(self, name: str) -> bool:
        return bool(self.window.has(name))

    def press(self, name: str) -> None:
        self.window.press(name)

    def section(self, name: str) -> None:
        """Turn to a section."""
        tab = self.window.named(name, QAccessible.Role.PageTab)
        QAccessible.queryAccessibleInterface(tab).actionInterface().doAction("Press")

    def write(self, name: str, text: str) -> None:
        """Type into the field with this name, at its end."""
        field = self.window.named(name)
        field.forceActiveFocus(Qt.FocusReason.TabFocusReason)
        field.setProperty("cursorPosition", len(field.property("text")))
        self.type(text)

    def type(self, text: str) -> None:
        for letter in text:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QGuiApplication.sendEvent(self.window.window, event)

    def keys(self, keys: str) -> None:
        QTest.keySequence(self.window.window, QKeySequence(keys))

    def text(self, name: str) -> str:
        """What stands in the field with this name."""
        return str(self.window.named(name).property("text"))

    def saved(self) -> Any:
        """The sample as it is kept."""
        return self.studio.assistants.get(self.assistant_id)


@pytest.fixture
def builder(studio: Any, open_window: Callable[[], Any]) -> Builder:
    assistant_id = studio.with_sample()
    opened = open_window()
    opened.window.requestActivate()
    opened.wait_for(opened.window.isActive)
    return Builder(opened, studio, assistant_id)
