"""Exporting and importing conversations from the window: what is said, and what is there after."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl

from assistant_studio.viewmodels.commands import command_list


@pytest.fixture
def window(studio: Any, open_window: Callable[[], Any]) -> Any:
    assistant_id = studio.with_sample()
    opened = open_window()
    opened.assistant_id = assistant_id
    opened.transfer = opened.view_model("TransferViewModel")
    yield opened
    opened.transfer = None
    studio.conversation_transfer.close()


def test_a_conversation_goes_out_and_comes_in(window: Any, studio: Any, tmp_path: Path) -> None:
    talk = studio.listing.page()[0]
    out, everything = tmp_path / "talk.md", tmp_path / "all.json"
    window.transfer.exportConversation(talk.id, QUrl.fromLocalFile(str(out)))
    window.wait_for(lambda: window.has("Exported to “talk.md”."))
    assert talk.title in out.read_text(encoding="utf-8")

    window.transfer.exportAll(window.assistant_id, QUrl.fromLocalFile(str(everything)))
    window.wait_for(lambda: window.has("Exported 2 conversations to “all.json”."))
    studio.conversations.delete(talk.id)
    window.transfer.importFile(window.assistant_id, QUrl.fromLocalFile(str(everything)))
    window.wait_for(lambda: window.has("Took in 1 conversation; 1 were here already."))
    window.wait_for(lambda: window.has(talk.title))
    window.press("Close this message")
    window.wait_for(lambda: not window.has("Took in 1 conversation; 1 were here already."))


def test_a_file_that_is_none_is_refused_in_a_sentence(
    window: Any, studio: Any, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"format": "x", "conversations": [1]}), encoding="utf-8")
    window.transfer.importFile(window.assistant_id, QUrl.fromLocalFile(str(bad)))

    window.wait_for(lambda: window.transfer.failed)
    assert window.transfer.text == "“bad.json” holds no conversations that can be taken in."
    assert len(studio.listing.page()) == 2


def test_the_palette_offers_export_only_in_a_conversation(window: Any) -> None:
    row = command_list().commands["conversation.export"].row

    assert row.title == "Export this conversation…"
    assert not row.usable
    assert command_list().commands["conversation.import"].row.usable
