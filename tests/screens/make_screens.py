"""Makes the pictures of every screen, light and dark, from the real app with the sample assistant.

`python dev.py screens [FOLDER]` writes them to docs/screens, or to FOLDER.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import shiboken6  # noqa: E402 - the platform is chosen first
from PySide6.QtCore import QEvent, Qt  # noqa: E402
from PySide6.QtGui import (  # noqa: E402
    QAccessible,
    QAccessibleInterface,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtQuick import QQuickWindow  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from screens.knowledge_screens import take_knowledge  # noqa: E402

from assistant_studio.assistants.assistant import Assistant, Avatar, SamplingChoice  # noqa: E402
from assistant_studio.desktop.qml import StudioEngine, load_fonts  # noqa: E402
from assistant_studio.knowledge.document import DocumentState  # noqa: E402
from assistant_studio.paths import Home  # noqa: E402
from assistant_studio.studio import Studio  # noqa: E402
from assistant_studio.viewmodels import services  # noqa: E402
from assistant_studio.viewmodels.commands import command_list  # noqa: E402
from assistant_studio.viewmodels.indexing import indexing  # noqa: E402
from assistant_studio.viewmodels.living import living  # noqa: E402
from assistant_studio.viewmodels.task_pool import cancel_tasks, close_tasks  # noqa: E402

WIDTH, HEIGHT = 1440, 900
TIMEOUT_S = 600
SETTLE_MS = 400
# A place that may be seen in a picture.
FILES = Path(tempfile.gettempdir()) / "Lecture notes"
# Short conversations that fill the sidebar, and the one that is shown.
EARLIER = (
    "How many days of annual leave do I have?",
    "What happens when a card payment fails?",
)
SHOWN = "Where is customer data stored?"
# Beside the sample, so that the library looks like one.
OTHERS = (
    Assistant(
        name="Contract Reader",
        tagline="Finds clauses, dates and obligations in contracts.",
        avatar=Avatar("C", "#B4552D"),
    ),
    Assistant(
        name="Lecture Notes",
        tagline="Study partner for the autumn term.",
        avatar=Avatar("L", "#3C6FA8"),
    ),
)


def _told(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """All that a screen reader finds in something."""
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None:
            yield child
            yield from _told(child)


class Photographer:
    """The real window on a data folder of its own, and the way to its pictures."""

    def __init__(self, studio: Studio, folder: Path) -> None:
        self._studio = studio
        self._folder = folder
        self._engine = StudioEngine()
        self._engine.loadFromModule("AssistantStudio.App", "Main")
        window = self._engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.window.resize(WIDTH, HEIGHT)
        self.app = self.view_model("AppViewModel")

    def view_model(self, name: str) -> Any:
        """One of the window's view models, by its class."""
        return living(lambda kind: kind.__name__ == name)[-1]

    def turn_to(self, section: str) -> None:
        """Turn to a section of the builder, as a screen reader would."""
        for tab in _told(QAccessible.queryAccessibleInterface(self.window)):
            is_tab = tab.role() == QAccessible.Role.PageTab
            if is_tab and tab.text(QAccessible.Text.Name) == section:
                tab.actionInterface().doAction("Press")
                return
        sys.exit(f"make_screens: the builder has no section {section}")

    def wait_for(self, condition: Callable[[], object], what: str) -> None:
        """Run the window until something holds."""
        end_s = time.monotonic() + TIMEOUT_S
        while not condition():
            if time.monotonic() > end_s:
                sys.exit(f"make_screens: waited in vain for {what}")
            QTest.qWait(50)

    def take(self, name: str) -> None:
        """One picture light, one dark."""
        for theme in ("light", "dark"):
            self.app.chooseTheme(theme)
            QTest.qWait(SETTLE_MS)
            path = self._folder / f"{name}-{theme}.png"
            self.window.grabWindow().save(str(path))
            sys.stdout.write(f"{path}\n")

    def ask(self, question: str) -> None:
        """Say something in a new conversation and wait for the whole answer."""
        self.app.newConversation()
        QTest.qWait(SETTLE_MS)
        chat = self.view_model("ChatViewModel")
        chat.send(question)
        self.wait_for(lambda: chat.busy, "an answer to begin")
        self.wait_for(lambda: not chat.busy, "an answer to end")

    def search(self, words: str) -> None:
        """Open the palette with words in its field; without any, close it."""
        if not words:
            QTest.keyClick(self.window, Qt.Key.Key_Escape)
            return
        command_list().run("search.open")
        QTest.qWait(SETTLE_MS)
        for letter in words:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
            QGuiApplication.sendEvent(self.window, event)
        palette = self.view_model("PaletteModel")
        self.wait_for(lambda: palette.rows or palette.foundNothing, "the search")
        QTest.qWait(SETTLE_MS)

    def close(self) -> None:
        """Close the window."""
        shiboken6.delete(self._engine)


def sample_studio(home: Home) -> tuple[Studio, str]:
    """A studio with the sample assistant, its files searchable, and the id of the sample."""
    studio = Studio(home)
    for other in OTHERS:
        studio.assistants.create(other)
    studio.show_starters()
    studio.install_starters()
    sample = studio.assistants.resolve("Acme Handbook")
    # The same picture each time.
    studio.assistants.save(replace(sample, sampling=SamplingChoice(temperature=0.0)))
    studio.knowledge.wait_until_indexed(sample.id, lambda _progress: None)
    unread = [
        document.name
        for document in studio.knowledge.documents(sample.id)
        if document.state != DocumentState.READY
    ]
    if unread:
        sys.exit(f"make_screens: these files are not ready: {', '.join(unread)}")
    studio.settings.change(window_width=WIDTH, window_height=HEIGHT, last_assistant_id=sample.id)
    return studio, sample.id


def take_all(camera: Photographer, studio: Studio, sample_id: str, files: Path) -> None:
    """Go through the screens."""
    chat = camera.view_model("ChatViewModel")
    camera.wait_for(lambda: camera.app.modelState == "ready", "the language model")
    camera.take("first-start")
    for question in (*EARLIER, SHOWN):
        camera.ask(question)
    camera.wait_for(lambda: not chat.busy, "the answer")
    camera.take("chat")
    take_conversations(camera)
    camera.app.openLibrary()
    camera.take("library")
    take_deleted(camera)
    camera.app.openTemplates()
    camera.take("templates")
    take_builder(camera, sample_id)
    take_knowledge(camera, studio, sample_id, files)


def take_builder(camera: Photographer, sample_id: str) -> None:
    """Go through the builder's sections, with an answer of the real model in the preview."""
    camera.app.editAssistant(sample_id)
    QTest.qWait(SETTLE_MS)
    draft = camera.view_model("AssistantDraft")
    draft.tagline = "Answers from the staff handbook, with the page"
    draft.save("shorter tagline")
    preview = camera.view_model("PreviewViewModel")
    preview.send(SHOWN)
    camera.wait_for(lambda: not preview.busy, "the preview's answer")
    cost = camera.view_model("InstructionsViewModel")
    camera.wait_for(lambda: "of the model's" in cost.costText, "the cost of the instructions")
    camera.take("builder-profile")
    for section in ("Instructions", "Knowledge", "Model", "Starters", "Checks"):
        camera.turn_to(section)
        camera.take(f"builder-{section.lower()}")
    camera.turn_to("History")
    history = camera.view_model("HistoryViewModel")
    history.compare(draft.version, False)
    camera.wait_for(lambda: history.comparisonText == "", "the comparison")
    camera.take("builder-history")
    camera.app.closeForm()
    camera.app.newAssistant()
    camera.take("new-assistant")
    for section in ("appearance", "data", "network", "shortcuts", "about"):
        camera.app.openSettingsAt(section)
        camera.take(f"settings-{section}")


def take_deleted(camera: Photographer) -> None:
    """An assistant is deleted, and comes back."""
    library = camera.view_model("LibraryViewModel")
    cards = camera.view_model("LibraryModel")
    deleted = next(row.key for row in cards.rows if row.name == OTHERS[0].name)
    library.remove(deleted)
    camera.take("library-undo")
    library.bringBack(deleted)


def take_conversations(camera: Photographer) -> None:
    """The palette over the chat, and the page of what was archived."""
    camera.search("leave")
    camera.take("palette")
    camera.search("")
    shown = services.studio().listing.page()
    services.studio().listing.archive(shown[-1].id)
    services.changes().conversationsChanged.emit("")
    camera.app.openArchive()
    camera.take("archive")
    services.studio().listing.archive(shown[-1].id, archived=False)
    services.changes().conversationsChanged.emit("")


def main() -> int:
    """Make the pictures; returns the exit status."""
    parser = argparse.ArgumentParser(description="Make the pictures of every screen.")
    parser.add_argument("folder", nargs="?", type=Path, default=REPOSITORY / "docs" / "screens")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication(sys.argv[:1])
    load_fonts()
    with tempfile.TemporaryDirectory() as place:
        studio, sample_id = sample_studio(Home(Path(place) / "home"))
        services.set_studio(studio)
        camera = Photographer(studio, folder)
        try:
            take_all(camera, studio, sample_id, FILES)
        finally:
            shutil.rmtree(FILES, ignore_errors=True)
            camera.close()
            indexing().stop()
            cancel_tasks()
            studio.close()
            close_tasks()
            services.set_studio(None)
    application.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
