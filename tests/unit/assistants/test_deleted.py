"""Deleted assistants: out of sight, back with everything, gone for good only when it is time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.deleted import KEPT_DAYS, DeletedAssistants
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.conversations.store import CONVERSATION_MIGRATIONS, ConversationStore
from assistant_studio.errors import NotFound
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database


@pytest.fixture
def database(home: Home) -> Iterator[Database]:
    migrations = (*ASSISTANT_MIGRATIONS, *CONVERSATION_MIGRATIONS)
    made = Database(home.studio_db, migrations, home.backups_dir)
    yield made
    made.close()


def test_a_deleted_assistant_is_in_no_list_and_comes_back_with_its_conversations(
    database: Database,
) -> None:
    store, deleted = AssistantStore(database), DeletedAssistants(database)
    conversations = ConversationStore(database)
    assistant = store.create(Assistant(name="Cook"))
    conversation = conversations.create(assistant.id)
    conversations.add_user_message(conversation.id, "How long do eggs boil?")

    deleted.delete(assistant.id)

    assert store.list() == []
    assert conversations.list() == []
    assert conversations.list(assistant.id) == []
    with pytest.raises(NotFound):
        store.get(assistant.id)
    with pytest.raises(NotFound):
        store.resolve("Cook")
    assert [found.assistant for found in deleted.all()] == [assistant]

    deleted.undelete(assistant.id)

    assert store.list() == [assistant]
    assert [c.title for c in conversations.list()] == ["How long do eggs boil?"]
    assert deleted.all() == []


def test_deleting_twice_and_bringing_back_what_is_there_are_sentences(database: Database) -> None:
    store, deleted = AssistantStore(database), DeletedAssistants(database)
    assistant = store.create(Assistant(name="Cook"))
    with pytest.raises(NotFound, match="not here any more"):
        deleted.undelete(assistant.id)
    deleted.delete(assistant.id)
    with pytest.raises(NotFound, match="not here any more"):
        deleted.delete(assistant.id)


def test_an_assistant_that_is_not_deleted_cannot_be_erased(database: Database) -> None:
    store, deleted = AssistantStore(database), DeletedAssistants(database)
    assistant = store.create(Assistant(name="Cook"))
    deleted.erase(assistant.id)
    assert store.list() == [assistant]
    assert deleted.ownerless() == []


def test_only_what_was_deleted_long_ago_is_due(database: Database) -> None:
    store, deleted = AssistantStore(database), DeletedAssistants(database)
    old, new = (store.create(Assistant(name=name)) for name in ("Old", "New"))
    for assistant in (old, new):
        deleted.delete(assistant.id)
    long_ago = datetime.now(UTC) - timedelta(days=KEPT_DAYS, minutes=1)
    with database.transaction() as connection:
        connection.execute(
            "UPDATE assistants SET deleted_at = ? WHERE id = ?",
            (long_ago.isoformat(timespec="milliseconds"), old.id),
        )
    assert deleted.expired() == [old.id]


def test_when_each_assistant_was_last_talked_to(database: Database) -> None:
    store, conversations = AssistantStore(database), ConversationStore(database)
    used, unused = (store.create(Assistant(name=name)) for name in ("Used", "Unused"))
    conversation = conversations.create(used.id)
    message = conversations.add_user_message(conversation.id, "Hello")
    assert conversations.last_used() == {used.id: message.created_at}
    assert unused.id not in conversations.last_used()
