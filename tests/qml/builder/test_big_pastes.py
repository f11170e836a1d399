"""Ten megabytes pasted into any field, by key or by menu: a sentence, and no change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest

TEN_MEGABYTES = 10 * 2**20
REFUSED = "What you pasted is 10,485,760 characters long and does not fit."
# The section in which each field stands, and what a fitting paste is.
FIELDS = (
    ("Profile", "Name"),
    ("Profile", "Tagline"),
    ("Profile", "Instructions"),
    ("Profile", "Greeting"),
    ("Profile", "A new starter"),
    ("Profile", "A question to the draft"),
    ("Starters", "Starter 1"),
)


@pytest.fixture
def clipboard() -> Iterator[Any]:
    found = QGuiApplication.clipboard()
    yield found
    found.clear()


def by_key(builder: Any, field: Any) -> None:
    field.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    builder.keys("Ctrl+V")


def by_menu(builder: Any, field: Any) -> None:
    at = field.mapToScene(QPoint(12, 12)).toPoint()
    QTest.mouseClick(
        builder.window.window, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at
    )
    builder.wait(lambda: builder.has("Paste"))
    builder.press("Paste")
    builder.wait(lambda: not builder.has("Paste"))


@pytest.mark.parametrize("paste", [by_key, by_menu])
def test_ten_megabytes_are_refused_in_words_and_change_nothing(
    builder: Any, clipboard: Any, paste: Callable[[Any, Any], None]
) -> None:
    builder.edit()
    before = builder.draft.assistant
    for section, name in FIELDS:
        builder.section(section)
        builder.wait(lambda name=name: builder.has(name))
        field = builder.window.named(name, QAccessible.Role.EditableText)
        text = field.property("text")
        clipboard.setText("x" * TEN_MEGABYTES)
        paste(builder, field)
        builder.wait(lambda: REFUSED in all_names(builder))
        assert field.property("text") == text, name
        builder.press("Close this message")
        builder.wait(lambda: REFUSED not in all_names(builder))

        # What fits is taken, in the same way.
        clipboard.setText("few")
        paste(builder, field)
        builder.wait(lambda field=field, text=text: field.property("text") != text)
        assert "few" in field.property("text"), name
    assert builder.draft.assistant != before
    assert builder.saved() == before


def all_names(builder: Any) -> str:
    return " ".join(builder.window.names())
