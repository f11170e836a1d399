"""Branches of a conversation: none is lost, and each is found as it was left."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.conversations.branches import BranchPlace
from assistant_studio.conversations.message import Message, MessageState
from assistant_studio.conversations.store import CONVERSATION_MIGRATIONS, ConversationStore
from assistant_studio.errors import NotFound
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    migrations = (*ASSISTANT_MIGRATIONS, *CONVERSATION_MIGRATIONS)
    opened = Database(home.studio_db, migrations, home.backups_dir)
    yield opened
    opened.close()


@pytest.fixture
def store(database: Database) -> ConversationStore:
    return ConversationStore(database)


@pytest.fixture
def conversation_id(database: Database, store: ConversationStore) -> str:
    return store.create(AssistantStore(database).create(Assistant(name="Tutor")).id).id


def say(store: ConversationStore, conversation_id: str, text: str, **where: str) -> Message:
    return store.add_user_message(conversation_id, text, **where)


def answer(store: ConversationStore, asked: Message, text: str) -> Message:
    made = store.begin_answer(asked.conversation_id, asked.id)
    store.finish_answer(made.id, text, MessageState.COMPLETE, {}, None)
    return made


def shown(store: ConversationStore, conversation_id: str) -> list[str]:
    return [message.text for message in store.messages(conversation_id)]


def test_an_edited_question_begins_a_branch_where_the_first_one_stands(
    store: ConversationStore, conversation_id: str
) -> None:
    first = say(store, conversation_id, "How far?")
    answer(store, first, "Far.")
    second = say(store, conversation_id, "How high?")
    answer(store, second, "High.")
    say(store, conversation_id, "How deep?", beside=second.id)
    assert shown(store, conversation_id) == ["How far?", "Far.", "How deep?"]
    assert store.message(second.id).text == "How high?"


def test_the_very_first_message_can_be_edited_too(
    store: ConversationStore, conversation_id: str
) -> None:
    first = say(store, conversation_id, "How far?")
    other = say(store, conversation_id, "How near?", beside=first.id)
    assert shown(store, conversation_id) == ["How near?"]
    assert store.branches.siblings(other.id) == (first.id, other.id)


def test_coming_back_to_a_branch_shows_it_as_it_was_left(
    store: ConversationStore, conversation_id: str
) -> None:
    asked = say(store, conversation_id, "How far?")
    one = answer(store, asked, "One mile.")
    follow = say(store, conversation_id, "And then?")
    answer(store, follow, "Left.")
    left_at = answer(store, follow, "Right.")
    two = answer(store, asked, "Two miles.")
    assert shown(store, conversation_id) == ["How far?", "Two miles."]
    assert store.branches.choose(one.id) == left_at.id
    assert shown(store, conversation_id) == ["How far?", "One mile.", "And then?", "Right."]
    assert store.branches.step(one.id, 1) == two.id
    assert shown(store, conversation_id) == ["How far?", "Two miles."]
    assert store.branches.step(two.id, 1) == two.id


def test_an_older_branch_is_left_where_the_person_went_not_at_its_newest(
    store: ConversationStore, conversation_id: str
) -> None:
    asked = say(store, conversation_id, "How far?")
    first = answer(store, asked, "One.")
    answer(store, asked, "Two.")
    store.branches.choose(first.id)
    other = say(store, conversation_id, "Elsewhere?", beside=asked.id)
    store.branches.choose(asked.id)
    assert shown(store, conversation_id) == ["How far?", "One."]
    store.branches.choose(other.id)
    assert shown(store, conversation_id) == ["Elsewhere?"]


def test_places_are_counted_for_many_messages_at_once(
    store: ConversationStore, conversation_id: str
) -> None:
    asked = say(store, conversation_id, "How far?")
    first, second = answer(store, asked, "One."), answer(store, asked, "Two.")
    assert store.branches.places([asked.id, first.id, second.id, "unknown"]) == {
        asked.id: BranchPlace(1, 1),
        first.id: BranchPlace(1, 2),
        second.id: BranchPlace(2, 2),
    }


def test_a_branch_of_a_conversation_that_is_gone_is_a_sentence(store: ConversationStore) -> None:
    with pytest.raises(NotFound, match="not here any more"):
        store.branches.choose("nobody")
    with pytest.raises(NotFound, match="not here any more"):
        store.branches.siblings("nobody")


def test_what_was_written_before_there_were_branches_goes_on_with_the_newest(
    database: Database, store: ConversationStore, conversation_id: str
) -> None:
    asked = say(store, conversation_id, "How far?")
    answer(store, asked, "One.")
    newest = answer(store, asked, "Two.")
    with database.transaction() as connection:
        connection.execute("UPDATE messages SET shown_child_id = NULL")
    assert store.branches.choose(asked.id) == newest.id
