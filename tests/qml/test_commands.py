"""The one list of commands: what the window declares, its shortcuts, and what is usable when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from assistant_studio.viewmodels.commands import Command, CommandsModel, command_list


@pytest.fixture
def window(studio: Any, open_window: Callable[[], Any]) -> Any:
    studio.with_sample()
    opened = open_window()
    opened.window.requestActivate()
    opened.wait_for(opened.window.isActive)
    return opened


def test_every_command_has_words_for_people_and_no_two_share_a_shortcut(window: Any) -> None:
    rows = command_list().rows

    assert len(rows) > 5
    assert [row.key for row in rows if not row.title or not row.group] == []
    keys = [row.keys for row in rows if row.keys]
    assert len(keys) == len(set(keys))
    assert all(QKeySequence(key).count() == 1 for key in keys)


def test_a_command_is_listed_and_run_while_it_lives(application: Any, wait_for: Any) -> None:
    model = CommandsModel()
    done: list[str] = []
    command = Command()
    command.triggered.connect(lambda: done.append("done"))
    for name, value in {"name": "test.one", "title": "One", "keys": "Ctrl+Alt+1"}.items():
        command.setProperty(name, value)
    wait_for(lambda: "One" in [row.title for row in model.rows])

    model.run("test.one")
    command.setProperty("enabled", False)
    model.run("test.one")
    assert done == ["done"]
    assert command_list().recent[0] == "test.one"

    shiboken6.delete(command)
    wait_for(lambda: "One" not in [row.title for row in model.rows])
    shiboken6.delete(model)


def test_a_shortcut_does_what_its_command_does(window: Any) -> None:
    app = window.view_model("AppViewModel")
    QTest.keySequence(window.window, QKeySequence("Ctrl+Shift+L"))

    window.wait_for(lambda: app.page == "library")
    assert command_list().recent[0] == "library.open"
    assert not command_list().commands["assistant.edit"].row.usable
