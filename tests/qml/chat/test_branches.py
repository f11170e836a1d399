"""Another answer, another wording, and the way between them, through the real window by names."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant_studio.errors import DiskFull


def texts(chat: Any) -> list[str]:
    return [row.text for row in chat.model.messages.rows]


def press(chat: Any, name: str) -> None:
    chat.settle()
    chat.window.press(name)


def finished(chat: Any) -> None:
    chat.wait_for(lambda: not chat.model.busy)


def step(chat: Any, name: str, expected: list[str]) -> None:
    press(chat, name)
    chat.wait_for(lambda: texts(chat) == expected)


def test_regenerating_editing_and_stepping_back_lose_nothing(chat: Any):
    chat.open()
    chat.script("Thirty days.")
    chat.ask("How long?")
    chat.script("Sixty days.")
    press(chat, "Answer again, as another branch")
    finished(chat)
    assert texts(chat) == ["How long?", "Sixty days."]
    chat.settle()
    assert chat.window.has("Branch 2 of 2")
    step(chat, "Previous branch", ["How long?", "Thirty days."])
    chat.settle()
    assert chat.window.has("Branch 1 of 2")
    # What goes on here belongs to this branch alone.
    chat.script("Ask billing.")
    chat.ask("Whom do I ask?")
    # The question in other words, by the keyboard.
    edit = [item for item in chat.window.items() if name_of(item) == "Edit and ask again"][0]
    edit.forceActiveFocus()
    QTest.keyClick(chat.window.window, Qt.Key.Key_Return)
    chat.wait_for(lambda: chat.window.has("Your message in other words"))
    for character in " exactly":
        QTest.keyClick(chat.window.window, character)
    chat.script("Thirty-one days.")
    QTest.keyClick(chat.window.window, Qt.Key.Key_Return)
    finished(chat)
    assert texts(chat) == ["How long? exactly", "Thirty-one days."]
    step(
        chat,
        "Previous branch",
        ["How long?", "Thirty days.", "Whom do I ask?", "Ask billing."],
    )
    # And it is all there after the conversation was opened anew.
    conversation_id = chat.model.conversationId
    chat.app.newConversation()
    chat.wait_for(lambda: texts(chat) == [])
    chat.app.openConversation(conversation_id)
    chat.wait_for(lambda: len(texts(chat)) == 4)
    assert [row.branches for row in chat.model.messages.rows] == [2, 2, 1, 1]


def name_of(item: Any) -> str:
    from PySide6.QtGui import QAccessible

    return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)


def test_the_keyboard_steps_on_without_losing_its_place(chat: Any):
    chat.open()
    for answer in ("One.", "Two.", "Three."):
        chat.script(answer)
    chat.ask("Which?")
    for _ in range(2):
        press(chat, "Answer again, as another branch")
        finished(chat)
    chat.settle()
    chat.window.named("Previous branch").forceActiveFocus()
    QTest.keyClick(chat.window.window, Qt.Key.Key_Return)
    chat.wait_for(lambda: texts(chat) == ["Which?", "Two."])
    QTest.keyClick(chat.window.window, Qt.Key.Key_Left)
    chat.wait_for(lambda: texts(chat) == ["Which?", "One."])
    QTest.keyClick(chat.window.window, Qt.Key.Key_Left)
    QTest.keyClick(chat.window.window, Qt.Key.Key_Right)
    chat.wait_for(lambda: texts(chat) == ["Which?", "Two."])


def test_escape_leaves_the_message_as_it_was(chat: Any):
    chat.open()
    chat.script("Thirty days.")
    chat.ask("How long?")
    press(chat, "Edit and ask again")
    chat.wait_for(lambda: chat.window.has("Your message in other words"))
    QTest.keyClick(chat.window.window, "x")
    QTest.keyClick(chat.window.window, Qt.Key.Key_Escape)
    chat.settle()
    assert not chat.window.has("Your message in other words")
    assert texts(chat) == ["How long?", "Thirty days."]
    assert chat.window.has("You said: How long?")


def test_an_earlier_answer_can_be_given_anew(chat: Any):
    chat.open()
    for answer in ("One.", "Two."):
        chat.script(answer)
        chat.ask("Next?")
    first = chat.model.messages.rows[1].key
    chat.script("Other one.")
    chat.model.actions.regenerate(first)
    finished(chat)
    assert texts(chat) == ["Next?", "Other one."]
    chat.model.actions.stepBranch(chat.model.messages.rows[1].key, -1)
    chat.wait_for(lambda: texts(chat) == ["Next?", "One.", "Next?", "Two."])


def test_an_edit_that_cannot_be_saved_leaves_all_as_it_was(chat: Any, monkeypatch: Any):
    chat.open()
    chat.script("Thirty days.")
    chat.ask("How long?")

    def full(*_arguments: Any, **_options: Any) -> Any:
        raise DiskFull("The disk is full.", "Free some room.")

    monkeypatch.setattr(chat.studio.answering, "edit", full)
    chat.model.actions.edit.begin(chat.model.messages.rows[0].key, "How long is it?")
    chat.model.actions.sendEdited()
    chat.wait_for(lambda: chat.model.problem == "The disk is full.")
    assert texts(chat) == ["How long?", "Thirty days."]
    assert chat.model.draft == "How long is it?"
