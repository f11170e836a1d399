"""A window in which somebody types a message and renames an assistant, until it is killed.

Called with the data folder and the assistant's id. What is typed here is looked for by
`test_killed_while_typing.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from assistant_studio.desktop.qml import StudioEngine, load_fonts
from assistant_studio.paths import Home
from assistant_studio.studio import Studio
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.living import living

MESSAGE = "Dear Ms Okafor"
RENAMED = "Old "


def main(home: Path, assistant_id: str) -> int:
    """Type, and wait to be killed."""
    application = QGuiApplication([])
    load_fonts()
    studio = Studio(Home(home))
    services.set_studio(studio)
    engine = StudioEngine()
    engine.loadFromModule("AssistantStudio.App", "Main")
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    wait_for(window.isExposed)
    (app,) = living(lambda kind: kind.__name__ == "AppViewModel")
    app.openAssistant(assistant_id)
    wait_for(lambda: focus_name(window).startswith("ComposerField"))
    type_text(window, MESSAGE)
    app.editAssistant(assistant_id)
    wait_for(lambda: focus_name(window).startswith("DraftTextField"))
    type_text(window, RENAMED)
    return application.exec()


def focus_name(window: QQuickWindow) -> str:
    """What kind of item has the keyboard."""
    item = window.activeFocusItem()
    return "" if item is None else item.metaObject().className()


def type_text(window: QQuickWindow, text: str) -> None:
    """Type letter by letter."""
    for letter in text:
        QTest.keyClick(window, letter)


def wait_for(condition: Callable[[], object]) -> None:
    """Run Qt's event loop until something holds; whoever started this gives up in time."""
    while not condition():
        QTest.qWait(20)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
