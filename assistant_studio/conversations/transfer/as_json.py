"""Conversations as JSON: everything, so that it can be read in again.

    {"format": "assistant-studio-conversations", "version": 1, "exported_at": …,
     "conversations": [{"id", "title", "titled_by_person", "assistant", "created_at", "changed_at",
       "pinned", "archived", "leaf",
       "messages": [{"id", "parent", "role", "text", "state", "created_at", "details", "prompt",
         "attachments": [{"name", "pasted", "size_bytes", "text", "sections"}]}]}]}

Messages are a tree by "parent" (null for a first one); "leaf" is the end of the branch that is
shown. "details" of an answer hold its sources with document and page, "prompt" what the model saw.
"attachments" stand only where something was attached: the text that was read, without the original
file; "sections" are [start, end, page, headings, place]. Fields may be added, none renamed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from assistant_studio.conversations.message import Message
from assistant_studio.conversations.transfer.gathering import WholeConversation
from assistant_studio.storage.database import utc_now

FORMAT = "assistant-studio-conversations"
VERSION = 1


def pieces(conversations: Iterable[WholeConversation]) -> Iterator[str]:
    """The file piece by piece, so that thousands of conversations need little memory."""
    head = {"format": FORMAT, "version": VERSION, "exported_at": utc_now()}
    yield json.dumps(head)[:-1] + ', "conversations": ['
    between = "\n"
    for conversation in conversations:
        yield between + json.dumps(as_data(conversation), ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def as_data(conversation: WholeConversation) -> dict[str, Any]:
    """One conversation as plain data."""
    return {
        "id": conversation.id,
        "title": conversation.title,
        "titled_by_person": conversation.titled_by_person,
        "assistant": conversation.assistant,
        "created_at": conversation.created_at,
        "changed_at": conversation.changed_at,
        "pinned": conversation.pinned,
        "archived": conversation.archived,
        "leaf": conversation.leaf_id,
        "messages": [_message(message, conversation) for message in conversation.messages],
    }


def _message(message: Message, conversation: WholeConversation) -> dict[str, Any]:
    attached = conversation.attachments.get(message.id, ())
    prompt = conversation.prompts.get(message.id)
    return {
        "id": message.id,
        "parent": message.parent_id,
        "role": message.role,
        "text": message.text,
        "state": message.state,
        "created_at": message.created_at,
        "details": message.details,
        **({"prompt": prompt} if prompt is not None else {}),
        **({"attachments": [each.as_data() for each in attached]} if attached else {}),
    }
