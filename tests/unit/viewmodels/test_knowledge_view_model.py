"""An assistant's files as the window shows them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication

from assistant_studio.errors import StorageError, WorkerDied
from assistant_studio.knowledge.document import (
    AddOutcome,
    Document,
    DocumentState,
    IndexingProgress,
)
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.indexing import indexing
from assistant_studio.viewmodels.knowledge_view_model import KnowledgeViewModel

WaitFor = Callable[[Callable[[], object]], None]
WAITING = Document("d", "a", "Long.pdf", "", 1, "/x/Long.pdf", DocumentState.WAITING)


class Knowledge:
    """A knowledge service whose answers are given beforehand."""

    def __init__(self) -> None:
        self.known: list[Document] = []
        self.outcome = AddOutcome()
        self.error: Exception | None = None
        self.added: list[Path] = []
        self.read: list[str] = []
        self.unreadable: Exception | None = None
        self.go_on = threading.Event()
        self.go_on.set()
        self.listener: Callable[[IndexingProgress], None] = lambda _progress: None

    def documents(self, assistant_id: str) -> list[Document]:
        if self.unreadable is not None:
            raise self.unreadable
        return list(self.known) if assistant_id == "a" else []

    def add(self, assistant_id: str, paths: list[Path]) -> AddOutcome:
        if self.error is not None:
            raise self.error
        self.go_on.wait(10)
        self.added.extend(paths)
        self.known.extend(self.outcome.documents)
        return self.outcome

    def read_again(self, document_id: str) -> None:
        self.read.append(document_id)

    def subscribe(self, listener: Callable[[IndexingProgress], None]) -> Callable[[], None]:
        self.listener = listener
        return lambda: None

    def subscribe_to_folders(self, _listener: object) -> Callable[[], None]:
        return lambda: None


@pytest.fixture
def knowledge(application: QGuiApplication) -> Iterator[Knowledge]:
    made = Knowledge()
    services.set_studio(SimpleNamespace(knowledge=made, home=None))  # type: ignore[arg-type]
    indexing().follow()
    yield made
    indexing().stop()


@pytest.fixture
def model(knowledge: Knowledge) -> Any:
    made: Any = KnowledgeViewModel()
    made.assistantId = "a"
    return made


def test_without_files_it_says_so(model: Any) -> None:
    assert (model.count, model.busy, model.statusText) == (0, False, "No files yet")


def test_added_files_appear(model: Any, knowledge: Knowledge, wait_for: WaitFor) -> None:
    knowledge.outcome = AddOutcome(documents=(WAITING,))

    model.add([QUrl.fromLocalFile("/x/Long.pdf")])
    assert model.busy
    assert model.statusText == "Copying files…"
    wait_for(lambda: model.count == 1)

    assert knowledge.added == [Path("/x/Long.pdf")]
    assert model.statusText == "Indexing 1 file · 0%"


def test_progress_is_shown(model: Any, knowledge: Knowledge, wait_for: WaitFor) -> None:
    embedding = replace(WAITING, state=DocumentState.EMBEDDING)
    knowledge.known = [embedding]
    knowledge.listener(IndexingProgress(embedding, 30, 120, 0, 9.0))
    wait_for(lambda: model.statusText == "Indexing 1 file · 25%")

    assert model.progress == 0.25
    ready = replace(WAITING, state=DocumentState.READY, passages=120)
    knowledge.known = [ready]
    knowledge.listener(IndexingProgress(ready, 120, 120, 0, None))
    wait_for(lambda: not model.busy)
    assert model.statusText == "1 file · 120 passages"


def test_refused_files_are_named_with_the_reason(
    model: Any, knowledge: Knowledge, wait_for: WaitFor
) -> None:
    record = {"kind": "x", "message": "It is empty.", "hint": "Choose another."}
    knowledge.outcome = AddOutcome(refused=tuple((f"/x/{place}.txt", record) for place in range(5)))

    model.add([QUrl.fromLocalFile("/x")])
    wait_for(lambda: model.message)

    assert model.message.splitlines() == [
        "0.txt: It is empty.",
        "1.txt: It is empty.",
        "2.txt: It is empty.",
        "… and 2 further files.",
    ]
    assert model.messageHint == "Choose another."
    model.closeMessage()
    assert model.message == ""


@pytest.mark.parametrize("leave", ["another assistant", "another page"])
def test_what_became_of_files_is_told_wherever_the_person_is(
    model: Any, knowledge: Knowledge, wait_for: WaitFor, leave: str
) -> None:
    record = {"kind": "x", "message": "It is empty.", "hint": "Choose another."}
    knowledge.outcome = AddOutcome(refused=(("/x/no.txt", record),))
    knowledge.go_on.clear()
    told: list[object] = []
    changed: list[str] = []

    def tell(message: str, hint: str) -> None:
        told.append((message, hint))

    services.changes().problemMet.connect(tell)
    services.changes().documentsChanged.connect(changed.append)

    model.add([QUrl.fromLocalFile("/x/no.txt")])
    if leave == "another page":
        shiboken6.delete(model)
    else:
        model.assistantId = "b"
        assert not model.busy
    knowledge.go_on.set()
    wait_for(lambda: told)
    services.changes().problemMet.disconnect(tell)
    services.changes().documentsChanged.disconnect(changed.append)

    assert told == [("no.txt: It is empty.", "Choose another.")]
    assert changed == ["a"]
    if leave == "another assistant":
        assert model.message == ""
        model.assistantId = "a"
        assert not model.busy


def test_a_file_that_is_there_already_is_told(
    model: Any, knowledge: Knowledge, wait_for: WaitFor
) -> None:
    knowledge.outcome = AddOutcome(unchanged=(WAITING,))

    model.add([QUrl.fromLocalFile("/x/Long.pdf")])
    wait_for(lambda: model.message)

    assert model.message == "“Long.pdf” is in the knowledge already, unchanged."


def test_a_failure_is_told_and_work_can_go_on(
    model: Any, knowledge: Knowledge, wait_for: WaitFor
) -> None:
    knowledge.error = WorkerDied("The knowledge worker stopped.", "Try again.")

    model.add([QUrl.fromLocalFile("/x/Long.pdf")])
    wait_for(lambda: model.message)

    assert (model.message, model.messageHint) == ("The knowledge worker stopped.", "Try again.")
    assert not model.busy


def test_a_failed_file_is_read_from_where_it_is(
    model: Any, knowledge: Knowledge, wait_for: WaitFor
) -> None:
    failed = replace(WAITING, state=DocumentState.FAILED)
    came_along = replace(failed, id="came", source_path="")
    only_text = replace(came_along, id="text", text_only=True)
    knowledge.known = [failed, came_along, only_text]
    services.changes().documentsChanged.emit("a")
    assert [row.retryable for row in model.documents.rows] == [True, True, False]

    model.retry("d")
    wait_for(lambda: knowledge.added == [Path("/x/Long.pdf")])
    model.retry("came")
    wait_for(lambda: knowledge.read == ["came"])


def test_the_samples_files_are_announced_before_they_are_there(
    model: Any, knowledge: Knowledge
) -> None:
    indexing().set_installing(True)
    assert (model.busy, model.statusText) == (True, "Copying files…")

    indexing().set_installing(False)
    assert (model.busy, model.statusText) == (False, "No files yet")


def test_remote_addresses_are_not_added(model: Any, knowledge: Knowledge) -> None:
    model.add([QUrl("https://example.com/x.pdf")])

    assert not model.busy
    assert knowledge.added == []


def test_many_files_that_cannot_be_looked_up_are_told(
    model: Any, knowledge: Knowledge, wait_for: WaitFor
) -> None:
    knowledge.known = [replace(WAITING, id=f"w{place}") for place in range(400)]
    services.changes().documentsChanged.emit("a")
    wait_for(lambda: model.count == 400)
    knowledge.unreadable = StorageError("The disk is gone.", "Connect it.")
    services.changes().documentsChanged.emit("a")
    wait_for(lambda: model.message == "The disk is gone.")
    assert model.count == 400

    # Another assistant's files are never shown for this one's, not for a moment.
    knowledge.unreadable = None
    services.changes().documentsChanged.emit("a")
    model.assistantId = "b"
    assert (model.count, model.documents.rowCount()) == (0, 0)
    model.assistantId = "a"
    assert model.count == 400


def test_hundreds_of_files_are_shown_page_by_page(model: Any, knowledge: Knowledge) -> None:
    ready = [replace(WAITING, id=f"r{place}", state=DocumentState.READY) for place in range(100)]
    failed = replace(WAITING, id="f", state=DocumentState.FAILED, error=None)
    knowledge.known = [*ready, failed]
    services.changes().documentsChanged.emit("a")

    rows = model.documents
    assert (rows.rowCount(), model.count, model.hiddenCount) == (40, 101, 61)
    # What went wrong is never among the hidden.
    assert rows.rows[0].key == "f"
    model.showMore()
    model.showMore()
    assert (rows.rowCount(), model.hiddenCount) == (101, 0)
    assert rows.rows[-1].key == "f"
