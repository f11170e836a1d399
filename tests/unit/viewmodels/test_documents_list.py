"""Thousands of documents in a list: searched, filtered, ordered, and kept in place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.documents_list import DocumentsList
from assistant_studio.viewmodels.knowledge_view_model import KnowledgeViewModel

MANY = 3000


def _document(number: int, **fields: Any) -> Document:
    plain = Document(
        id=f"d{number}",
        assistant_id="a",
        name=f"Report {number:04}.pdf",
        sha256="",
        size_bytes=number,
        source_path=f"/x/{number}.pdf",
        state=DocumentState.READY,
        passages=1,
        added_at=f"2026-11-25T10:{number // 60 % 60:02}:{number % 60:02}+00:00",
    )
    return replace(plain, **fields)


@pytest.fixture
def known() -> list[Document]:
    return [_document(number) for number in range(MANY)]


@pytest.fixture
def knowledge(application: QGuiApplication, known: list[Document]) -> Iterator[KnowledgeViewModel]:
    service = SimpleNamespace(documents=lambda _id: list(known))
    services.set_studio(SimpleNamespace(knowledge=service, home=None))  # type: ignore[arg-type]
    made: Any = KnowledgeViewModel()
    made.assistantId = "a"
    yield made
    services.set_studio(None)


@pytest.fixture
def documents(knowledge: KnowledgeViewModel) -> Any:
    made: Any = DocumentsList()
    made.knowledge = knowledge
    return made


def _names(documents: Any) -> list[str]:
    role = next(key for key, name in documents.roleNames().items() if name == b"name")
    return [documents.data(documents.index(row), role) for row in range(documents.rowCount())]


def test_names_are_searched_by_every_word(documents: Any) -> None:
    assert documents.count == MANY
    documents.words = "0012 REPORT"
    assert _names(documents) == ["Report 0012.pdf"]
    documents.words = "nothing like it"
    assert documents.count == 0
    documents.words = ""
    assert documents.count == MANY


def test_orders_are_what_they_say(documents: Any) -> None:
    documents.order = "size"
    assert _names(documents)[0] == f"Report {MANY - 1:04}.pdf"
    documents.order = "name"
    assert _names(documents)[0] == "Report 0000.pdf"


def test_what_a_person_should_look_at_is_counted_and_shown(
    documents: Any, knowledge: Any, known: list[Document]
) -> None:
    broken = {"kind": "x", "message": "It is damaged.", "hint": "Get it again."}
    known[5] = replace(known[5], state=DocumentState.FAILED, error=broken)
    known[7] = replace(known[7], notes=("Page 3 holds pictures only.",))
    known[9] = replace(known[9], state=DocumentState.WAITING)
    knowledge._take(list(known))
    assert (documents.attentionCount, documents.workingCount) == (2, 1)
    documents.kind = "attention"
    assert _names(documents) == ["Report 0005.pdf", "Report 0007.pdf"]
    documents.kind = "working"
    assert _names(documents) == ["Report 0009.pdf"]
    documents.kind = "ready"
    assert documents.count == MANY - 2


def test_few_changes_come_row_by_row_and_many_at_once(
    documents: Any, knowledge: Any, known: list[Document]
) -> None:
    told: list[str] = []
    documents.modelReset.connect(lambda: told.append("reset"))
    documents.rowsRemoved.connect(lambda *_place: told.append("removed"))
    documents.rowsInserted.connect(lambda *_place: told.append("inserted"))
    documents.dataChanged.connect(lambda *_place: told.append("changed"))
    gone = known.pop(100)
    knowledge._take(list(known))
    assert told == ["removed"]
    known.insert(100, gone)
    knowledge._take(list(known))
    assert told == ["removed", "inserted"]
    known[3] = replace(known[3], passages=9)
    knowledge._take(list(known))
    assert told == ["removed", "inserted", "changed"]
    del known[:1000]
    knowledge._take(list(known))
    assert told[-1] == "reset"
    assert documents.count == MANY - 1000
