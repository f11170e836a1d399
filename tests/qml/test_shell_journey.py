"""Whole ways through the window's shell, by the names that a screen reader would say."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtTest import QTest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.conversations.attachments import AttachmentPlace
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.living import living

PICTURES = Path(os.environ.get("PICTURES", ".build/pictures"))


@pytest.fixture
def window(studio: Any, open_window: Callable[[], Any]) -> Any:
    assistant_id = studio.with_sample()
    opened = open_window()
    opened.assistant_id = assistant_id
    opened.window.requestActivate()
    opened.wait_for(opened.window.isActive)
    return opened


def type_text(window: Any, text: str) -> None:
    for letter in text:
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QGuiApplication.sendEvent(window.window, event)


def press(window: Any, keys: str) -> None:
    QTest.keySequence(window.window, QKeySequence(keys))


def test_the_first_start_opens_the_sample_assistant_in_chat(window: Any) -> None:
    app = window.view_model("AppViewModel")

    assert app.page == "chat"
    assert app.currentAssistantId == window.assistant_id
    assert window.has("How many days of leave do I have?")


def test_the_foot_says_that_the_model_is_ready(window: Any) -> None:
    window.wait_for(lambda: window.has("SmolLM2 135M ready"))
    services.changes().speedMeasured.emit(61.2)

    window.wait_for(lambda: window.has("SmolLM2 135M · 61 tokens/s"))
    assert window.has("Offline — nothing leaves this computer")


def test_the_foot_and_the_composer_agree_on_a_model_that_is_not_ready(
    window: Any, studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.wait_for(lambda: window.has("SmolLM2 135M ready"))
    go_on = threading.Event()
    warm = studio.answering.warm

    def slow(*arguments: Any) -> Any:
        go_on.wait(20)
        return warm(*arguments)

    monkeypatch.setattr(studio.answering, "warm", slow)
    other = studio.assistants.create(Assistant(name="Other"))
    app, chat = window.view_model("AppViewModel"), window.view_model("ChatViewModel")
    app.openAssistant(other.id)
    window.wait_for(lambda: chat.phase != "")
    while_it_loads = (app.modelState, app.modelStatus, chat.phase)
    go_on.set()

    assert while_it_loads[0] == "loading"
    assert while_it_loads[1] == while_it_loads[2]
    window.wait_for(lambda: chat.phase == "" and app.modelState == "ready")


def test_the_scroll_bar_of_the_sidebar_lies_beside_the_rows(window: Any, studio: Any) -> None:
    for place in range(20):
        studio.assistants.create(Assistant(name=f"Assistant {place}"))
    services.changes().assistantsChanged.emit()
    assistants = window.named("Assistants", QAccessible.Role.List)
    row = window.named("Acme Handbook", QAccessible.Role.ListItem)

    window.wait_for(lambda: assistants.property("barRoom") > 0)
    assert row.width() == assistants.width() - assistants.property("barRoom")


def test_the_assistant_that_is_talked_to_is_in_sight_in_a_small_window(
    window: Any, studio: Any
) -> None:
    made = [studio.assistants.create(Assistant(name=f"Assistant {n}")) for n in range(12)]
    services.changes().assistantsChanged.emit()
    window.window.resize(720, 480)
    for each in (made[0], made[11], made[5]):
        window.view_model("AppViewModel").openAssistant(each.id)
        window.wait_for(lambda each=each: in_sight(window, each.name))
    assert window.named("Assistants", QAccessible.Role.List).height() > 100
    settings = window.named("Settings")
    assert settings.mapToScene(QPointF(0, settings.height())).y() <= 480


def in_sight(window: Any, name: str) -> bool:
    window.grab()
    shown = window.named("Assistants", QAccessible.Role.List)
    made = shown.property("contentItem").childItems()
    rows = [row for row in made if row.property("name") == name and row.isVisible()]
    if not rows:
        return False
    top = rows[0].mapToItem(shown, QPointF(0, 0)).y()
    return bool(-1 <= top <= shown.height() - rows[0].height() + 1)


def accessible_name(item: Any) -> str:
    return str(QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name))


def test_size_and_place_are_kept_without_an_end(window: Any, studio: Any) -> None:
    window.grab()
    window.window.setGeometry(60, 50, 1100, 760)
    kept = studio.settings
    window.wait_for(lambda: (kept.current.window_width, kept.current.window_height) == (1100, 760))
    assert (kept.current.window_x, kept.current.window_y) == (60, 50)

    window.window.showMaximized()
    window.wait_for(lambda: kept.current.window_maximized)
    # What it goes back to is not what filled the screen.
    assert kept.current.window_width == 1100


def test_ctrl_n_begins_a_new_conversation(window: Any) -> None:
    window.press("Refunds for annual plans")
    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.currentConversationId != "")

    press(window, "Ctrl+N")

    window.wait_for(lambda: app.currentConversationId == "")


def test_a_conversation_is_renamed_by_the_keyboard(window: Any) -> None:
    window.named("Refunds for annual plans").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    press(window, "F2")
    window.wait_for(lambda: window.has("Title of the conversation"))
    type_text(window, "Refund rules")
    press(window, "Return")

    window.wait_for(lambda: window.has("Refund rules"))
    titles = [c.title for c in services.studio().conversations.list(window.assistant_id)]
    assert "Refund rules" in titles


def test_escape_leaves_the_title_as_it_was(window: Any) -> None:
    window.named("Refunds for annual plans").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    press(window, "F2")
    window.wait_for(lambda: window.has("Title of the conversation"))
    type_text(window, "Something else")
    press(window, "Escape")

    window.wait_for(lambda: not window.has("Title of the conversation"))
    assert window.has("Refunds for annual plans")


def test_documents_show_how_far_they_are(window: Any, studio: Any) -> None:
    window.view_model("AppViewModel").editAssistant(window.assistant_id)
    window.wait_for(lambda: window.has("Staff handbook.pdf"))
    knowledge = studio.knowledge
    added = knowledge.add(window.assistant_id, [Path("/x/Long.pdf")]).documents[0]
    services.changes().documentsChanged.emit(window.assistant_id)
    window.wait_for(lambda: window.has("Long.pdf"))

    knowledge.step(replace(added, state=DocumentState.EMBEDDING), done=30, total=120)
    rows = window.view_model("DocumentsModel")
    window.wait_for(
        lambda: "Preparing passage 30 of 120" in [row.state_text[:27] for row in rows.rows]
    )
    assert rows.rows[-1].progress == 0.25
    knowledge.step(replace(added, state=DocumentState.READY, passages=120))
    window.wait_for(lambda: rows.rows[-1].state_text == "120 passages")


def test_the_theme_is_chosen_and_kept(window: Any, studio: Any) -> None:
    light = window.grab().pixelColor(2, 2)
    window.press("Colours: as the system")
    window.wait_for(lambda: window.has("Dark"))
    window.press("Dark")

    window.wait_for(lambda: window.grab().pixelColor(2, 2).lightness() < 60)
    assert light.lightness() > 200
    assert str(studio.settings.current.theme) == "dark"


def dropped(window: Any, at: QPoint, path: Path) -> None:
    """Drag a file over the chat, see what is offered there, and let it go."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none, send = Qt.KeyboardModifier.NoModifier, QGuiApplication.sendEvent
    send(window.window, QDragEnterEvent(at, copy, files, left, none))
    send(window.window, QDragMoveEvent(at, copy, files, left, none))
    window.wait_for(lambda: window.has("For this conversation"))
    assert window.has("Into the knowledge of Acme Handbook")
    PICTURES.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(PICTURES / f"drop-at-{at.x()}.png"))
    send(window.window, QDropEvent(QPointF(at), copy, files, left, none))
    window.wait_for(lambda: not window.has("For this conversation"))


def test_a_dropped_file_is_for_the_conversation_or_for_the_knowledge(
    window: Any, studio: Any, tmp_path: Path
) -> None:
    note = tmp_path / "Notes.md"
    note.write_text("The stork stands on one leg.")
    known = [document.name for document in studio.knowledge.documents(window.assistant_id)]

    dropped(window, QPoint(400, 300), note)
    place = AttachmentPlace(window.assistant_id)
    attachments = studio.conversations.attachments
    window.wait_for(lambda: [each.name for each in attachments.waiting(place)] == ["Notes.md"])
    assert [d.name for d in studio.knowledge.documents(window.assistant_id)] == known

    dropped(window, QPoint(window.window.width() - 60, 300), note)
    window.wait_for(
        lambda: (
            [d.name for d in studio.knowledge.documents(window.assistant_id)]
            == [*known, "Notes.md"]
        )
    )
    assert len(attachments.waiting(place)) == 1


def test_the_window_comes_back_as_it_was_left(
    window: Any, studio: Any, open_window: Callable[[], Any]
) -> None:
    window.press("Refunds for annual plans")
    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.currentConversationId != "")
    left = app.currentConversationId
    window.window.resize(760, 640)
    window.wait_for(lambda: window.window.width() == 760)
    window.window.close()

    again = open_window()

    assert (again.window.width(), again.window.height()) == (760, 640)
    assert again.view_model("AppViewModel").currentConversationId == left


def test_another_start_brings_the_window_forward(window: Any) -> None:
    window.window.showMinimized()
    services.changes().windowCalled.emit(["/x/Some.assistant"])

    window.wait_for(lambda: window.window.visibility() == window.window.Visibility.Windowed)
    window.wait_for(lambda: any("Some.assistant" in name for name in names(window)))


def names(window: Any) -> list[str]:
    found = (QAccessible.queryAccessibleInterface(item) for item in window.items())
    return [i.text(QAccessible.Text.Name) for i in found if i is not None]


def test_nothing_is_left_after_the_window_is_closed(
    studio: Any, application: QGuiApplication, open_window: Callable[[], Any]
) -> None:
    studio.with_sample()
    before = threading.active_count()

    def is_ours(kind: type[QObject]) -> bool:
        return kind.__module__.startswith("assistant_studio.")

    def visit() -> None:
        lasting = living(is_ours)
        opened = open_window()
        app = opened.view_model("AppViewModel")
        app.openLibrary()
        opened.wait_for(lambda: opened.has("Start from a template"))
        app.newAssistant()
        opened.wait_for(lambda: opened.has("Make assistant"))
        ours = [o for o in living(is_ours) if o not in lasting]
        assert ours
        opened.window.close()
        shiboken6.delete(opened.engine)
        application.processEvents()
        assert not [o for o in ours if shiboken6.isValid(o)]

    visit()
    gc.collect()
    after_first = len(application.children())
    visit()
    gc.collect()

    assert len(application.children()) == after_first
    assert threading.active_count() <= before + 8
