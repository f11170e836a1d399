"""What the mouse does: menus where the pointer is, and tool tips that give way to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

CONVERSATION = "Refunds for annual plans"
RIGHT = Qt.MouseButton.RightButton


@pytest.fixture
def window(studio: Any, open_window: Callable[[], Any]) -> Any:
    studio.with_sample()
    opened = open_window()
    opened.window.requestActivate()
    opened.wait_for(opened.window.isActive)
    return opened


def middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


def menu_at(window: Any, line: str) -> QPointF:
    """Where the menu with this line begins."""
    window.wait_for(lambda: window.has(line))
    item = window.named(line)
    return item.mapToScene(QPointF(0, 0))


@pytest.mark.parametrize("name", [CONVERSATION, "Acme Handbook"])
def test_the_right_button_opens_a_rows_menu_where_the_pointer_is(window: Any, name: str) -> None:
    row = window.named(name, QAccessible.Role.ListItem)
    window.click(name, QAccessible.Role.ListItem, RIGHT)
    at = menu_at(window, "Rename" if name == CONVERSATION else "Rename…")
    pointer = middle(row)
    assert abs(at.x() - pointer.x()) < 30
    assert 0 < at.y() - pointer.y() < 60


def test_the_right_button_opens_a_cards_menu_where_the_pointer_is(window: Any) -> None:
    window.press("Library")
    window.wait_for(lambda: window.has("All assistants"))
    window.click("Acme Handbook", QAccessible.Role.ListItem, RIGHT)
    at = menu_at(window, "Rename…")
    card = window.named("Acme Handbook", QAccessible.Role.ListItem)
    assert abs(at.x() - middle(card).x()) < 30


def test_a_tip_gives_way_to_the_menu_that_its_button_opens(window: Any) -> None:
    window.wait_for(lambda: any(name.startswith("Colours: ") for name in window.names()))
    (name,) = (name for name in window.names() if name.startswith("Colours: "))
    button = window.named(name)
    QTest.mouseMove(window.window, middle(button).toPoint())
    window.wait_for(lambda: button.property("tipShown"))
    window.click(name)
    window.wait_for(lambda: window.has("Dark"))
    window.grab()
    assert not button.property("tipShown")

    # The next time the pointer comes, it is told again.
    QTest.keyClick(window.window, Qt.Key.Key_Escape)
    window.wait_for(lambda: not window.has("Dark"))
    QTest.mouseMove(window.window, QPoint(5, 5))
    window.wait_for(lambda: not button.property("hovered"))
    QTest.mouseMove(window.window, middle(button).toPoint())
    window.wait_for(lambda: button.property("tipShown"))
