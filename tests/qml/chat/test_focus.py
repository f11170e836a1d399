"""Where the keyboard is after something was done in the chat: where one goes on to write."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

STARTER = "How many days of leave do I have?"


def type_text(chat: Any, text: str) -> None:
    for character in text:
        QTest.keyClick(chat.window.window, character)


def press_by_keys(chat: Any, name: str) -> None:
    chat.window.named(name).forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chat.window.window, Qt.Key.Key_Return)


def activate(chat: Any) -> None:
    chat.window.window.requestActivate()
    chat.wait_for(chat.window.window.isActive)


@pytest.mark.parametrize("by_keys", [False, True])
def test_after_a_starter_one_goes_on_to_write(chat: Any, by_keys: bool) -> None:
    chat.open()
    activate(chat)
    chat.script("Thirty days.")
    if by_keys:
        press_by_keys(chat, STARTER)
    else:
        chat.window.click(STARTER)
    chat.wait_for(lambda: chat.model.messages.count == 2 and not chat.model.busy)
    type_text(chat, "And for new ones?")

    assert chat.model.draft == "And for new ones?"
    assert chat.model.messages.count == 2


@pytest.mark.parametrize("button", ["Ask again in these words", "Leave the message as it was"])
def test_after_a_message_was_edited_one_goes_on_to_write(chat: Any, button: str) -> None:
    chat.open()
    activate(chat)
    chat.script("Thirty days.")
    chat.ask("How long?")
    chat.settle()
    chat.window.press("Edit and ask again")
    chat.wait_for(lambda: chat.window.has("Your message in other words"))
    type_text(chat, " exactly")
    chat.script("Thirty-one days.")
    press_by_keys(chat, button)
    chat.wait_for(lambda: not chat.window.has("Your message in other words"))
    chat.wait_for(lambda: not chat.model.busy)
    type_text(chat, "Thanks")

    assert chat.model.draft == "Thanks"


def test_a_source_does_not_move_under_the_pointer(chat: Any) -> None:
    chat.open()
    chat.script_answer()
    chat.ask("Refunds?")
    chat.settle()
    card = chat.items("SourceCard")[1]
    before = card.height()
    middle = card.mapToScene(QPointF(card.width() / 2, card.height() / 2)).toPoint()
    QTest.mouseMove(chat.window.window, middle)
    chat.wait_for(lambda: card.property("hovered"))
    chat.settle()
    assert card.height() == before


def test_a_message_can_be_edited_twice(chat: Any) -> None:
    chat.open()
    activate(chat)
    chat.script("Thirty days.")
    chat.ask("How long?")
    for words in (" exactly", " today"):
        chat.settle()
        chat.window.press("Edit and ask again")
        chat.wait_for(lambda: chat.window.has("Your message in other words"))
        type_text(chat, words)
        chat.script("Thirty-one days.")
        QTest.keyClick(chat.window.window, Qt.Key.Key_Return)
        chat.wait_for(lambda: not chat.window.has("Your message in other words"))
        chat.wait_for(lambda: not chat.model.busy)

    assert chat.model.messages.rows[0].text == "How long? exactly today"
