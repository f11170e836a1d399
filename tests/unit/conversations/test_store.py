"""Conversations: messages are a tree, saved before they are acknowledged."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.conversations.message import Conversation, MessageState, Role
from assistant_studio.conversations.store import (
    CONVERSATION_MIGRATIONS,
    ConversationStore,
    title_of,
)
from assistant_studio.errors import NotFound, UsageError
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    opened = Database(
        home.studio_db, (*ASSISTANT_MIGRATIONS, *CONVERSATION_MIGRATIONS), home.backups_dir
    )
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> ConversationStore:
    return ConversationStore(database)


@pytest.fixture
def conversation(database: Database, store: ConversationStore) -> Conversation:
    assistant = AssistantStore(database).create(Assistant(name="Tutor"))
    return store.create(assistant.id)


def test_a_turn_comes_back_in_order(store: ConversationStore, conversation: Conversation) -> None:
    asked = store.add_user_message(conversation.id, "How long is a marathon?")
    answer = store.begin_answer(conversation.id, asked.id)
    store.finish_answer(
        answer.id, "42.195 km.", MessageState.COMPLETE, {"finish": "stop"}, "<prompt>"
    )
    messages = store.messages(conversation.id)
    assert [(m.role, m.text) for m in messages] == [
        (Role.USER, "How long is a marathon?"),
        (Role.ASSISTANT, "42.195 km."),
    ]
    assert messages[1].details == {"finish": "stop"}
    assert store.prompt(answer.id) == "<prompt>"
    assert store.get(conversation.id).title == "How long is a marathon?"


def test_another_answer_is_a_branch_and_the_first_one_stays(
    store: ConversationStore, conversation: Conversation
) -> None:
    asked = store.add_user_message(conversation.id, "Why?")
    first = store.begin_answer(conversation.id, asked.id)
    second = store.begin_answer(conversation.id, asked.id)
    assert [m.id for m in store.messages(conversation.id)] == [asked.id, second.id]
    assert store.message(first.id).parent_id == asked.id


def test_an_empty_conversation_is_not_listed(
    store: ConversationStore, conversation: Conversation
) -> None:
    assert store.list() == []
    store.add_user_message(conversation.id, "Hello")
    assert [c.id for c in store.list()] == [conversation.id]
    assert store.list("somebody else") == []


def test_deleting_takes_the_messages_along(
    store: ConversationStore, conversation: Conversation
) -> None:
    message = store.add_user_message(conversation.id, "Hello")
    store.delete(conversation.id)
    with pytest.raises(NotFound):
        store.message(message.id)
    with pytest.raises(NotFound):
        store.get(conversation.id)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  \n ", "The message is empty"), ("x" * 200_001, "Add the text as a knowledge file")],
)
def test_what_cannot_be_said_is_refused(
    store: ConversationStore, conversation: Conversation, text: str, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        store.add_user_message(conversation.id, text)
    assert store.messages(conversation.id) == ()


def test_a_long_conversation_is_read_in_order(
    store: ConversationStore, conversation: Conversation
) -> None:
    for n in range(200):
        store.add_user_message(conversation.id, str(n))
    assert [m.text for m in store.messages(conversation.id)] == [str(n) for n in range(200)]


def test_a_title_is_the_first_line_cut_at_a_word() -> None:
    assert title_of("  Refunds\nand more") == "Refunds"
    long = title_of("What does the handbook say about refunds for annual plans and upgrades?")
    assert long == "What does the handbook say about refunds for annual plans…"
    assert len(title_of("x" * 500)) == 60


def test_the_end_of_a_long_conversation_is_read_alone(
    store: ConversationStore, conversation: Conversation
) -> None:
    for n in range(100):
        store.add_user_message(conversation.id, str(n))
    last = store.latest_messages(conversation.id, 3)
    assert [m.text for m in last] == ["97", "98", "99"]
    before = store.latest_messages(conversation.id, 3, before=last[0].id)
    assert [m.text for m in before] == ["94", "95", "96"]
    first = store.messages(conversation.id)[0]
    assert store.latest_messages(conversation.id, 3, before=first.id) == ()
