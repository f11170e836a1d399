"""A good answer becomes a check from its menu, and the page says calmly what the check expects."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAccessible

PICTURES = Path(os.environ.get("PICTURES", ".build/pictures"))


def make_a_check(chat: Any) -> None:
    chat.window.press("More to do with this answer")
    chat.wait_for(lambda: chat.window.has("Make a check from this answer"))
    chat.window.press("Make a check from this answer")


def test_a_good_answer_becomes_a_check_with_one_click(chat: Any) -> None:
    chat.open()
    chat.script_answer()
    chat.ask("How long do I have to ask for a refund?")
    make_a_check(chat)
    made = (
        "This answer is a check now. Holds the number 30 · Holds the number 60 · "
        "Cites Staff handbook.pdf"
    )
    chat.wait_for(lambda: any(name.startswith(made) for name in chat.window.names()))
    (check,) = chat.studio.assistants.get(chat.assistant_id).checks
    assert check.question == "How long do I have to ask for a refund?"
    assert (check.numbers, check.document) == (("30", "60"), "Staff handbook.pdf")
    chat.settle()
    PICTURES.mkdir(parents=True, exist_ok=True)
    chat.window.grab().save(str(PICTURES / "check-from-answer-light.png"))

    chat.window.press("Edit…")
    chat.wait_for(lambda: chat.app.page == "form")
    # Where the check stands, and not at the builder's first section.
    chat.wait_for(lambda: chat.window.has("Add a check"))
    tab = QAccessible.queryAccessibleInterface(
        chat.window.named("Checks", QAccessible.Role.PageTab)
    )
    assert tab.state().selected
    assert tab.text(QAccessible.Text.Description) == "1 check. Not run since the last change."


def test_an_answer_without_anything_to_measure_says_what_to_do(chat: Any) -> None:
    chat.open()
    chat.script("Yes.", sources=())
    chat.ask("May I?")
    make_a_check(chat)
    told = (
        "This answer holds nothing that could be measured: no number, source or word. "
        "Write the check by hand, in the assistant's checks."
    )
    chat.wait_for(lambda: chat.window.has(told))
    chat.window.press("Close this message")
    chat.wait_for(lambda: not chat.window.has(told))
    assert chat.studio.assistants.get(chat.assistant_id).checks == ()
