"""Notes of parts of documents, kept as they come and found again by what they were made from."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol

from assistant_studio.models.engine import ChatMessage


class Notebook(Protocol):
    """Where notes of one answer are kept."""

    def find(self, key: str) -> str | None:
        """A note that was made before from just the same."""
        ...

    def keep(self, key: str, text: str) -> None:
        """Keep a note."""
        ...


def note_key(model_sha256: str, messages: Sequence[ChatMessage]) -> str:
    """What a note is made from: the model, and every letter that it was given."""
    digest = hashlib.sha256(model_sha256.encode())
    for message in messages:
        digest.update(f"\0{message.role}\0{message.content}".encode())
    return digest.hexdigest()
