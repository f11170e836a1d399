"""What a conversation and its messages are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """Who said it."""

    USER = "user"
    ASSISTANT = "assistant"


class MessageState(StrEnum):
    """How a message ended.

    An answer that was cut off by a crash is found as `STREAMING` at the next start and shown as
    stopped.
    """

    COMPLETE = "complete"
    STREAMING = "streaming"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Message:
    """One message; messages form a tree by `parent_id`.

    Attributes:
        id: Unique in this data folder.
        conversation_id: Where it belongs.
        parent_id: The message before it; None for the first.
        role: Who said it.
        text: Markdown.
        state: How it ended.
        details: Of an answer, as plain data: "sources", "sentences", "timings", "finish",
            "left_out", "error".
        created_at: ISO 8601, UTC.
    """

    id: str
    conversation_id: str
    parent_id: str | None
    role: Role
    text: str
    state: MessageState
    details: dict[str, Any]
    created_at: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with one assistant.

    Attributes:
        id: Unique in this data folder.
        assistant_id: Who it is with.
        title: Empty until the first message gives it one.
        leaf_id: The last message of the branch that is shown.
        created_at: ISO 8601, UTC.
        changed_at: ISO 8601, UTC.
    """

    id: str
    assistant_id: str
    title: str
    leaf_id: str | None
    created_at: str
    changed_at: str
