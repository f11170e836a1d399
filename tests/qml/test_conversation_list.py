"""The sidebar's conversations: pinned, archived, deleted, brought back; ten thousand of them."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QMetaObject, Qt
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.undoing import undo_offer

TITLE = "Refunds for annual plans"


@pytest.fixture
def window(studio: Any, open_window: Callable[[], Any]) -> Any:
    assistant_id = studio.with_sample()
    opened = open_window()
    opened.assistant_id = assistant_id
    opened.window.requestActivate()
    opened.wait_for(opened.window.isActive)
    return opened


def press(window: Any, keys: str) -> None:
    QTest.keySequence(window.window, QKeySequence(keys))


def focus(window: Any, name: str) -> None:
    row = window.named(name, QAccessible.Role.ListItem)
    row.forceActiveFocus(Qt.FocusReason.TabFocusReason)


def choose(window: Any, title: str, action: str) -> None:
    """Open a conversation's menu by the keyboard and press one of its lines."""
    focus(window, title)
    press(window, "Menu")
    window.wait_for(lambda: window.has(action))
    window.press(action)


def titles(window: Any, name: str = "Conversations") -> list[str]:
    rows = [
        item
        for item in window.items()
        if QAccessible.queryAccessibleInterface(item).role() == QAccessible.Role.ListItem
    ]
    inside = window.named(name, QAccessible.Role.List)
    found = [row for row in rows if within(row, inside)]
    found.sort(key=lambda row: row.mapToScene(row.position()).y())
    return [QAccessible.queryAccessibleInterface(r).text(QAccessible.Text.Name) for r in found]


def within(item: QQuickItem, parent: QQuickItem) -> bool:
    at: QQuickItem | None = item
    while at is not None and at is not parent:
        at = at.parentItem()
    return at is parent


def test_a_pinned_conversation_stands_first_under_its_heading(window: Any, studio: Any) -> None:
    assert titles(window) == [TITLE, "Expense limits 2026"]
    choose(window, "Expense limits 2026", "Pin")

    window.wait_for(lambda: titles(window) == ["Expense limits 2026", TITLE])
    assert window.has("Pinned")
    assert window.has("Today")
    choose(window, "Expense limits 2026", "Unpin")
    window.wait_for(lambda: titles(window) == [TITLE, "Expense limits 2026"])
    window.wait_for(lambda: not window.has("Today"))


def test_a_deleted_conversation_comes_back_by_undo(window: Any, studio: Any) -> None:
    window.press(TITLE)
    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.currentConversationId != "")
    focus(window, TITLE)
    press(window, "Delete")

    window.wait_for(lambda: window.has(f"Deleted “{TITLE}”."))
    assert titles(window) == ["Expense limits 2026"]
    assert app.currentConversationId == ""
    window.press("Undo")
    window.wait_for(lambda: TITLE in titles(window))
    assert not window.has(f"Deleted “{TITLE}”.")


def test_ctrl_z_brings_it_back_too(window: Any) -> None:
    focus(window, TITLE)
    press(window, "Delete")
    window.wait_for(lambda: window.has("Undo"))
    focus(window, "Expense limits 2026")
    press(window, "Ctrl+Z")

    window.wait_for(lambda: TITLE in titles(window))


def test_ctrl_z_brings_it_back_from_the_composer_too(window: Any) -> None:
    choose(window, "Expense limits 2026", "Delete")
    window.wait_for(lambda: "Expense limits 2026" not in titles(window))
    window.press(TITLE)
    window.wait_for(lambda: accessible(window.window.activeFocusItem()) == "Your message")
    # What was typed is undone first.
    QTest.keyClick(window.window, "x")
    press(window, "Ctrl+Z")
    assert window.named("Your message").property("text") == ""
    assert "Expense limits 2026" not in titles(window)
    press(window, "Ctrl+Z")

    window.wait_for(lambda: "Expense limits 2026" in titles(window))


def accessible(item: QQuickItem) -> str:
    return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name)


def test_with_whom_there_is_no_conversation_yet(window: Any, studio: Any) -> None:
    other = studio.assistants.create(Assistant(name="Recipe <b>helper</b>"))
    services.changes().assistantsChanged.emit()
    window.view_model("AppViewModel").openAssistant(other.id)

    window.wait_for(lambda: window.has("No conversations with Recipe <b>helper</b> yet."))


def test_an_archived_conversation_waits_on_its_own_page(window: Any) -> None:
    assert not window.has("Archived")
    choose(window, TITLE, "Archive")
    window.wait_for(lambda: TITLE not in titles(window))
    undo_offer().withdraw()
    window.press("Archived")

    window.wait_for(lambda: window.has("Archived conversations"))
    assert titles(window, "Archived") == [TITLE]
    window.press(f"Bring back {TITLE}")
    window.wait_for(lambda: TITLE in titles(window))
    window.wait_for(lambda: window.has("Nothing is archived"))


def test_what_was_just_deleted_is_found_again_when_the_offer_is_over(window: Any) -> None:
    focus(window, TITLE)
    press(window, "Delete")
    window.wait_for(lambda: window.has("Undo"))
    window.press("Close")
    window.wait_for(lambda: not window.has("Undo"))
    window.press("Archived")
    window.wait_for(lambda: window.has("Just deleted"))

    focus(window, TITLE)
    press(window, "Return")
    window.wait_for(lambda: TITLE in titles(window))


def test_an_archived_conversation_opens_from_its_page_and_is_deleted_there(window: Any) -> None:
    for title in (TITLE, "Expense limits 2026"):
        choose(window, title, "Archive")
        window.wait_for(lambda title=title: title not in titles(window))
    window.press("Archived")
    window.wait_for(lambda: window.has("Archived conversations"))
    window.press("Delete Expense limits 2026")
    window.wait_for(lambda: titles(window, "Archived") == [TITLE])
    window.press(TITLE)

    app = window.view_model("AppViewModel")
    window.wait_for(lambda: app.page == "chat" and app.currentConversationId != "")


def test_titles_with_emoji_and_right_to_left_are_kept_and_found(window: Any) -> None:
    focus(window, TITLE)
    press(window, "F2")
    window.wait_for(lambda: window.has("Title of the conversation"))
    field = window.named("Title of the conversation")
    field.setProperty("text", "החזרים 👩‍👩‍👧 refunds")
    press(window, "Return")

    window.wait_for(lambda: "החזרים 👩‍👩‍👧 refunds" in titles(window))


COUNT = 10_000


def test_ten_thousand_conversations_open_and_scroll(
    studio: Any, open_window: Callable[[], Any]
) -> None:
    assistant_id = studio.with_sample()
    with studio.database.transaction() as connection:
        for place in range(COUNT):
            key, message = uuid.uuid4().hex, uuid.uuid4().hex
            when = (
                f"2026-{1 + place % 10:02d}-{1 + place % 28:02d}T{place % 24:02d}:00:00.000+00:00"
            )
            connection.execute(
                "INSERT INTO conversations (id, assistant_id, title, leaf_id, created_at,"
                " changed_at) VALUES (?, ?, ?, ?, ?, ?)",
                (key, assistant_id, f"Conversation {place}", message, when, when),
            )
    opened = open_window()
    shown = opened.named("Conversations", QAccessible.Role.List)
    rows = shown.property("model")
    assert 0 < rows.count <= 200
    # Only what is near the view exists.
    assert len(shown.property("contentItem").childItems()) < 120

    taken = []
    while rows.count < 1500:
        before, began = rows.count, time.perf_counter()
        QMetaObject.invokeMethod(shown, "positionViewAtEnd")
        opened.wait_for(lambda before=before: rows.count > before)
        opened.grab()
        taken.append(time.perf_counter() - began)
    assert len(shown.property("contentItem").childItems()) < 120
    # Far below what reading or drawing the whole list at once takes; a busy machine is forgiven.
    assert sorted(taken)[len(taken) // 2] < 1.0
