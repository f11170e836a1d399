"""Exporting and importing conversations from the window: what is said, and what is there after."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

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
    there = f"In the folder {tmp_path}"
    window.wait_for(lambda: window.has(f"Exported to “talk.md”. {there}"))
    assert talk.title in out.read_text(encoding="utf-8")

    window.transfer.exportAll(window.assistant_id, QUrl.fromLocalFile(str(everything)))
    window.wait_for(lambda: window.has(f"Exported 2 conversations to “all.json”. {there}"))
    studio.conversations.delete(talk.id)
    window.transfer.importFile(window.assistant_id, QUrl.fromLocalFile(str(everything)))
    window.wait_for(lambda: window.has("Took in 1 conversation; 1 were here already."))
    window.wait_for(lambda: window.has(talk.title))
    window.press("Close this message")
    window.wait_for(lambda: not window.has("Took in 1 conversation; 1 were here already."))


class Opened(QObject):
    """Takes the place of the program that shows folders."""

    def __init__(self) -> None:
        super().__init__()
        self.folders: list[str] = []

    @Slot("QUrl")
    def open(self, url: QUrl) -> None:
        self.folders.append(url.toLocalFile())


def test_an_export_is_shown_in_its_folder_and_not_for_ever(
    window: Any, studio: Any, tmp_path: Path
) -> None:
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "open")
    talk = studio.listing.page()[0]
    window.transfer.exportConversation(talk.id, QUrl.fromLocalFile(str(tmp_path / "talk.md")))
    window.wait_for(lambda: window.has("Show"))
    window.press("Show")
    window.wait_for(lambda: opened.folders == [str(tmp_path)])
    QDesktopServices.unsetUrlHandler("file")

    assert window.transfer._ending.isActive()
    window.transfer._ending.start(0)
    window.wait_for(lambda: not window.has("Show"))
    assert window.transfer.text == ""


def test_the_title_is_proposed_as_the_files_name(window: Any, studio: Any) -> None:
    talk = studio.listing.page()[0]
    studio.listing.rename(talk.id, "Leave 1/2: how?")
    assert window.transfer.nameFor(talk.id) == "Leave 1 2 how"
    assert window.transfer.nameFor("gone") == "Conversation"
    assert window.transfer.nameForAll(window.assistant_id) == "Acme Handbook"


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
