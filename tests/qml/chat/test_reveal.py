"""A search leads to one message of a conversation: it is shown, pointed out, and on its branch."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPointF

from assistant_studio.conversations.message import MessageState


def fill(chat: Any, turns: int) -> tuple[str, list[str]]:
    """A conversation of so many turns; its id and those of the answers."""
    store = chat.studio.conversations
    talk = store.create(chat.assistant_id)
    answers = []
    for turn in range(turns):
        asked = store.add_user_message(talk.id, f"Question {turn}")
        answer = store.begin_answer(talk.id, asked.id)
        text = f"Answer {turn}.\n\n" + "Some more words to make it tall. " * (turn % 7)
        store.finish_answer(answer.id, text, MessageState.COMPLETE, {}, None)
        answers.append(answer.id)
    return talk.id, answers


def marked(chat: Any) -> list[Any]:
    return [item for item in chat.items("MessageDelegate") if item.property("marked")]


def in_view(chat: Any, item: Any) -> bool:
    shown = chat.items("MessageList")[0]
    top = item.mapToScene(QPointF(0, 0)).y() - shown.mapToScene(QPointF(0, 0)).y()
    return bool(-item.height() < top < shown.height())


@pytest.mark.parametrize("place", [0, 30, 59])
def test_a_message_is_shown_and_pointed_out(chat: Any, place: int) -> None:
    talk_id, answers = fill(chat, 60)
    chat.open()
    chat.app.openConversationAt(talk_id, answers[place])

    chat.wait_for(lambda: [item.property("key") for item in marked(chat)] == [answers[place]])
    chat.wait_for(lambda: in_view(chat, marked(chat)[0]))
    assert chat.model.messages.rows[-1].key == answers[-1]
    # In the conversation that is open already, too.
    chat.app.openConversationAt(talk_id, answers[45])
    chat.wait_for(lambda: [item.property("key") for item in marked(chat)] == [answers[45]])


def test_a_message_on_another_branch_is_shown_on_its_branch(chat: Any) -> None:
    talk_id, answers = fill(chat, 2)
    store = chat.studio.conversations
    asked = store.message(answers[0]).parent_id
    other = store.begin_answer(talk_id, asked)
    store.finish_answer(other.id, "Quite another answer", MessageState.COMPLETE, {}, None)
    chat.open()
    chat.app.openConversationAt(talk_id, answers[0])

    chat.wait_for(lambda: [item.property("key") for item in marked(chat)] == [answers[0]])
    assert [m.id for m in store.messages(talk_id)][1] == answers[0]


def test_a_message_that_is_gone_leaves_the_conversation_at_its_end(chat: Any) -> None:
    talk_id, answers = fill(chat, 2)
    chat.open()
    chat.app.openConversationAt(talk_id, "nothing")

    chat.wait_for(lambda: chat.model.problem != "")
    chat.wait_for(lambda: chat.model.messages.count == 4)
    assert marked(chat) == []
