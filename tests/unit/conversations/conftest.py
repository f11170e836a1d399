"""A database with conversations in it, and ways to fill them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.conversations.listing import ConversationListing
from assistant_studio.conversations.message import Conversation, MessageState
from assistant_studio.conversations.search import ConversationSearch
from assistant_studio.conversations.store import CONVERSATION_MIGRATIONS, ConversationStore
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database

MIGRATIONS = (*ASSISTANT_MIGRATIONS, *CONVERSATION_MIGRATIONS)


@dataclass
class Shelves:
    """The stores of one data folder with one assistant in it.

    Attributes:
        assistant_id: The assistant.
    """

    database: Database
    assistants: AssistantStore = field(init=False)
    store: ConversationStore = field(init=False)
    listing: ConversationListing = field(init=False)
    search: ConversationSearch = field(init=False)
    assistant_id: str = field(init=False)

    def __post_init__(self) -> None:
        self.assistants = AssistantStore(self.database)
        self.store = ConversationStore(self.database)
        self.listing = ConversationListing(self.database)
        self.search = ConversationSearch(self.database)
        self.assistant_id = self.assistants.create(Assistant(name="Acme Handbook")).id

    def talk(self, *texts: str, assistant_id: str = "", details: Any = None) -> Conversation:
        """A conversation of these messages, the person's first."""
        conversation = self.store.create(assistant_id or self.assistant_id)
        asked = ""
        for place, text in enumerate(texts):
            if place % 2 == 0:
                asked = self.store.add_user_message(conversation.id, text).id
            else:
                answer = self.store.begin_answer(conversation.id, asked)
                self.store.finish_answer(
                    answer.id, text, MessageState.COMPLETE, details or {}, None
                )
        return self.store.get(conversation.id)

    def found(self, text: str, **options: Any) -> list[str]:
        """The titles of the conversations that a search finds."""
        return [hit.title.text for hit in self.search.find(text, **options)]


@pytest.fixture
def shelves(home: Home) -> Iterator[Shelves]:
    database = Database(home.studio_db, MIGRATIONS, home.backups_dir)
    yield Shelves(database)
    database.close()
