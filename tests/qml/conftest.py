"""What tests of the window get: Qt with the app's fonts, a studio whose files and answers follow a
script, the real window on it, and a failure for every warning of Qt's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
import shiboken6
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QPoint,
    QPointF,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from assistant_studio.answering.cost import InstructionsCost
from assistant_studio.assistants.assistant import Assistant, Avatar
from assistant_studio.assistants.avatars import AvatarStore
from assistant_studio.assistants.drafts import DraftStore
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.assistants.templates import Templates
from assistant_studio.bundles.origins import Finished
from assistant_studio.cancel import CancelToken
from assistant_studio.checks.service import Checks
from assistant_studio.checks.store import CHECK_MIGRATIONS, CheckResults
from assistant_studio.conversations.attaching import Attaching
from assistant_studio.conversations.listing import ConversationListing
from assistant_studio.conversations.search import ConversationSearch
from assistant_studio.conversations.store import CONVERSATION_MIGRATIONS, ConversationStore
from assistant_studio.conversations.transfer.service import ConversationTransfer
from assistant_studio.desktop.qml import StudioEngine, load_fonts
from assistant_studio.errors import BundleError, NotFound, UnsupportedDocument
from assistant_studio.knowledge.counting import DocumentCounts
from assistant_studio.knowledge.document import (
    AddOutcome,
    Document,
    DocumentState,
    ExtractedText,
    IndexingProgress,
    Section,
)
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.knowledge.watching.folder import WatchedFolder
from assistant_studio.library.library import Library
from assistant_studio.models.engine import LoadedModel
from assistant_studio.models.store import MODEL_MIGRATIONS, ModelStore
from assistant_studio.paths import Home, resources_dir
from assistant_studio.settings import SettingsStore
from assistant_studio.storage.database import Database
from assistant_studio.studio import Studio
from assistant_studio.upkeep.backing_up import Backup, back_up
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.composer_drafts import composer_drafts
from assistant_studio.viewmodels.indexing import PENDING, indexing
from assistant_studio.viewmodels.living import living
from assistant_studio.viewmodels.task_pool import cancel_tasks, close_tasks

# What the offscreen platform says of itself, not of us.
OFFSCREEN_CANNOT = {"This plugin does not support raise()"}

WaitFor = Callable[[Callable[[], object]], None]
# How long Qt's event loop runs, sleeping, between two looks.
STEP_MS = 10


@pytest.fixture(scope="session")
def application() -> QGuiApplication:
    existing = QGuiApplication.instance()
    made = existing if isinstance(existing, QGuiApplication) else QGuiApplication([])
    load_fonts()
    return made


@pytest.fixture(autouse=True)
def qt_warnings() -> Iterator[list[str]]:
    """Every warning of Qt's and QML's fails the test that caused it."""
    warnings: list[str] = []

    def note(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        loud = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if loud and text not in OFFSCREEN_CANNOT:
            place = f" ({context.file}:{context.line})" if context.file else ""
            warnings.append(text + place)

    qInstallMessageHandler(note)
    yield warnings
    qInstallMessageHandler(None)
    assert not warnings, "Qt said:\n" + "\n".join(warnings)


@pytest.fixture
def wait_for(application: QGuiApplication) -> WaitFor:
    """Run Qt's event loop until something holds."""

    def wait(condition: Callable[[], object], timeout_s: float = 20.0) -> None:
        end_s = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < end_s, "waited in vain"
            QTest.qWait(STEP_MS)

    return wait


class ScriptedKnowledge:
    """Stands in for the knowledge service where files must be in states that cannot be timed."""

    def __init__(self) -> None:
        self.by_assistant: dict[str, list[Document]] = {}
        self.folders: dict[str, list[WatchedFolder]] = {}
        self.listeners: list[Callable[[IndexingProgress], None]] = []
        self.refuse: tuple[tuple[str, dict[str, str]], ...] = ()

    def documents(self, assistant_id: str) -> list[Document]:
        return list(self.by_assistant.get(assistant_id, []))

    def document(self, document_id: str) -> Document:
        for known in self.by_assistant.values():
            for each in known:
                if each.id == document_id:
                    return each
        raise NotFound("This document is not there any more.", "Look at the list.")

    def add(self, assistant_id: str, paths: list[Path]) -> AddOutcome:
        known = self.by_assistant.setdefault(assistant_id, [])
        added = [
            document(assistant_id, path.name, DocumentState.WAITING, source_path=str(path))
            for path in paths
        ]
        known.extend(added)
        return AddOutcome(documents=tuple(added), refused=self.refuse)

    def read_file(self, path: Path, name: str, token: CancelToken) -> ExtractedText:
        if name.endswith(".png"):
            raise UnsupportedDocument(f"“{name}” is a picture.", "Attach a text.")
        text = path.read_text()
        return ExtractedText(text, (Section(0, len(text)),))

    def wait_until_indexed(self, *_about: object) -> None:
        """What is in the script is as far as it gets."""

    def counts(self) -> dict[str, DocumentCounts]:
        return {key: _counted(documents) for key, documents in self.by_assistant.items()}

    def copy(self, from_assistant_id: str, to_assistant_id: str) -> None:
        known = self.by_assistant.get(from_assistant_id, [])
        self.by_assistant[to_assistant_id] = [
            replace(d, assistant_id=to_assistant_id, id=f"{to_assistant_id}-{d.name}")
            for d in known
        ]

    def remove_assistant(self, assistant_id: str) -> None:
        self.by_assistant.pop(assistant_id, None)

    def remove(self, document_id: str) -> None:
        for assistant_id, known in self.by_assistant.items():
            self.by_assistant[assistant_id] = [d for d in known if d.id != document_id]

    def set_aside(self, document_id: str) -> None:
        self.aside = {
            d.id: d for known in self.by_assistant.values() for d in known if d.id == document_id
        }
        self.remove(document_id)

    def put_back(self, document_id: str) -> None:
        back = self.aside.pop(document_id)
        self.by_assistant[back.assistant_id].append(back)

    def watched_folders(self, assistant_id: str) -> list[WatchedFolder]:
        return list(self.folders.get(assistant_id, []))

    def subscribe_to_folders(self, _listener: object) -> Callable[[], None]:
        return lambda: None

    def subscribe(self, listener: Callable[[IndexingProgress], None]) -> Callable[[], None]:
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def step(self, changed: Document, done: int = 0, total: int = 0) -> None:
        """Let a document get further, as the service would tell it."""
        known = self.by_assistant[changed.assistant_id]
        known[:] = [changed if d.id == changed.id else d for d in known]
        for listener in self.listeners:
            listener(IndexingProgress(changed, done, total, 0, 42.0))


def _counted(documents: list[Document]) -> DocumentCounts:
    failed = sum(d.state == DocumentState.FAILED for d in documents)
    pending = sum(d.state in PENDING for d in documents)
    return DocumentCounts(len(documents), failed, pending)


def document(assistant_id: str, name: str, state: DocumentState, **fields: Any) -> Document:
    plain = Document(
        id=f"{assistant_id}-{name}",
        assistant_id=assistant_id,
        name=name,
        sha256="",
        size_bytes=1,
        source_path=f"/somewhere/{name}",
        state=state,
    )
    return replace(plain, **fields)


class ScriptedStudio:
    """Real stores in a data folder of their own; knowledge and the model follow a script."""

    def __init__(self, home: Home) -> None:
        self.home = home.create()
        self.settings = SettingsStore(home.settings_file)
        migrations = (
            *ASSISTANT_MIGRATIONS,
            *CONVERSATION_MIGRATIONS,
            *MODEL_MIGRATIONS,
            *CHECK_MIGRATIONS,
        )
        self.database = Database(home.studio_db, migrations, home.backups_dir)
        self.assistants = AssistantStore(self.database)
        self.avatars = AvatarStore(home.avatars_dir)
        self.drafts = DraftStore(self.database)
        self.conversations = ConversationStore(self.database)
        self.listing = ConversationListing(self.database)
        self.conversation_search = ConversationSearch(self.database)
        self.conversation_transfer = ConversationTransfer(self.database, self.home)
        self.models = ModelStore(self.database, home)
        self.knowledge = ScriptedKnowledge()
        self.attaching = Attaching(home, self.conversations.attachments, self.knowledge)  # type: ignore[arg-type]
        self.speaker = SimpleNamespace(missing="There is no voice here.")
        templates = Templates(resources_dir() / "templates")
        knowledge = cast("KnowledgeService", self.knowledge)
        self.library = Library(self.database, self.assistants, knowledge, templates)
        self.importer = SimpleNamespace(preview=self._refuse_bundle)
        self.embedders = SimpleNamespace(list=lambda: [])
        self.viewer = SimpleNamespace(missing=lambda _documents: {})
        self.engine = SimpleNamespace(loaded=None)
        self.instructions_meter = SimpleNamespace(measure=self._measure)
        self.answering: Any = SimpleNamespace(warm=self._warm)
        results = CheckResults(self.database)
        knowledge: Any = self.knowledge
        self.checks = Checks(
            results,
            self.assistants,
            self.drafts,
            self.conversations,
            knowledge,
            self.models,
            self.answering,
        )

    def _warm(self, assistant_id: str, token: CancelToken | None = None) -> LoadedModel:
        loaded = LoadedModel("", "SmolLM2-135M-Instruct.Q4_1", 4096, 8192, None)
        self.engine.loaded = loaded
        return loaded

    def _refuse_bundle(self, path: Path) -> None:
        raise BundleError(f"{path.name} is no assistant.", "Choose another.")

    def back_up(self, target: Path, **options: Any) -> Backup:
        return back_up(self.home, target, **options)

    def _measure(self, assistant: Assistant, token: CancelToken | None = None) -> InstructionsCost:
        return InstructionsCost(len(assistant.instructions.split()) + 3, 4096)

    def finish_imports(self) -> Finished:
        return Finished((), ())

    def show_starters(self) -> None:
        """There are none in the script."""

    def install_starters(self) -> list[str]:
        return []

    def close(self) -> None:
        self.database.close()

    def with_sample(self) -> str:
        """Put in an assistant with files in several states and two conversations; gives its id."""
        made = self.assistants.create(
            Assistant(
                name="Acme Handbook",
                tagline="Answers questions from the staff handbook, with page numbers.",
                instructions="Answer in two or three plain sentences.",
                greeting="Hello! Ask me about the handbook.",
                starters=("How many days of leave do I have?", "What can I expense?"),
                avatar=Avatar("A", "#0B6E69"),
            )
        ).id
        ready = DocumentState.READY
        self.knowledge.by_assistant[made] = [
            document(made, "Staff handbook.pdf", ready, passages=131, page_count=24),
            document(made, "Scan.pdf", ready, passages=1, page_count=9, pages_without_text=(3, 4)),
            document(
                made,
                "Secret.pdf",
                DocumentState.FAILED,
                error={"kind": "x", "message": "This PDF asks for a password.", "hint": "Ask."},
            ),
        ]
        for question in ("Expense limits 2026", "Refunds for annual plans"):
            conversation = self.conversations.create(made)
            self.conversations.add_user_message(conversation.id, question)
        return made


@pytest.fixture
def studio(application: QGuiApplication, home: Home) -> Iterator[ScriptedStudio]:
    made = ScriptedStudio(home)
    services.set_studio(made)  # type: ignore[arg-type]
    yield made
    # As at the end of the app: what was typed last is not written later, by a timer.
    composer_drafts().flush()
    indexing().stop()
    cancel_tasks()
    made.close()
    close_tasks()
    application.processEvents()
    services.set_studio(None)


@pytest.fixture
def real_studio(application: QGuiApplication, home: Home) -> Iterator[Studio]:
    """Everything real, with the assistant that comes with the app."""
    studio = Studio(home)
    studio.show_starters()
    services.set_studio(studio)
    yield studio
    composer_drafts().flush()
    indexing().stop()
    cancel_tasks()
    studio.close()
    close_tasks()
    application.processEvents()
    services.set_studio(None)


class OpenWindow:
    """The real window, and ways to look at it and use it by its accessible names."""

    def __init__(self, engine: StudioEngine, wait_for: WaitFor) -> None:
        self.engine = engine
        root = engine.rootObjects()[0]
        assert isinstance(root, QQuickWindow)
        self.window = root
        self.wait_for = wait_for

    def view_model(self, name: str) -> Any:
        return living(lambda kind: kind.__name__ == name)[-1]

    def grab(self) -> QImage:
        return self.window.grabWindow()

    def items(self) -> list[QQuickItem]:
        """What a screen reader finds, in its order: no decoration, nothing that is hidden."""
        root = QAccessible.queryAccessibleInterface(self.window)
        return [item for item in _told(root) if item.isVisible()]

    def named(self, name: str, role: QAccessible.Role | None = None) -> QQuickItem:
        """The visible item with this accessible name."""
        found = [item for item in self.items() if accessible_name(item) == name]
        if role is not None:
            found = [item for item in found if accessible_role(item) == role]
        assert found, f"nothing visible is called {name!r}"
        return found[-1]

    def has(self, name: str) -> bool:
        return any(accessible_name(item) == name for item in self.items())

    def names(self) -> list[str]:
        """What every visible item is called."""
        return [accessible_name(item) for item in self.items()]

    def description(self, name: str, role: QAccessible.Role | None = None) -> str:
        """What a screen reader adds to the name of this item."""
        interface = QAccessible.queryAccessibleInterface(self.named(name, role))
        return interface.text(QAccessible.Text.Description)

    def press(self, name: str) -> None:
        """Do what a screen reader's "press" does."""
        item = self.named(name)
        interface = QAccessible.queryAccessibleInterface(item)
        interface.actionInterface().doAction("Press")

    def click(
        self,
        name: str,
        role: QAccessible.Role | None = None,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        """Press the mouse's button on the middle of this item, once it has its place."""
        places: list[QPoint] = []

        def settled() -> bool:
            self.grab()
            item = self.named(name, role)
            middle = QPointF(item.width() / 2, item.height() / 2)
            places.append(item.mapToScene(middle).toPoint())
            return places[-2:-1] == places[-1:]

        self.wait_for(settled)
        QTest.mouseMove(self.window, places[-1])
        QTest.mouseClick(self.window, button, pos=places[-1])


def _told(interface: QAccessibleInterface) -> Iterator[QQuickItem]:
    for place in range(interface.childCount()):
        child = interface.child(place)
        item = child.object() if child is not None else None
        if isinstance(item, QQuickItem):
            yield item
            yield from _told(child)


def accessible_name(item: QObject) -> str:
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def accessible_role(item: QObject) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(item)
    return interface.role() if interface is not None else QAccessible.Role.NoRole


@pytest.fixture
def open_window(
    application: QGuiApplication, wait_for: WaitFor
) -> Iterator[Callable[[], OpenWindow]]:
    """Opens the window on whatever studio is set."""
    opened: list[OpenWindow] = []

    def open_() -> OpenWindow:
        engine = StudioEngine()
        engine.loadFromModule("AssistantStudio.App", "Main")
        assert engine.rootObjects(), "Main.qml could not be loaded"
        opened.append(OpenWindow(engine, wait_for))
        wait_for(opened[-1].window.isExposed)
        return opened[-1]

    yield open_
    for window in opened:
        if shiboken6.isValid(window.engine):
            shiboken6.delete(window.engine)
    application.processEvents()
