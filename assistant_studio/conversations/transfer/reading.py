"""Reads files of conversations: our own JSON, and what ChatGPT exports. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.message import MessageState, Role
from assistant_studio.conversations.titles import clean_title
from assistant_studio.conversations.transfer import chatgpt
from assistant_studio.conversations.transfer.as_json import FORMAT, VERSION
from assistant_studio.conversations.transfer.checking import checked_details
from assistant_studio.conversations.transfer.incoming import (
    MAX_MESSAGES,
    MAX_PROMPT_CHARS,
    MAX_TEXT_CHARS,
    ReadConversation,
    ReadMessage,
    UnreadableExport,
    damaged,
    moment,
)
from assistant_studio.conversations.transfer.json_items import NotJson, items
from assistant_studio.conversations.transfer.reading_attached import read_attachments
from assistant_studio.language import _, whole_number

MAX_FILE_BYTES = 200 << 20
MAX_CONVERSATIONS = 50_000


def read_file(path: Path, token: CancelToken | None = None) -> Iterator[ReadConversation]:
    """The conversations of a file, one after the other.

    Raises:
        UnreadableExport: With what is wrong and what to do; perhaps after some were given.
        Cancelled: `token` was set.
    """
    text = _text_of(path)
    count = 0
    try:
        for head, item in items(text, "conversations"):
            if token is not None:
                token.check()
            count += 1
            if count > MAX_CONVERSATIONS:
                raise UnreadableExport(
                    _("There are more than {most} conversations in it.", most=MAX_CONVERSATIONS),
                    _("Take them in as several files."),
                )
            if count == 1 and head:
                _check_head(head, path)
            found = chatgpt.read(item) if not head and chatgpt.is_one(item) else _read(item, count)
            if found is not None:
                yield found
    except NotJson as error:
        raise _not_ours(path) from error


def _text_of(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadableExport(
                _(
                    "“{name}” is larger than {most} MB, the most that can be taken in at once.",
                    name=path.name,
                    most=whole_number(MAX_FILE_BYTES >> 20),
                ),
                _("Export fewer conversations at a time."),
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_ours(path) from error
    except OSError as error:
        raise UnreadableExport(
            _("The file “{name}” cannot be read.", name=path.name),
            _("Check that it is there and that you may read it."),
        ) from error


def _check_head(head: dict[str, Any], path: Path) -> None:
    if head.get("format") != FORMAT:
        raise _not_ours(path)
    version = head.get("version")
    if not isinstance(version, int) or version > VERSION:
        raise UnreadableExport(
            _("“{name}” was written by a newer version of Assistant Studio.", name=path.name),
            _("Install the newer version and take it in there."),
        )


def _not_ours(path: Path) -> UnreadableExport:
    return UnreadableExport(
        _("“{name}” holds no conversations that can be taken in.", name=path.name),
        _(
            "Choose a JSON file that Assistant Studio has exported, or the conversations.json of a "
            "ChatGPT export; of a zip file, unpack it first."
        ),
    )


def _read(item: Any, number: int) -> ReadConversation:
    """One conversation in our own format."""
    if not isinstance(item, dict) or not isinstance(item.get("messages"), list):
        raise damaged(number)
    if len(item["messages"]) > MAX_MESSAGES:
        raise damaged(number)
    messages = tuple(_message(message, number) for message in item["messages"])
    seen: set[str] = set()
    for message in messages:
        if message.id in seen or (message.parent_id is not None and message.parent_id not in seen):
            raise damaged(number)
        seen.add(message.id)
    leaf, origin = item.get("leaf"), item.get("id")
    if not isinstance(leaf, str) or leaf not in seen or not isinstance(origin, str):
        raise damaged(number)
    return ReadConversation(
        origin=_short(origin),
        title=clean_title(_text(item.get("title"), number)),
        titled_by_person=item.get("titled_by_person") is not False,
        created_at=moment(item.get("created_at"), number),
        changed_at=moment(item.get("changed_at"), number),
        pinned=item.get("pinned") is True,
        archived=item.get("archived") is True,
        leaf_id=leaf,
        messages=messages,
    )


def _message(item: Any, number: int) -> ReadMessage:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        raise damaged(number)
    parent = item.get("parent")
    if parent is not None and not isinstance(parent, str):
        raise damaged(number)
    try:
        role, state = Role(str(item.get("role"))), MessageState(str(item.get("state")))
    except ValueError as error:
        raise damaged(number) from error
    text = _text(item.get("text"), number)
    return ReadMessage(
        id=item["id"],
        parent_id=parent,
        role=role,
        text=text,
        # Nothing is being written in a file.
        state=MessageState.STOPPED if state is MessageState.STREAMING else state,
        details=checked_details(item.get("details"), text) if role is Role.ASSISTANT else {},
        created_at=moment(item.get("created_at"), number),
        attachments=read_attachments(item.get("attachments"), number),
        prompt=_prompt(item.get("prompt")) if role is Role.ASSISTANT else None,
    )


def _prompt(value: Any) -> str | None:
    if not isinstance(value, str) or len(value) > MAX_PROMPT_CHARS:
        return None
    return value.encode("utf-8", "replace").decode()


def _text(value: Any, number: int) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT_CHARS:
        raise damaged(number)
    # Halves of characters, which JSON can write and no database can hold.
    return value.encode("utf-8", "replace").decode()


def _short(text: str) -> str:
    return text[:200].encode("utf-8", "replace").decode()
