"""Watching a folder in the real window, with the real service."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl

from assistant_studio.knowledge.document import DocumentState
from assistant_studio.studio import Studio

# The embedder is exported once for a data folder, and two busy processors are slow.
READING_TIMEOUT_S = 240


def _described(window: Any, name: str) -> str:
    return str(window.description(name)) if window.has(name) else ""


@pytest.mark.timeout(600)
def test_a_folder_is_watched_paused_resumed_and_stopped(
    real_studio: Studio, open_window: Callable[[], Any], tmp_path: Path
) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "coffee.md").write_text("The coffee machine is cleaned on Fridays.")
    (notes / "loop").symlink_to(notes)
    window = open_window()
    window.window.resize(1440, 900)
    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.currentAssistantId)
    sample = app.currentAssistantId

    def state(name: str) -> str:
        documents = real_studio.knowledge.documents(sample)
        return next((str(d.state) for d in documents if d.name == name), "")

    window.wait_for(lambda: any(name.startswith("Knowledge: ") for name in window.names()))
    window.press(next(name for name in window.names() if name.startswith("Knowledge: ")))
    window.wait_for(lambda: window.has("Watch a folder…"))
    window.view_model("WatchedFoldersViewModel").watch(QUrl.fromLocalFile(str(notes)))
    window.wait_for(lambda: "Watching" in _described(window, "notes"), READING_TIMEOUT_S)
    window.wait_for(lambda: state("notes/coffee.md") == DocumentState.READY, READING_TIMEOUT_S)
    window.wait_for(lambda: "1 file · looked at a moment ago" in _described(window, "notes"))
    assert str(notes) in _described(window, "notes")
    assert "“loop” is a link, and links are not followed." in _described(window, "notes")

    window.press("Pause watching notes")
    window.wait_for(lambda: "Paused" in _described(window, "notes"))
    (notes / "tea.md").write_text("Tea stands beside the window.")
    window.press("Go on watching notes")
    window.wait_for(lambda: "2 files" in _described(window, "notes"), READING_TIMEOUT_S)

    window.press("Stop watching notes")
    window.wait_for(lambda: window.has("Stop, remove its files"))
    window.press("Stop, remove its files")
    window.wait_for(lambda: _described(window, "notes") == "")
    window.wait_for(lambda: not state("notes/coffee.md"))
    window.view_model("WatchedFoldersViewModel").watch(QUrl.fromLocalFile(str(tmp_path / "none")))
    window.wait_for(lambda: any("There is no folder" in name for name in window.names()))
