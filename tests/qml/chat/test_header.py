"""What the chat's header says of the files: how many there are, and that some could not be read."""

from __future__ import annotations

from typing import Any

from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.viewmodels import services


def _document(assistant_id: str, name: str, state: DocumentState, **fields: Any) -> Document:
    return Document(
        id=name,
        assistant_id=assistant_id,
        name=name,
        sha256="",
        size_bytes=1,
        source_path="",
        state=state,
        **fields,
    )


def test_a_file_that_could_not_be_read_is_told_where_one_asks(chat: Any) -> None:
    known = chat.studio.knowledge.by_assistant.setdefault(chat.assistant_id, [])
    known.append(_document(chat.assistant_id, "plan.md", DocumentState.READY, passages=2))
    chat.open()
    chat.wait_for(lambda: chat.window.has("Knowledge: 1 file"))
    error = {"kind": "damaged_document", "message": "It is damaged.", "hint": "Get it again."}
    known.append(_document(chat.assistant_id, "scan.pdf", DocumentState.FAILED, error=error))
    services.changes().documentsChanged.emit(chat.assistant_id)
    chat.wait_for(lambda: chat.window.has("Knowledge: 2 files, 1 not read"))
