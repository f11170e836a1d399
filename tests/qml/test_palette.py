"""The palette by keyboard alone: assistants, commands, and what conversations say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.conversations.message import MessageState
from assistant_studio.viewmodels.app_view_model import AppViewModel
from assistant_studio.viewmodels.living import living
from assistant_studio.viewmodels.palette_model import PaletteModel

FIELD = "Search for assistants, conversations and commands"


def the_living(kind: type[Any]) -> Any:
    """The one object of a Python type that QML made."""
    return living(lambda found: found is kind)[0]


@pytest.fixture
def window(studio: Any, open_window: Callable[[], Any]) -> Any:
    assistant_id = studio.with_sample()
    studio.assistants.create(Assistant(name="Contract Reader", tagline="Clauses and dates"))
    talk = studio.conversations.create(assistant_id)
    asked = studio.conversations.add_user_message(talk.id, "Something quite different")
    answer = studio.conversations.begin_answer(talk.id, asked.id)
    text = "Ask the **billing team** <b>for</b> the café voucher."
    studio.conversations.finish_answer(answer.id, text, MessageState.COMPLETE, {}, None)
    opened = open_window()
    opened.talk_id, opened.answer_id = talk.id, answer.id
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


def opened_palette(window: Any, typed: str = "") -> Any:
    press(window, "Ctrl+K")
    window.wait_for(lambda: window.has(FIELD))
    type_text(window, typed)
    return the_living(PaletteModel)


def titles(palette: Any) -> list[str]:
    return [row.title.replace("<b>", "").replace("</b>", "") for row in palette.rows]


def test_untyped_it_offers_what_was_used_last(window: Any) -> None:
    palette = opened_palette(window)

    kinds = list(dict.fromkeys(row.kind for row in palette.rows))
    assert kinds == ["conversations", "assistants", "commands"]
    assert titles(palette)[0] == "Something quite different"
    assert "Library" in titles(palette)
    assert "Search conversations, assistants and commands" not in titles(palette)


def test_a_word_of_a_message_opens_the_conversation_at_that_message(window: Any) -> None:
    asked: list[str] = []
    app = the_living(AppViewModel)
    app.messageAsked.connect(asked.append)
    palette = opened_palette(window, "cafe vou")
    window.wait_for(lambda: palette.rows)

    assert [row.kind for row in palette.rows] == ["conversations"]
    detail = palette.rows[0].detail
    assert "<b>café</b> <b>voucher</b>" in detail
    assert "&lt;b&gt;for" in detail
    assert palette.rows[0].note.startswith("Acme Handbook · ")
    window.wait_for(lambda: any("café voucher" in name for name in list_names(window)))
    press(window, "Return")
    window.wait_for(lambda: app.currentConversationId == window.talk_id)
    assert asked == [window.answer_id]
    assert not window.has(FIELD)


def list_names(window: Any) -> list[str]:
    found = (QAccessible.queryAccessibleInterface(item) for item in window.items())
    items = [i for i in found if i is not None and i.role() == QAccessible.Role.ListItem]
    return [i.text(QAccessible.Text.Name) for i in items]


def test_an_assistant_is_found_by_a_few_letters_and_opened(window: Any, studio: Any) -> None:
    palette = opened_palette(window, "cread")
    window.wait_for(lambda: "Contract Reader" in titles(palette))
    press(window, "Return")

    app = the_living(AppViewModel)
    other = next(a.id for a in studio.assistants.list() if a.name == "Contract Reader")
    window.wait_for(lambda: app.currentAssistantId == other)


def test_arrows_choose_and_the_choice_is_marked_for_a_screen_reader(window: Any) -> None:
    opened_palette(window)
    press(window, "Down")

    def selected() -> list[int]:
        found = [QAccessible.queryAccessibleInterface(item) for item in window.items()]
        items = [i for i in found if i.role() == QAccessible.Role.ListItem]
        return [place for place, i in enumerate(items) if i.state().selected]

    before = the_living(PaletteModel).rows
    window.wait_for(lambda: any(True for _ in selected()))
    assert len(before) > 2
    press(window, "Up")
    press(window, "Up")
    press(window, "Escape")
    window.wait_for(lambda: not window.has(FIELD))


def test_a_command_is_run_by_another_word_for_it(window: Any, studio: Any) -> None:
    palette = opened_palette(window, "theme dark")
    window.wait_for(lambda: titles(palette)[:1] == ["Dark colours"])
    press(window, "Return")

    window.wait_for(lambda: str(studio.settings.current.theme) == "dark")
    again = opened_palette(window)
    commands = [row.target for row in again.rows if row.kind == "commands"]
    assert "theme.dark" not in commands
    assert commands


def test_templates_and_the_files_of_an_assistant_are_commands(window: Any) -> None:
    app = the_living(AppViewModel)
    palette = opened_palette(window, "files of this")
    window.wait_for(lambda: titles(palette)[:1] == ["Files of this assistant"])
    press(window, "Return")
    window.wait_for(lambda: window.has("Close the knowledge"))

    palette = opened_palette(window, "templates")
    window.wait_for(lambda: titles(palette)[:1] == ["Templates"])
    press(window, "Return")
    window.wait_for(lambda: app.page == "templates")


def test_an_assistant_with_a_picture_shows_it(window: Any, studio: Any, tmp_path: Path) -> None:
    picture = QImage(256, 256, QImage.Format.Format_RGB32)
    picture.fill("#C03060")
    picture.save(str(tmp_path / "face.png"))
    kept = studio.avatars.keep((tmp_path / "face.png").read_bytes())
    found = next(a for a in studio.assistants.list() if a.name == "Contract Reader")
    studio.assistants.save(replace(found, avatar=replace(found.avatar, picture=kept)))

    palette = opened_palette(window, "contract")
    window.wait_for(lambda: titles(palette)[:1] == ["Contract Reader"])
    assert palette.rows[0].picture == kept
    shown = window.named("Contract Reader", QAccessible.Role.ListItem)
    at = shown.mapToScene(QPointF(21, shown.height() / 2)).toPoint()
    window.wait_for(lambda: window.grab().pixelColor(at).name().upper() == "#C03060")


def test_what_is_not_there_is_said_in_a_sentence(window: Any) -> None:
    opened_palette(window, "zebra")

    window.wait_for(lambda: window.has("Nothing is called “zebra”, and no message says it."))


def test_the_search_field_opens_it_with_what_is_typed_there(window: Any) -> None:
    button = window.named("Search conversations and assistants", QAccessible.Role.Button)
    button.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    type_text(window, "r")

    window.wait_for(lambda: window.has(FIELD))
    assert window.named(FIELD).property("text") == "r"
    type_text(window, "efunds")
    palette = the_living(PaletteModel)
    window.wait_for(lambda: titles(palette) == ["Refunds for annual plans"])


def test_escape_closes_it_and_gives_the_focus_back(window: Any) -> None:
    before = window.window.activeFocusItem()
    opened_palette(window, "x")
    press(window, "Escape")

    window.wait_for(lambda: not window.has(FIELD))
    window.wait_for(lambda: window.window.activeFocusItem() is before)
