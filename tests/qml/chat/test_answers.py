"""What can be done with an answer: go on with it, quote it, copy it, see how it was made."""

from __future__ import annotations

import threading
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from assistant_studio.answering.reasoning import Reasoning


def finished(chat: Any) -> None:
    chat.wait_for(lambda: not chat.model.busy)


def press(chat: Any, name: str) -> None:
    chat.settle()
    chat.window.press(name)


def test_a_cut_answer_is_continued_in_its_own_place(chat: Any):
    chat.open()
    chat.script("The first half", finish="length")
    chat.ask("Tell me.")
    key = chat.model.messages.rows[-1].key
    chat.script(" and the second.")
    press(chat, "Continue this answer")
    finished(chat)
    assert [row.text for row in chat.model.messages.rows] == [
        "Tell me.",
        "The first half and the second.",
    ]
    assert chat.model.messages.rows[-1].key == key
    chat.settle()
    assert not chat.window.has("Continue this answer")


def test_thoughts_are_folded_while_they_come_and_afterwards(chat: Any):
    chat.open()
    thoughts = Reasoning("The user wants a colour.\nBlue will do.", 3.2, closed=True)
    chat.script("Blue.", reasoning=thoughts)
    chat.ask("Name a colour.")
    row = chat.model.messages.rows[-1]
    assert (row.text, row.thought, row.reasoning) == ("Blue.", "Thought for 3 s", "")
    press(chat, "Thought for 3 s; show the thoughts")
    chat.settle()
    assert chat.window.has(thoughts.text)
    press(chat, "Thought for 3 s; hide the thoughts")
    chat.settle()
    assert not chat.window.has(thoughts.text)


def test_thoughts_that_never_end_are_told_as_such(chat: Any):
    chat.open()
    chat.script(reasoning=Reasoning("On and on", 61.0, closed=False), finish="length")
    chat.ask("Name a colour.")
    row = chat.model.messages.rows[-1]
    assert row.text == ""
    assert row.thought == "Thought for 1 min 1 s, without coming to an end"
    chat.settle()
    assert chat.window.has("Continue this answer")


def test_a_selection_is_quoted_into_the_message(chat: Any):
    chat.open()
    chat.script_answer()
    chat.ask("How long?")
    chat.settle()
    text = next(
        c for c in chat.items("TextBlock")[0].childItems() if c.property("selectedText") == ""
    )
    text.selectAll()
    press(chat, "Quote the selection in your message")
    assert chat.model.draft.startswith(
        "> Annual plans can be refunded within thirty days of purchase."
    )
    assert "[1]" not in chat.model.draft
    assert chat.model.draft.endswith("\n\n")
    chat.settle()
    assert chat.window.named("Your message").property("text") == chat.model.draft


def test_the_menu_copies_plain_text_quotes_and_tells_how_it_was_made(chat: Any):
    chat.open()
    chat.script("# Refunds\n\n**Thirty** days.", sources=())
    chat.ask("How long?")
    for entry in ("Copy as plain text", "Quote in your message", "How it was made"):
        press(chat, "More to do with this answer")
        chat.wait_for(lambda entry=entry: chat.window.has(entry))
        press(chat, entry)
    assert QGuiApplication.clipboard().text() == "Refunds\n\nThirty days."
    assert chat.model.draft == "> # Refunds\n>\n> **Thirty** days.\n\n"
    chat.wait_for(lambda: chat.window.has("1,350 tokens, 700 of them known already"))
    assert chat.window.has("70 tokens, 58.2 a second")
    QTest.keyClick(chat.window.window, Qt.Key.Key_Escape)
    chat.wait_for(lambda: not chat.window.has("70 tokens, 58.2 a second"))


def test_the_selection_s_button_stays_inside_the_text(chat: Any):
    chat.open(1024, 700)
    chat.script("word " * 80, sources=())
    chat.ask("Words?")
    chat.settle()
    block = chat.items("TextBlock")[0]
    text = next(c for c in block.childItems() if c.property("selectedText") == "")
    text.selectAll()
    chat.settle()
    button = chat.window.named("Quote the selection in your message")
    left = button.mapToItem(block, QPointF(0, 0)).x()
    assert 0 <= left <= block.width() - button.width() + 1


class Voice:
    """A voice that speaks until it is stopped."""

    missing = ""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, text: str, token: Any) -> None:
        self.said.append(text)
        stopped = threading.Event()
        token.on_cancel(stopped.set)
        stopped.wait(60)
        token.check()


def test_an_answer_is_read_aloud_and_stopped(chat: Any):
    chat.studio.speaker = voice = Voice()
    chat.open()
    chat.script_answer()
    chat.ask("How long?")
    press(chat, "Read this answer aloud")
    chat.wait_for(lambda: voice.said)
    assert "(source one)" in voice.said[0]
    assert "Here stands code in python." in voice.said[0]
    press(chat, "Stop reading")
    chat.wait_for(lambda: chat.model.aloud.key == "")


def test_where_there_is_no_voice_nothing_offers_one(chat: Any):
    chat.open()
    chat.script("Thirty days.")
    chat.ask("How long?")
    chat.settle()
    assert not chat.window.has("Read this answer aloud")


def test_in_a_narrow_window_the_actions_do_not_lie_on_each_other(chat: Any):
    chat.studio.speaker = Voice()
    chat.open(720, 600)
    chat.script_answer(finish="length")
    chat.ask("How long?")
    chat.script_answer(finish="length")
    press(chat, "Answer again, as another branch")
    finished(chat)
    chat.settle()
    names = (
        "Continue this answer",
        "Previous branch",
        "Next branch",
        "Copy the answer as Markdown",
        "Answer again, as another branch",
        "Read this answer aloud",
        "Show the sources of this answer",
        "More to do with this answer",
        "How this answer was made: 0.2 s to first word · 58 tokens/s · 2 sources",
    )
    places = [
        item.mapRectToScene(item.boundingRect()).adjusted(1, 1, -1, -1)
        for item in map(chat.window.named, names)
    ]
    for at, place in enumerate(places):
        assert place.right() <= chat.window.window.width()
        assert not any(place.intersects(other) for other in places[at + 1 :]), names[at]
