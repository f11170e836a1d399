"""Whole ways through the window's shell, by the names that a screen reader would say."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtTest import QTest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.errors import DiskFull
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.viewmodels import services


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


def test_search_finds_assistants_and_conversations_by_title(window: Any) -> None:
    press(window, "Ctrl+K")
    type_text(window, "refund")

    window.wait_for(lambda: not window.has("Expense limits 2026"))
    assert window.has("Refunds for annual plans")
    press(window, "Escape")
    window.wait_for(lambda: window.has("Expense limits 2026"))


def test_search_that_finds_nothing_says_so(window: Any) -> None:
    press(window, "Ctrl+K")
    type_text(window, "zebra")

    window.wait_for(lambda: window.has("Nothing is called “zebra”."))


def test_enter_in_the_search_opens_what_it_found(window: Any) -> None:
    press(window, "Ctrl+K")
    type_text(window, "expense")
    window.wait_for(lambda: not window.has("Refunds for annual plans"))
    press(window, "Return")

    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.currentConversationId != "")
    conversation = services.studio().conversations.get(app.currentConversationId)
    assert conversation.title == "Expense limits 2026"


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


def test_a_conversation_is_deleted_after_a_yes(window: Any) -> None:
    window.press("Refunds for annual plans")
    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.currentConversationId != "")
    window.named("Refunds for annual plans").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    press(window, "Delete")
    window.wait_for(lambda: window.has("Delete “Refunds for annual plans”?"))
    window.press("Delete")

    window.wait_for(lambda: not window.has("Refunds for annual plans"))
    assert app.currentConversationId == ""
    assert len(services.studio().conversations.list()) == 1


def test_escape_is_a_no(window: Any) -> None:
    window.named("Refunds for annual plans").forceActiveFocus(Qt.FocusReason.TabFocusReason)
    press(window, "Delete")
    window.wait_for(lambda: window.has("Delete “Refunds for annual plans”?"))
    press(window, "Escape")

    window.wait_for(lambda: not window.has("Delete “Refunds for annual plans”?"))
    assert len(services.studio().conversations.list()) == 2


def test_a_new_assistant_is_made_in_the_form(window: Any, tmp_path: Path) -> None:
    notes = tmp_path / "Notes.md"
    notes.write_text("# Notes", encoding="utf-8")
    window.press("New assistant")
    window.wait_for(lambda: window.has("Make assistant"))
    type_text(window, "Contract Reader")
    draft = window.view_model("AssistantDraft")
    draft.instructions = "Quote each clause you rely on."
    draft.addStarter("When does the contract end?")
    draft.addFiles([QUrl.fromLocalFile(str(notes))])
    window.wait_for(lambda: window.has("6 words"))
    window.press("Make assistant")

    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.page == "chat" and app.currentAssistantId != window.assistant_id)
    made = services.studio().assistants.get(app.currentAssistantId)
    assert made.name == "Contract Reader"
    assert made.letter == "C"
    assert made.starters == ("When does the contract end?",)
    knowledge = services.studio().knowledge
    window.wait_for(lambda: [d.name for d in knowledge.documents(made.id)] == ["Notes.md"])
    window.wait_for(lambda: window.has("Contract Reader"))


def test_an_assistant_without_a_name_is_refused_beside_the_field(window: Any) -> None:
    window.press("New assistant")
    window.wait_for(lambda: window.has("Make assistant"))
    window.press("Make assistant")

    said = "An assistant needs a name. Type a name and save again."
    window.wait_for(lambda: window.has(said))
    type_text(window, "X")
    window.wait_for(lambda: not window.has(said))


def test_an_edit_is_the_next_version(window: Any) -> None:
    window.view_model("AppViewModel").editAssistant(window.assistant_id)
    window.wait_for(lambda: window.has("Edit Acme Handbook"))
    window.view_model("AssistantDraft").tagline = "Knows the handbook by heart"
    window.press("Save")

    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.page == "chat")
    kept = services.studio().assistants.get(window.assistant_id)
    assert (kept.version, kept.tagline) == (2, "Knows the handbook by heart")


def test_a_changed_form_is_not_left_without_a_question(window: Any) -> None:
    window.view_model("AppViewModel").editAssistant(window.assistant_id)
    window.wait_for(lambda: window.has("Edit Acme Handbook"))
    window.view_model("AssistantDraft").tagline = "Half done"
    press(window, "Escape")

    window.wait_for(lambda: window.has("Leave without saving?"))
    window.press("Discard")
    window.wait_for(lambda: window.view_model("AppViewModel").page == "chat")
    assert services.studio().assistants.get(window.assistant_id).version == 1


WAYS_OUT: dict[str, Callable[[Any], None]] = {
    "an assistant": lambda window: window.press("Acme Handbook"),
    "a conversation": lambda window: window.press("Refunds for annual plans"),
    "the library": lambda window: window.press("Library"),
    "the plus": lambda window: press_plus(window),
    "Ctrl+N": lambda window: press(window, "Ctrl+N"),
    "closing": lambda window: window.window.close(),
}


def press_plus(window: Any) -> None:
    plus = window.named("New assistant", QAccessible.Role.Button)
    interface = QAccessible.queryAccessibleInterface(plus)
    interface.actionInterface().doAction("Press")


def half_made(window: Any) -> Any:
    """Type a name into the form for a new assistant; gives its draft."""
    app = window.view_model("AppViewModel")
    app.newAssistant()
    window.wait_for(lambda: window.has("Make assistant"))
    type_text(window, "Half made")
    draft = window.view_model("AssistantDraft")
    window.wait_for(lambda: draft.name == "Half made")
    return draft


@pytest.mark.parametrize("way", WAYS_OUT)
def test_no_way_out_of_a_changed_form_loses_what_was_typed(window: Any, way: str) -> None:
    draft = half_made(window)
    app = window.view_model("AppViewModel")
    WAYS_OUT[way](window)
    window.wait_for(lambda: window.has("Leave without saving?"))
    window.press("Keep editing")

    window.wait_for(lambda: not window.has("Leave without saving?"))
    assert (app.page, draft.name) == ("form", "Half made")
    assert window.named("Name").property("text") == "Half made"
    assert window.window.isVisible()


def test_escape_keeps_the_form(window: Any) -> None:
    draft = half_made(window)
    window.press("Library")
    window.wait_for(lambda: window.has("Leave without saving?"))
    press(window, "Escape")

    window.wait_for(lambda: not window.has("Leave without saving?"))
    assert (window.view_model("AppViewModel").page, draft.name) == ("form", "Half made")


def test_a_search_result_asks_too(window: Any) -> None:
    half_made(window)
    press(window, "Ctrl+K")
    type_text(window, "expense")
    window.wait_for(lambda: not window.has("Refunds for annual plans"))
    press(window, "Return")

    window.wait_for(lambda: window.has("Leave without saving?"))


def test_after_discard_the_person_is_where_they_wanted_to_go(window: Any) -> None:
    half_made(window)
    app = window.view_model("AppViewModel")
    window.press("Refunds for annual plans")
    window.wait_for(lambda: window.has("Leave without saving?"))
    window.press("Discard")

    window.wait_for(lambda: app.page == "chat" and app.currentConversationId != "")
    window.press("Library")
    window.wait_for(lambda: app.page == "library")


def test_a_discarded_form_for_a_new_assistant_begins_empty_again(window: Any) -> None:
    draft = half_made(window)
    press_plus(window)
    window.wait_for(lambda: window.has("Leave without saving?"))
    window.press("Discard")

    window.wait_for(lambda: draft.name == "")
    assert window.view_model("AppViewModel").page == "form"
    assert window.named("Name").property("text") == ""


def test_the_window_closes_after_discard(window: Any) -> None:
    half_made(window)
    window.window.close()
    window.wait_for(lambda: window.has("Leave without saving?"))
    window.press("Discard")

    window.wait_for(lambda: not window.window.isVisible())


def test_what_was_typed_survives_a_conversation_that_is_deleted(window: Any) -> None:
    window.press("Refunds for annual plans")
    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.currentConversationId != "")
    draft = half_made(window)
    services.studio().conversations.delete(app.currentConversationId)
    services.changes().conversationsChanged.emit(window.assistant_id)

    window.wait_for(lambda: app.currentConversationId == "")
    assert (app.page, draft.name) == ("form", "Half made")


def test_a_save_that_fails_says_why_and_keeps_the_draft(
    window: Any, studio: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_assistant: object) -> None:
        raise DiskFull("The disk is full, so this could not be saved.", "Free some space.")

    monkeypatch.setattr(studio.assistants, "save", full)
    window.view_model("AppViewModel").editAssistant(window.assistant_id)
    window.wait_for(lambda: window.has("Edit Acme Handbook"))
    window.view_model("AssistantDraft").tagline = "Half done"
    window.press("Save")

    window.wait_for(
        lambda: window.has("The disk is full, so this could not be saved. Free some space.")
    )
    assert window.view_model("AssistantDraft").tagline == "Half done"


def test_an_assistant_is_deleted_after_a_yes(window: Any) -> None:
    window.press("Library")
    window.wait_for(lambda: window.has("Make an assistant"))
    card = window.named("Acme Handbook")
    card.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    press(window, "Delete")
    window.wait_for(lambda: window.has("Delete “Acme Handbook”?"))
    window.press("Delete")

    window.wait_for(lambda: not window.has("Acme Handbook"))
    assert services.studio().assistants.list() == []
    assert window.has("There is no assistant yet. Make one with the + above.")


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


def test_files_are_dropped_onto_the_conversation(
    window: Any, studio: Any, application: QGuiApplication
) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile("/somewhere/Notes.md")])
    where, copy, left = QPoint(400, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    application.sendEvent(window.window, QDragEnterEvent(where, copy, files, left, none))
    window.wait_for(lambda: window.has("Drop files to add them to the knowledge"))
    application.sendEvent(window.window, QDropEvent(where, copy, files, left, none))

    window.wait_for(lambda: not window.has("Drop files to add them to the knowledge"))
    window.wait_for(
        lambda: "Notes.md" in [d.name for d in studio.knowledge.documents(window.assistant_id)]
    )


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

    def visit() -> None:
        opened = open_window()
        app = opened.view_model("AppViewModel")
        app.openLibrary()
        opened.wait_for(lambda: opened.has("Make an assistant"))
        app.newAssistant()
        opened.wait_for(lambda: opened.has("Make assistant"))
        ours = [
            o
            for o in opened.window.findChildren(QObject)
            if type(o).__module__.startswith("assist")
        ]
        timers = opened.window.findChildren(QTimer)
        opened.window.close()
        shiboken6.delete(opened.engine)
        application.processEvents()
        assert not [o for o in (*ours, *timers) if shiboken6.isValid(o)]

    visit()
    gc.collect()
    after_first = len(application.children())
    visit()
    gc.collect()

    assert len(application.children()) == after_first
    assert threading.active_count() <= before + 8
