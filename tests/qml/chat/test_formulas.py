"""Formulas in the window: drawn in the theme's colour, copied as LaTeX, never lost."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QGuiApplication

TEXT = "The roots:\n\n$$x = \\frac{-b}{2a}$$\n\nand\n\n$$\\unknowncmd{x} + 1$$\n"


def drawn(chat: Any) -> list[Any]:
    return [item for item in chat.items("MathBlock") if item.property("drawn")]


def test_a_formula_is_drawn_and_what_cannot_be_is_shown_as_written(chat: Any):
    chat.open()
    chat.script(TEXT, sources=())
    chat.ask("Which roots?")
    chat.wait_for(lambda: len(drawn(chat)) == 1)
    chat.settle()
    assert chat.window.has("Formula: x = \\frac{-b}{2a}")
    assert chat.window.has("\\unknowncmd{x} + 1")
    light = chat.window.grab()
    chat.app.chooseTheme("dark")
    chat.wait_for(lambda: len(drawn(chat)) == 1)
    chat.settle()
    assert chat.window.grab() != light
    for button in chat.window.items():
        if button.property("text") == "Copy the formula as LaTeX":
            button.forceActiveFocus()
            break
    chat.window.press("Copy the formula as LaTeX")
    assert QGuiApplication.clipboard().text() in TEXT
    chat.window.press("Copy the answer as Markdown")
    assert QGuiApplication.clipboard().text() == TEXT.strip()
