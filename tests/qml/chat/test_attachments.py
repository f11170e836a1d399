"""Attaching files and long pastes, and what is typed but not sent, through the real window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest

from assistant_studio.viewmodels.composer_drafts import composer_drafts

LONG = "A long text about storks. " * 200


def paste(chat: Any) -> None:
    chat.window.named("Your message").forceActiveFocus()
    QTest.keySequence(chat.window.window, QKeySequence(QKeySequence.StandardKey.Paste))


def names(chat: Any) -> list[str]:
    return [row.name for row in chat.model.attachments.model.rows if not row.reading]


def attached(chat: Any, count: int = 1) -> None:
    chat.wait_for(lambda: len(names(chat)) == count)
    chat.settle()


def test_a_file_is_attached_sent_and_shown_with_the_message(chat: Any, tmp_path: Path):
    file = tmp_path / "trip.md"
    file.write_text("The ferry costs nineteen euros.")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    chat.open()
    assert chat.window.has("Attach files to this conversation")
    QGuiApplication.clipboard().setMimeData(mime)
    paste(chat)
    attached(chat)
    assert chat.window.has("Attached: trip.md, 31 characters")
    chat.script("Nineteen euros.", sources=())
    chat.ask("What does it cost?")
    chat.settle()
    assert names(chat) == []
    assert chat.window.has("Attached: trip.md")
    # It is there again after the conversation was opened anew.
    conversation_id = chat.model.conversationId
    chat.app.newConversation()
    chat.wait_for(lambda: not chat.model.messages.rows)
    chat.app.openConversation(conversation_id)
    chat.wait_for(lambda: len(chat.model.messages.rows) == 2)
    assert chat.model.messages.rows[0].attachments == ("trip.md",)
    assert chat.studio.knowledge.documents(chat.assistant_id) == []


def test_a_long_paste_becomes_an_attachment_and_can_be_put_back(chat: Any):
    chat.open()
    QGuiApplication.clipboard().setText("short words")
    paste(chat)
    assert chat.model.draft == "short words"
    QGuiApplication.clipboard().setText(LONG)
    paste(chat)
    attached(chat)
    assert chat.model.draft == "short words"
    assert names(chat) == ["Pasted text"]
    chat.window.press("Put “Pasted text” into the message as text")
    chat.wait_for(lambda: chat.model.draft == "short words" + LONG)
    assert names(chat) == []


def test_ten_megabytes_are_a_sentence_and_nothing_freezes(chat: Any):
    chat.open()
    QGuiApplication.clipboard().setText("0123456789" * 1_000_000)
    paste(chat)
    chat.settle()
    assert "10,000,000 characters long" in chat.model.problem
    assert "knowledge" in chat.model.problemHint
    assert (chat.model.draft, names(chat)) == ("", [])
    QGuiApplication.clipboard().setText("")


def test_a_file_that_cannot_be_read_is_a_sentence(chat: Any, tmp_path: Path):
    chat.open()
    picture = tmp_path / "cat.png"
    picture.write_bytes(b"x")
    chat.model.attachments.addFiles([QUrl.fromLocalFile(str(picture))])
    chat.wait_for(lambda: chat.model.problem != "")
    assert chat.model.problem == "“cat.png” is a picture."
    assert names(chat) == []


def test_what_is_attached_and_typed_is_there_after_a_restart(chat: Any):
    chat.open()
    QGuiApplication.clipboard().setText(LONG)
    paste(chat)
    attached(chat)
    for character in "Sum it up":
        QTest.keyClick(chat.window.window, character)
    store = chat.studio.conversations
    chat.wait_for(lambda: store.unsent.get(chat.assistant_id, None) == "Sum it up")
    drafts = composer_drafts()
    # As after a crash: nothing but what is on disk.
    drafts._texts.clear()
    chat.app.openLibrary()
    other = chat.studio.assistants.create(
        chat.studio.assistants.get(chat.assistant_id).__class__(name="Other")
    )
    chat.app.openAssistant(other.id)
    chat.wait_for(lambda: chat.model.face.name == "Other")
    chat.wait_for(lambda: chat.model.draft == "" and names(chat) == [])
    chat.app.openAssistant(chat.assistant_id)
    chat.wait_for(lambda: chat.model.draft == "Sum it up")
    attached(chat)
    chat.window.press("Do not attach “Pasted text”")
    chat.wait_for(lambda: names(chat) == [])
    chat.script("Storks.")
    chat.ask("Well?")
    chat.wait_for(lambda: chat.studio.conversations.unsent.get(chat.assistant_id, None) == "")


@pytest.mark.parametrize("enter_sends", [True, False])
def test_which_key_sends_is_the_person_s_choice(chat: Any, enter_sends: bool):
    chat.studio.settings.change(enter_sends=enter_sends)
    chat.open()
    chat.script("Yes.")
    QTest.keyClick(chat.window.window, "a")
    held = Qt.KeyboardModifier.ShiftModifier if enter_sends else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(chat.window.window, Qt.Key.Key_Return, held)
    QTest.keyClick(chat.window.window, "b")
    assert chat.model.draft == "a\nb"
    held = Qt.KeyboardModifier.NoModifier if enter_sends else Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(chat.window.window, Qt.Key.Key_Return, held)
    chat.wait_for(lambda: chat.model.messages.rows and not chat.model.busy)
    assert chat.model.messages.rows[0].text == "a\nb"
