"""A conversation as a file has it, before it is taken in; limits, and what is wrong in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from assistant_studio.conversations.message import MessageState, Role
from assistant_studio.conversations.transfer.attached import WholeAttachment
from assistant_studio.errors import UsageError
from assistant_studio.language import _

MAX_MESSAGES = 50_000
MAX_TEXT_CHARS = 1_000_000
MAX_PROMPT_CHARS = 4_000_000


class UnreadableExport(UsageError):
    """A file of conversations that cannot be taken in; nothing of it was."""


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A message as a file has it; `id` and `parent_id` are the file's own.

    Attributes:
        attachments: What came with it: `WholeAttachment`s.
        prompt: What the model saw, of an answer; None where that is unknown.
    """

    id: str
    parent_id: str | None
    role: Role
    text: str
    state: MessageState
    details: dict[str, Any]
    created_at: str
    attachments: tuple[WholeAttachment, ...] = ()
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class ReadConversation:
    """A conversation as a file has it, each message after the one it answers."""

    origin: str
    title: str
    titled_by_person: bool
    created_at: str
    changed_at: str
    pinned: bool
    archived: bool
    leaf_id: str
    messages: tuple[ReadMessage, ...]


def moment(value: Any, number: int) -> str:
    """A time as the database keeps it, from ISO 8601 text or seconds since 1970."""
    try:
        if isinstance(value, str):
            found = datetime.fromisoformat(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found = datetime.fromtimestamp(value, UTC)
        else:
            raise damaged(number)
        if found.tzinfo is None:
            found = found.replace(tzinfo=UTC)
        return found.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError, OSError) as error:
        raise damaged(number) from error


def damaged(number: int) -> UnreadableExport:
    """The error for a conversation that is not as it should be."""
    return UnreadableExport(
        _("Conversation {number} in the file is damaged, so nothing was taken in.", number=number),
        _("Export it again and choose the new file."),
    )
