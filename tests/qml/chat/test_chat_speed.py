"""The chat page with much to show: long answers and conversations, and an event loop that runs."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QTimer

from assistant_studio.conversations.message import MessageState

PARAGRAPH = (
    "Annual plans can be refunded within **thirty days** of purchase, provided that the *usage "
    "limits* of section four were kept; see `refundable()` and https://acme.example/refunds for "
    "more about it. Enterprise customers get sixty days.\n\n"
)
LONG = (
    "# Refunds\n\n"
    + PARAGRAPH * 3
    + "\n".join(f"{n}. Ask **team {n}** for the form, and keep a copy of it." for n in range(1, 25))
    + "\n\n| Plan | Days |\n|------|-----:|\n"
    + "\n".join(f"| Plan {n} | {n} |" for n in range(1, 25))
    + "\n\n```python\n"
    + "".join(f"def refundable_{n}(purchase, today):\n    return {n}\n" for n in range(40))
    + "```\n\n"
    + PARAGRAPH * 4
)


class Heartbeat:
    """Beats as often as the event loop lets it; knows the longest pause, in milliseconds.

    Counted in processor time of the window's thread: how long this code holds the window up,
    however busy the computer is with other things.
    """

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._last_s = time.thread_time()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now_s = time.thread_time()
        self.longest_ms = max(self.longest_ms, (now_s - self._last_s) * 1000)
        self._last_s = now_s

    def stop(self) -> float:
        self._timer.stop()
        return self.longest_ms


def pieces(text: str, count: int) -> list[str]:
    size = max(1, -(-len(text) // count))
    return [text[at : at + size] for at in range(0, len(text), size)]


def paced(place: int, token: Any) -> None:
    """As fast as a small model on a good day: some 300 tokens a second."""
    time.sleep(0.003)


def test_the_event_loop_runs_while_a_thousand_tokens_stream(chat: Any):
    chat.open()
    chat.script(*pieces(LONG, 1_000), wait=paced, sources=())
    heart = Heartbeat()
    chat.ask("Tell me everything.")
    longest_ms = heart.stop()
    assert longest_ms < 100, f"longest pause {longest_ms:.0f} ms"


def conversation_of(chat: Any, messages: int) -> str:
    """A conversation with so many messages, written at once."""
    store = chat.studio.conversations
    conversation = store.create(chat.assistant_id)
    with chat.studio.database.transaction():
        for n in range(messages // 2):
            asked = store.add_user_message(conversation.id, f"Question {n}?")
            answer = store.begin_answer(conversation.id, asked.id)
            text = f"Answer {n}.\n\n{PARAGRAPH}- one\n- two\n"
            store.finish_answer(answer.id, text, MessageState.COMPLETE, {"finish": "stop"}, None)
    return conversation.id


@pytest.fixture
def long_chat(chat: Any) -> Any:
    """A window on a conversation of 5,000 messages."""
    conversation_id = conversation_of(chat, 5_000)
    chat.open()
    heart = Heartbeat()
    begun_s = time.thread_time()
    chat.app.openConversation(conversation_id)
    chat.wait_for(lambda: len(chat.model.messages.rows) > 0)
    chat.settle()
    chat.opened_ms = (time.thread_time() - begun_s) * 1000
    chat.longest_ms = heart.stop()
    return chat


def shown_texts(chat: Any) -> list[str]:
    return [item.property("text") for item in chat.items("UserBubble")]


def list_view(chat: Any) -> Any:
    return chat.items("MessageList")[0].childItems()[0]


def test_a_long_conversation_opens_at_its_end_and_in_parts(long_chat: Any):
    rows = long_chat.model.messages.rows
    assert len(rows) == 30
    assert long_chat.model.hasOlder
    assert "Question 2499?" in shown_texts(long_chat)
    assert long_chat.opened_ms < 500
    assert long_chat.longest_ms < 300


def test_only_messages_near_the_view_have_delegates(long_chat: Any):
    for _ in range(5):
        long_chat.model.loadOlder()
        long_chat.settle(2)
    assert len(long_chat.model.messages.rows) == 180
    view = list_view(long_chat)
    for _ in range(40):
        long_chat.items("MessageList")[0].scroll(-400)
        long_chat.settle(1)
        assert len(view.property("contentItem").childItems()) < 30


def test_loading_older_messages_keeps_the_place(long_chat: Any):
    messages = long_chat.items("MessageList")[0]
    first = loaded(long_chat)
    while loaded(long_chat) < first + 60:
        before = places(long_chat)
        messages.scroll(-120)
        long_chat.settle()
        assert moved(before, places(long_chat)) == pytest.approx(120, abs=1)


def test_older_messages_come_above_the_first_one(long_chat: Any):
    messages = long_chat.items("MessageList")[0]
    first = loaded(long_chat)
    messages.scroll(-1e6)
    before = places(long_chat)
    long_chat.wait_for(lambda: loaded(long_chat) > first)
    long_chat.settle()
    assert moved(before, places(long_chat)) == pytest.approx(0, abs=1)


def test_the_beginning_is_reached(chat: Any):
    chat.open()
    chat.app.openConversation(conversation_of(chat, 70))
    chat.wait_for(lambda: loaded(chat) == 30)
    chat.settle()
    messages = chat.items("MessageList")[0]
    while loaded(chat) < 70:
        messages.scroll(-120)
        chat.settle(2)
    messages.scroll(-1e6)
    chat.settle()
    assert not chat.model.hasOlder
    assert "Question 0?" in places(chat)
    view = list_view(chat)
    assert view.property("contentY") == pytest.approx(view.property("originY") - 26, abs=1)


def loaded(chat: Any) -> int:
    return len(chat.model.messages.rows)


def moved(before: dict[str, float], after: dict[str, float]) -> float:
    """How far down the questions went that are still there: all of them equally far."""
    distances = {round(after[text] - before[text]) for text in after.keys() & before.keys()}
    assert len(distances) == 1, distances
    return distances.pop()


def places(chat: Any) -> dict[str, float]:
    """Where in the window each visible question stands, in pixels from the top."""
    return {
        bubble.property("text"): bubble.mapToScene(QPointF(0, 0)).y()
        for bubble in chat.items("UserBubble")
    }


def test_the_end_is_followed_only_while_the_reader_is_there(chat: Any):
    chat.open()
    chat.script(*pieces(LONG, 200), sources=())
    chat.ask("Tell me everything.")
    chat.settle()
    view = list_view(chat)
    assert view.property("nearEnd")
    chat.items("MessageList")[0].scroll(-800)
    chat.settle()
    place = view.property("contentY")
    assert not view.property("nearEnd")
    # What comes now must not move what is read.
    chat.model.messages.add_question("Something new")
    chat.model.messages.add_live_answer()
    chat.settle()
    assert view.property("contentY") == pytest.approx(place, abs=1)
    chat.window.press("Go to the end")
    chat.settle()
    assert view.property("nearEnd")
