"""From a search and from an answer's source to the words in the document, in the real window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtTest import QTest

from assistant_studio.studio import Studio
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.asked_document import show_passage

READING_TIMEOUT_S = 240
QUERY = "core hours"


def _colors(image: QImage) -> set[str]:
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def _found(window: Any, beginning: str) -> list[str]:
    return [name for name in window.names() if name.startswith(beginning)]


def _type(window: Any, text: str) -> None:
    for letter in text:
        QTest.keyClick(window.window, letter)


@pytest.mark.timeout(600)
def test_a_search_is_tried_and_a_passage_opened_at_its_page(
    real_studio: Studio, open_window: Callable[[], Any]
) -> None:
    sample = real_studio.assistants.resolve("Acme Handbook")
    real_studio.install_starters()
    real_studio.knowledge.wait_until_indexed(sample.id)
    window = open_window()
    window.window.resize(1440, 900)
    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.currentAssistantId)
    app.editAssistant(sample.id)
    window.wait_for(lambda: window.has("Edit assistant"))
    tab = window.named("Knowledge", QAccessible.Role.PageTab)
    QAccessible.queryAccessibleInterface(tab).actionInterface().doAction("Press")
    window.wait_for(lambda: window.has("Try a search"))
    window.press("Try a search")
    window.wait_for(lambda: window.has("Search the files"))
    window.named("Search the files").forceActiveFocus()
    _type(window, QUERY)
    QTest.keyClick(window.window, Qt.Key.Key_Return)
    window.wait_for(lambda: _found(window, "Passage 1: Staff handbook.pdf"), READING_TIMEOUT_S)
    said = window.description(_found(window, "Passage 1: ")[0])
    assert "meaning + words" in said
    assert "Given to the model" in said
    assert "By words no. 1" in said
    assert any("would be answered from the files" in name for name in window.names())
    assert _found(window, "Passage 2: ")

    window.press(_found(window, "Open Staff handbook.pdf at Page ")[0])
    viewer = window.view_model("ViewerViewModel")
    window.wait_for(lambda: viewer.paged, READING_TIMEOUT_S)
    window.wait_for(lambda: _found(window, "Page 6 of 29, with the passage"))
    page = window.named("Page 6 of 29, with the passage")
    assert "Core hours are 10:00 to 15:00" in window.description("Page 6 of 29, with the passage")
    window.wait_for(lambda: page.property("picture"))
    paper = {"#ffffff"}
    window.wait_for(lambda: paper < _colors(window.grab()))

    # The keyboard alone: another page, find, the next place, and out again.
    QTest.keyClick(window.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    _type(window, "lunch break")
    window.wait_for(lambda: viewer.foundText.startswith("1 of "), READING_TIMEOUT_S)
    QTest.keyClick(window.window, Qt.Key.Key_Return)
    QTest.keyClick(window.window, Qt.Key.Key_Escape)
    window.wait_for(lambda: not viewer.shown)
    assert window.has("Search the files")

    # The same from an answer of the model: its source leads to the page.
    app.openAssistant(sample.id)
    chat = window.view_model("ChatViewModel")
    chat.send("Where is customer data stored?")
    window.wait_for(lambda: chat.busy, READING_TIMEOUT_S)
    window.wait_for(lambda: not chat.busy, READING_TIMEOUT_S)
    window.wait_for(lambda: _found(window, "Source 1: "))
    source = window.named(_found(window, "Source 1: ")[0])
    source.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    window.wait_for(lambda: _found(window, "Open Staff handbook.pdf at Page "))
    window.press(_found(window, "Open Staff handbook.pdf at Page ")[0])
    window.wait_for(lambda: viewer.paged, READING_TIMEOUT_S)
    window.wait_for(lambda: any("with the passage" in name for name in window.names()))


@pytest.mark.timeout(600)
def test_a_text_is_shown_at_its_line_and_what_is_gone_says_so(
    real_studio: Studio, open_window: Callable[[], Any]
) -> None:
    sample = real_studio.assistants.resolve("Acme Handbook")
    real_studio.install_starters()
    real_studio.knowledge.wait_until_indexed(sample.id)
    window = open_window()
    viewer = window.view_model("ViewerViewModel")
    found = real_studio.knowledge.search(sample.id, "refund annual plan", 20, 20000).passages
    passage = next(p for p in found if p.document == "Billing FAQ.md")
    show_passage(passage)
    window.wait_for(lambda: window.has("Close the document") and not viewer.busy)
    first_line = passage.text.strip().splitlines()[0]
    window.wait_for(lambda: window.has(first_line), READING_TIMEOUT_S)
    assert window.description(first_line) == "in the passage"
    window.press("Close the document")
    window.wait_for(lambda: not window.has("Close the document"))

    real_studio.knowledge.remove(passage.document_id)
    services.changes().documentsChanged.emit(sample.id)
    show_passage(passage)
    window.wait_for(
        lambda: any("is not among the files any more" in name for name in window.names())
    )
    assert window.has(first_line)
