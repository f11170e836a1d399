"""Reads what came with messages from a file: every part checked, nothing of it believed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from assistant_studio.conversations.attaching import MAX_CHARS, MAX_WAITING
from assistant_studio.conversations.attachments import unpack_sections
from assistant_studio.conversations.transfer.attached import WholeAttachment
from assistant_studio.conversations.transfer.incoming import damaged
from assistant_studio.knowledge.document import Section

_MAX_NAME_CHARS = 255
_MAX_SECTIONS = 200_000
_Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
_SECTIONS: TypeAdapter[Any] = TypeAdapter(
    Annotated[
        list[
            tuple[
                _Count,
                _Count,
                _Count | None,
                list[Annotated[str, Field(max_length=2_000)]],
                Annotated[str, Field(max_length=10_000)] | None,
            ]
        ],
        Field(max_length=_MAX_SECTIONS),
    ]
)


def read_attachments(value: Any, number: int) -> tuple[WholeAttachment, ...]:
    """What a message in a file has attached.

    Args:
        value: As it stands in the file.
        number: Of the conversation, for the error.

    Raises:
        UnreadableExport: It is not as it should be.
    """
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > MAX_WAITING:
        raise damaged(number)
    return tuple(_read(item, number) for item in value)


def _read(item: Any, number: int) -> WholeAttachment:
    if not isinstance(item, dict):
        raise damaged(number)
    name, text, size = item.get("name"), item.get("text"), item.get("size_bytes")
    if not isinstance(name, str) or not isinstance(text, str) or len(text) > MAX_CHARS:
        raise damaged(number)
    name = " ".join(Path(_sound(name)).name.split())[:_MAX_NAME_CHARS]
    text = _sound(text)
    if name in ("", ".", ".."):
        raise damaged(number)
    ordinary = isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 1 << 50
    return WholeAttachment(
        name,
        item.get("pasted") is True,
        size if ordinary else len(text.encode()),  # type: ignore[arg-type]
        text,
        _checked_sections(item.get("sections"), text),
    )


def _checked_sections(value: Any, text: str) -> tuple[Section, ...]:
    """Where the parts of a text stand; one part without a place where that makes no sense."""
    whole = (Section(0, len(text)),)
    try:
        sections = unpack_sections(json.dumps(_SECTIONS.validate_python(value)))
    except (ValidationError, ValueError, TypeError, RecursionError):
        return whole
    at = 0
    for section in sections:
        if not at <= section.start <= section.end <= len(text):
            return whole
        at = section.end
    return sections or whole


def _sound(text: str) -> str:
    """Without halves of characters, which JSON can write and no database can hold."""
    return text.encode("utf-8", "replace").decode()
