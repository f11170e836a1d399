"""The first five minutes with everything real: the sample assistant, its files, the model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible

from assistant_studio.knowledge.document import DocumentState
from assistant_studio.studio import Studio

# The embedder is exported once for a data folder, and two busy processors are slow.
READING_TIMEOUT_S = 240
ANSWER_TIMEOUT_S = 180
QUESTION = "How large is my training budget?"


def states(studio: Studio, assistant_id: str) -> set[DocumentState]:
    return {document.state for document in studio.knowledge.documents(assistant_id)}


def descriptions(window: Any) -> list[tuple[str, str]]:
    found = (QAccessible.queryAccessibleInterface(item) for item in window.items())
    return [
        (i.text(QAccessible.Text.Name), i.text(QAccessible.Text.Description))
        for i in found
        if i is not None
    ]


@pytest.mark.timeout(600)
def test_a_starter_is_answered_from_the_files_with_their_page(
    real_studio: Studio, open_window: Callable[[], Any], tmp_path: Path
) -> None:
    window = open_window()
    # Wide enough for the sources to stand beside the answer.
    window.window.resize(1440, 900)
    window.wait_for(lambda: window.has(QUESTION))
    app = window.view_model("AppViewModel")
    sample = app.currentAssistantId

    # Its files come by themselves, and say how far they are.
    window.wait_for(lambda: states(real_studio, sample) == {DocumentState.READY}, READING_TIMEOUT_S)

    window.press(QUESTION)
    chat = window.view_model("ChatViewModel")
    window.wait_for(lambda: chat.busy)
    window.wait_for(lambda: not chat.busy, ANSWER_TIMEOUT_S)

    spoken = descriptions(window)
    assert any(name.startswith("Answer: ") for name, _ in spoken)
    assert any("Staff handbook.pdf" in name and "Page 16" in name for name, _ in spoken)
    assert any(name == QUESTION for name, _ in spoken)

    # A file of one's own.
    notes = tmp_path / "Coffee.md"
    notes.write_text("# Coffee\n\nThe coffee machine is cleaned on Fridays.", encoding="utf-8")
    window.view_model("KnowledgeViewModel").add([QUrl.fromLocalFile(str(notes))])
    window.wait_for(
        lambda: "Coffee.md" in {d.name for d in real_studio.knowledge.documents(sample)}
    )
    window.wait_for(lambda: states(real_studio, sample) == {DocumentState.READY}, READING_TIMEOUT_S)
    knowledge = window.view_model("KnowledgeViewModel")
    window.wait_for(lambda: not knowledge.busy and knowledge.count == 5)

    workers = psutil.Process().children(recursive=True)
    assert workers
    window.window.close()
    real_studio.close()
    assert psutil.wait_procs(workers, timeout=10)[1] == []
