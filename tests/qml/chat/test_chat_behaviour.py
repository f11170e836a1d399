"""The chat page as a person uses it: asking, stopping, trying again, following what it cites."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest

from assistant_studio.answering.fitting import not_found_text
from assistant_studio.conversations.message import MessageState, Role
from assistant_studio.errors import DiskFull, ModelMissing

QUESTION = "How long do I have to ask for a refund on an annual plan?"


def rows(chat: Any) -> list[Any]:
    return chat.model.messages.rows


def type_text(chat: Any, text: str) -> None:
    for character in text:
        QTest.keyClick(chat.window.window, character)


def key(chat: Any, code: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(chat.window.window, code, held)


def held_back(chat: Any, *pieces: str, after: int = 1) -> threading.Event:
    """The next answer waits after so many pieces until the event is set or it is stopped."""
    go_on = threading.Event()

    def wait(place: int, token: Any) -> None:
        while place >= after and not token.cancelled and not go_on.wait(0.005):
            pass

    chat.script(*pieces, wait=wait)
    return go_on


def test_enter_sends_and_the_answer_is_shown_with_its_sources(chat: Any):
    chat.open()
    chat.script_answer()
    type_text(chat, "Refunds")
    key(chat, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_text(chat, "please")
    assert chat.model.draft == "Refunds\nplease"
    key(chat, Qt.Key.Key_Return)
    chat.wait_for(lambda: rows(chat) and not chat.model.busy)
    assert [(row.role, row.status) for row in rows(chat)] == [
        ("user", "complete"),
        ("assistant", "complete"),
    ]
    assert rows(chat)[0].text == "Refunds\nplease"
    assert rows(chat)[1].timings == "0.2 s to first word · 58 tokens/s · 2 sources"
    assert [card.property("number") for card in chat.items("SourceCard")] == [1, 2]
    assert chat.model.sources.citedCount == 2
    saved = chat.studio.conversations.messages(chat.model.conversationId)
    assert [message.role for message in saved] == [Role.USER, Role.ASSISTANT]


def test_ctrl_enter_sends_too_and_an_empty_message_is_not_sent(chat: Any):
    chat.open()
    chat.script("Yes.")
    type_text(chat, "  ")
    key(chat, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert rows(chat) == []
    type_text(chat, "Hi")
    key(chat, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    chat.wait_for(lambda: rows(chat) and not chat.model.busy)


def test_a_starter_asks_its_question(chat: Any):
    chat.open()
    chat.script("Two days.")
    chat.window.press("How many days of leave do I have?")
    chat.wait_for(lambda: rows(chat) and not chat.model.busy)
    assert rows(chat)[0].text == "How many days of leave do I have?"
    assert chat.items("StarterCard") == []


def test_escape_stops_and_what_was_written_is_kept(chat: Any):
    chat.open()
    held_back(chat, "The first part.", " Never written.")
    chat.model.send(QUESTION)
    chat.wait_for(lambda: chat.model.phase == "Writing…")
    key(chat, Qt.Key.Key_Escape)
    chat.wait_for(lambda: not chat.model.busy)
    answer = rows(chat)[-1]
    assert (answer.text, answer.status) == ("The first part.", "stopped")
    assert answer.ending == "You stopped this answer."
    chat.script("The whole answer.")
    chat.settle()
    chat.window.press("Try again")
    chat.wait_for(lambda: not chat.model.busy)
    assert [row.text for row in rows(chat)] == [QUESTION, "The whole answer."]


def test_a_failure_is_told_and_can_be_tried_again(chat: Any):
    chat.open()
    error = ModelMissing("The model is not on this computer.", "Add its file again.")
    chat.script("Half", error=error)
    chat.ask(QUESTION)
    answer = rows(chat)[-1]
    assert (answer.text, answer.error, answer.hint) == ("Half", error.message, error.hint)
    chat.settle()
    assert chat.window.has("The model is not on this computer. Add its file again.")
    chat.script("Now it works.")
    chat.window.press("Try again")
    chat.wait_for(lambda: not chat.model.busy)
    assert rows(chat)[-1].text == "Now it works."


def test_what_could_not_be_saved_goes_back_into_the_composer(chat: Any):
    chat.open()
    chat.script("x", error_before_saving=DiskFull("The disk is full.", "Free some room."))
    chat.ask(QUESTION)
    assert rows(chat) == []
    assert chat.model.draft == QUESTION
    assert (chat.model.problem, chat.model.problemHint) == ("The disk is full.", "Free some room.")


def test_what_could_not_be_saved_is_kept_and_told_when_one_has_gone_elsewhere(chat: Any):
    chat.open()
    chat.script("Thirty days.")
    chat.ask(QUESTION)
    first = chat.model.conversationId
    other = chat.studio.conversations.create(chat.assistant_id).id
    saving = threading.Event()
    full = DiskFull("The disk is full.", "Free some room.")
    chat.script("x", error_before_saving=full, before_saving=lambda: saving.wait(30))
    chat.model.send("And for others?")
    chat.app.openConversation(other)
    chat.wait_for(lambda: chat.model.conversationId == other and chat.model.messages.count == 0)
    saving.set()
    chat.wait_for(lambda: chat.window.has("The disk is full. Free some room."))
    assert chat.model.draft == ""
    chat.app.openConversation(first)
    chat.wait_for(lambda: chat.model.messages.count == 2)
    assert chat.model.draft == "And for others?"


def test_a_citation_selects_its_source(chat: Any):
    chat.open()
    chat.script_answer()
    chat.ask(QUESTION)
    chat.settle()
    chips = chat.items("CitationChip")
    assert [chip.property("number") for chip in chips] == [1, 2]
    chat.window.press("Source 2")
    assert chat.model.sources.selected == 2
    cards = chat.items("SourceCard")
    assert [card.property("selected") for card in cards] == [False, True]
    assert "sixty days</span>" in cards[1].property("excerpt")


def test_sentences_without_a_source_are_marked_and_named(chat: Any):
    chat.open()
    chat.script("Annual plans can be refunded within thirty days of purchase. Pigs can fly well.")
    chat.ask(QUESTION)
    chat.settle()
    assert chat.window.has("1 sentence has no source. “Pigs can fly well” is not in your files.")
    markup = chat.items("TextBlock")[0].property("markup")
    assert re.search(r"underline[^>]*>Pigs can fly well\.</span>", markup)


def test_the_keyboard_reaches_everything(chat: Any):
    chat.open()
    chat.script_answer()
    chat.ask(QUESTION)
    chat.settle()
    reached = set()
    for _ in range(60):
        key(chat, Qt.Key.Key_Tab)
        item = chat.window.window.activeFocusItem()
        interface = QAccessible.queryAccessibleInterface(item)
        reached.add(interface.text(QAccessible.Text.Name) if interface else "")
    assert reached >= {
        "Your message",
        "Source 1",
        "Source 2",
        "Copy the code",
        "Copy the answer as Markdown",
        "Show the sources of this answer",
        "What the model saw",
        "Files of this assistant",
        "Edit Acme Handbook",
        "Hide the sources",
        "Messages",
    }


def test_a_link_in_the_text_is_reached_by_keyboard_and_asks_first(chat: Any, browser: Browser):
    chat.open()
    chat.script("See [the form](https://forms.example/leave).", sources=())
    chat.ask("Where is the form?")
    chat.settle()
    for _ in range(40):
        key(chat, Qt.Key.Key_Tab)
        item = chat.window.window.activeFocusItem()
        if "forms.example" in str(item.property("text")):
            break
    key(chat, Qt.Key.Key_Return)
    chat.settle()
    assert chat.window.has("https://forms.example/leave")
    assert browser.opened == []


def test_other_colors_are_taken_over_by_what_is_shown(chat: Any):
    chat.open(theme="light")
    chat.script_answer()
    chat.ask(QUESTION)
    chat.settle()
    light = chat.items("CodeBlock")[0].property("parts")[0]
    chat.app.chooseTheme("dark")
    chat.settle()
    dark = chat.items("CodeBlock")[0].property("parts")[0]
    assert light != dark
    assert re.sub(r"#\w{6}", "", light) == re.sub(r"#\w{6}", "", dark)


def test_a_model_that_cannot_be_made_ready_is_told(chat: Any):
    chat.studio.answering.warm_error = ModelMissing("There is no model here.", "Add one.")
    chat.open()
    chat.wait_for(lambda: chat.model.problem == "There is no model here.")
    chat.settle()
    chat.window.press("Close this message")
    assert chat.model.problem == ""


def test_a_citation_opens_the_drawer_over_a_narrow_window(chat: Any):
    chat.open(1024, 700)
    chat.script_answer()
    chat.ask(QUESTION)
    chat.settle()
    assert chat.items("SourcesDrawer") == []
    chat.window.press("Source 1")
    chat.settle()
    assert len(chat.items("SourcesDrawer")) == 1
    chat.window.press("Close the sources")
    chat.settle()
    assert chat.items("SourcesDrawer") == []


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (720, 480)])
def test_what_was_nearest_is_listed_where_nothing_was_found(chat: Any, size: tuple[int, int]):
    chat.open(*size)
    chat.script(not_found_text(()), finish="not_found", sentences=lambda _text, _sources: ())
    chat.ask("Who won the cup?")
    chat.settle()
    chat.window.press("Show the sources of this answer")
    chat.settle()
    assert [card.property("number") for card in chat.items("SourceCard")] == [1, 2, 3]
    assert not any(card.property("cited") for card in chat.items("SourceCard"))
    assert (
        "Nearest in your files, not cited: none of these passages answers the question."
        in chat.texts()
    )


class Browser(QObject):
    """Stands where the person's browser would be."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot("QUrl")
    def open(self, url: Any) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Any:
    made = Browser()
    QDesktopServices.setUrlHandler("https", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("https")


def test_a_link_is_opened_only_after_a_yes(chat: Any, browser: Browser):
    chat.open()
    chat.script("See [the form](https://forms.example/leave?year=2026).", sources=())
    chat.ask("Where is the form?")
    chat.settle()
    block = chat.items("TextBlock")[0]
    block.linkActivated.emit("https://forms.example/leave?year=2026")
    chat.settle()
    assert chat.window.has("https://forms.example/leave?year=2026")
    no = chat.window.named("Cancel")
    assert no.property("activeFocus")
    key(chat, Qt.Key.Key_Return)
    chat.settle()
    assert browser.opened == []
    block.linkActivated.emit("https://forms.example/leave?year=2026")
    chat.settle()
    chat.window.press("Open link")
    assert browser.opened == ["https://forms.example/leave?year=2026"]


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "source:1", ""])
def test_other_addresses_are_not_even_asked_about(chat: Any, browser: Browser, address: str):
    chat.open()
    chat.script("Yes.", sources=())
    chat.ask("Hello?")
    chat.settle()
    chat.items("TextBlock")[0].linkActivated.emit(address)
    chat.settle()
    assert not chat.window.has("Open link")
    assert browser.opened == []


def test_code_and_answers_can_be_copied(chat: Any):
    chat.open()
    chat.script_answer()
    chat.ask(QUESTION)
    chat.settle()
    chat.window.press("Copy the code")
    assert QGuiApplication.clipboard().text().startswith("def refundable(")
    chat.window.press("Copy the answer as Markdown")
    assert QGuiApplication.clipboard().text() == rows(chat)[-1].text
    assert "```python" in rows(chat)[-1].text


def test_what_the_model_saw_is_shown_as_plain_text(chat: Any):
    chat.open()
    chat.script_answer()
    chat.ask(QUESTION)
    chat.settle()
    chat.window.press("What the model saw")
    chat.settle()
    shown = [text for text in chat.texts() if "<|im_start|>" in text]
    assert shown == ["<|im_start|>system\nYou are…<b>not bold</b>"]
    chat.window.press("Copy what the model saw")
    assert QGuiApplication.clipboard().text() == shown[0]


def test_a_draft_is_kept_for_each_conversation(chat: Any):
    chat.open()
    chat.script("Yes.")
    chat.ask("Hello?")
    app = chat.app
    first = chat.model.conversationId
    type_text(chat, "half a thought")
    app.newConversation()
    chat.wait_for(lambda: rows(chat) == [])
    assert chat.model.draft == ""
    type_text(chat, "another")
    app.openConversation(first)
    chat.wait_for(lambda: len(rows(chat)) == 2)
    assert chat.model.draft == "half a thought"
    app.newConversation()
    chat.wait_for(lambda: rows(chat) == [])
    assert chat.model.draft == "another"


def test_an_answer_goes_on_while_another_conversation_is_shown(chat: Any):
    chat.open()
    go_on = held_back(chat, "The beginning", " and the end.")
    chat.model.send(QUESTION)
    chat.wait_for(lambda: chat.model.phase == "Writing…")
    app = chat.app
    first = chat.model.conversationId
    app.newConversation()
    chat.wait_for(lambda: rows(chat) == [] and not chat.model.busy)
    app.openConversation(first)
    chat.wait_for(lambda: len(rows(chat)) == 2)
    assert chat.model.busy
    chat.settle()
    go_on.set()
    chat.wait_for(lambda: not chat.model.busy)
    assert rows(chat)[-1].text == "The beginning and the end."
    app.newConversation()
    chat.wait_for(lambda: rows(chat) == [])


def test_a_question_without_an_answer_can_be_answered(chat: Any):
    conversation = chat.studio.conversations.create(chat.assistant_id)
    chat.studio.conversations.add_user_message(conversation.id, QUESTION)
    chat.open()
    chat.app.openConversation(conversation.id)
    chat.wait_for(lambda: chat.model.unanswered)
    chat.settle()
    chat.script("Thirty days.")
    chat.window.press("Answer it")
    chat.wait_for(lambda: not chat.model.busy)
    assert [row.text for row in rows(chat)] == [QUESTION, "Thirty days."]


def test_an_answer_that_a_crash_cut_off_says_so(chat: Any):
    store = chat.studio.conversations
    conversation = store.create(chat.assistant_id)
    asked = store.add_user_message(conversation.id, QUESTION)
    store.begin_answer(conversation.id, asked.id)
    chat.open()
    chat.app.openConversation(conversation.id)
    chat.wait_for(lambda: len(rows(chat)) == 2)
    assert rows(chat)[-1].status == MessageState.STOPPED
    assert rows(chat)[-1].ending == "This answer was cut off before it was finished."
    chat.settle()
    assert chat.window.has("Try again")
