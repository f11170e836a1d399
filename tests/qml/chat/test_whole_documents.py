"""Reading whole documents in the window: how far it is, how it is stopped, which way was taken."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from assistant_studio.answering.events import ReadingDocuments
from assistant_studio.answering.ways import WantedWay, Way, WayKind

HANDBOOK = ("handbook.pdf",)
WAY = Way(WayKind.SECTIONS, HANDBOOK, 17, 17, ("A note.",))
BEFORE = (
    ReadingDocuments(HANDBOOK, 0, 17, 140.0),
    ReadingDocuments(HANDBOOK, 3, 17, 118.0),
)
PHASE = "Reading all of handbook.pdf: part 4 of 17, about 2 minutes left…"
STOP = "Stop reading the document"


def held() -> tuple[threading.Event, Callable[[int, Any], None]]:
    go_on = threading.Event()

    def wait(_place: int, token: Any) -> None:
        while not token.cancelled and not go_on.wait(0.01):
            pass

    return go_on, wait


def test_long_reading_says_how_far_it_is_and_can_be_stopped(chat: Any) -> None:
    chat.open()
    go_on, wait = held()
    chat.script("What was read.", sources=(), wait=wait, before=BEFORE)
    chat.model.send("Summarise the handbook")
    chat.wait_for(lambda: chat.model.phase == PHASE)
    chat.settle()
    assert chat.window.has(STOP)
    assert chat.window.has(PHASE)
    (progress,) = chat.items("AnswerProgress")
    assert progress.property("value") == pytest.approx(3 / 17)
    # What was said beforehand stays as it was said.
    note = progress.property("note")
    assert "You can stop at any time" in note
    assert "about 2 minutes left" in note
    chat.window.press(STOP)
    chat.wait_for(lambda: not chat.model.busy)
    go_on.set()
    chat.settle()
    assert not chat.window.has(STOP)
    assert chat.model.messages.rows[-1].status == "stopped"


def test_ordinary_work_shows_neither_note_nor_button(chat: Any) -> None:
    chat.open()
    go_on, wait = held()
    chat.script("Thirty days.", wait=wait)
    chat.model.send("How long?")
    chat.wait_for(lambda: "Reading 690" in str(chat.model.phase))
    chat.settle()
    assert not chat.window.has(STOP)
    go_on.set()
    chat.wait_for(lambda: not chat.model.busy)


def test_the_way_stands_under_the_answer_and_the_other_is_one_click_away(chat: Any) -> None:
    chat.open()
    chat.script("It is about leave.", sources=(), way=WAY)
    chat.ask("Summarise the handbook")
    chat.settle()
    way = "Read all of handbook.pdf, in 17 parts."
    assert way in chat.texts()
    key = chat.model.messages.rows[-1].key
    assert str(chat.model.facts.promptNote(key)).startswith(way)
    assert way in chat.model.facts.factsOf(key)
    chat.script("From a search.")
    chat.window.press("Answer again from a search only")
    chat.wait_for(lambda: not chat.model.busy)
    chat.settle()
    assert chat.studio.answering.ways == [WantedWay.SEARCH]
    assert way not in chat.texts()
    chat.script("From all of it.", way=WAY)
    chat.window.press("Answer again from the whole document")
    chat.wait_for(lambda: not chat.model.busy)
    assert chat.studio.answering.ways == [WantedWay.SEARCH, WantedWay.WHOLE]


@pytest.mark.parametrize(
    ("way", "note"),
    [
        (Way(WayKind.LISTED, HANDBOOK, 1, 1), "rules went through all of it"),
        (Way(WayKind.WHOLE, HANDBOOK, 3, 3), "Read all of handbook.pdf."),
    ],
)
def test_what_the_model_saw_says_how_documents_were_read(
    chat: Any, way: Way, note: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat.open()
    chat.script("An answer.", sources=(), way=way)
    chat.ask("List all dates")
    if way.kind is WayKind.LISTED:
        monkeypatch.setattr(chat.studio.conversations, "prompt", lambda _key: None)
    assert note in chat.model.facts.promptNote(chat.model.messages.rows[-1].key)


def test_an_answer_without_files_offers_no_whole_document(chat: Any) -> None:
    chat.open()
    chat.script("Hello.", sources=())
    chat.ask("Hello!")
    chat.settle()
    assert not chat.window.has("Answer again from the whole document")
    assert not chat.window.has("Answer again from a search only")


@pytest.mark.parametrize(("theme", "width", "height"), [("light", 1440, 900), ("dark", 1024, 700)])
def test_pictures(chat: Any, tmp_path: Any, theme: str, width: int, height: int) -> None:
    chat.open(width, height, theme)
    chat.script("It is about **leave** at Acme.", way=WAY)
    chat.ask("What is the handbook about?")
    go_on, wait = held()
    chat.script("What was read.", sources=(), wait=wait, before=BEFORE)
    chat.model.send("Summarise the handbook")
    chat.wait_for(lambda: chat.model.phase == PHASE)
    chat.settle()
    image = chat.window.grab()
    assert not image.isNull()
    image.save(str(tmp_path / f"whole-{theme}.png"))
    (progress,) = chat.items("AnswerProgress")
    right = progress.mapToScene(progress.boundingRect().topRight()).x()
    assert right <= chat.window.window.width()
    go_on.set()
    chat.wait_for(lambda: not chat.model.busy)
