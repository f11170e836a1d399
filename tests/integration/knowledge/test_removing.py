"""A document that is removed, and comes back as searchable as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant_studio.errors import NotFound
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.knowledge.removing import RemovedDocuments
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.paths import Home

MakeService = Callable[..., KnowledgeService]


@pytest.fixture
def bills(tmp_path: Path) -> Path:
    path = tmp_path / "bills.txt"
    path.write_text("Bills are paid within thirty days.\n")
    return path


def _found(service: KnowledgeService) -> list[str]:
    return [passage.document for passage in service.search("A", "when are bills paid").passages]


def test_what_is_set_aside_is_found_nowhere_and_comes_back_whole(
    service: KnowledgeService, home: Home, bills: Path, tmp_path: Path
) -> None:
    other = tmp_path / "leave.txt"
    other.write_text("Everybody has 25 days of paid holiday a year.\n")
    service.add("A", [bills, other])
    service.wait_until_indexed("A")
    document = next(d for d in service.documents("A") if d.name == "bills.txt")
    service.set_aside(document.id)
    assert [d.name for d in service.documents("A")] == ["leave.txt"]
    assert "bills.txt" not in _found(service)
    assert service.counts()["A"].files == 1
    with pytest.raises(NotFound):
        service.document(document.id)
    assert service.problems() == []

    service.put_back(document.id)
    assert service.document(document.id) == document
    assert _found(service)[0] == "bills.txt"
    assert document.state is DocumentState.READY
    assert service.problems() == []
    service.put_back(document.id)  # twice is no harm

    # Added anew while it was away, it is there once.
    service.set_aside(document.id)
    service.add("A", [bills])
    service.wait_until_indexed("A")
    service.put_back(document.id)
    assert sorted(d.name for d in service.documents("A")) == ["bills.txt", "leave.txt"]
    assert service.problems() == []


def test_what_was_removed_long_ago_is_gone_for_good(
    service: KnowledgeService, home: Home, bills: Path
) -> None:
    service.add("A", [bills])
    service.wait_until_indexed("A")
    (document,) = service.documents("A")
    service.set_aside(document.id)
    copy = home.files_dir / document.sha256
    assert copy.is_file()
    store = KnowledgeStore(home)
    try:
        RemovedDocuments(store).empty()
        assert copy.is_file()
        RemovedDocuments(store).empty(kept_for_s=-1)
        assert not copy.exists()
    finally:
        store.database.close()
    with pytest.raises(NotFound):
        service.put_back(document.id)


def test_one_document_is_read_again_and_stays_searchable(
    service: KnowledgeService, bills: Path
) -> None:
    service.add("A", [bills])
    service.wait_until_indexed("A")
    (before,) = service.documents("A")
    service.read_again(before.id)
    assert _found(service) == ["bills.txt"]
    service.wait_until_indexed("A")
    (after,) = service.documents("A")
    assert (after.id, after.state) == (before.id, DocumentState.READY)
    assert after.indexed_at is not None
    assert before.indexed_at is not None
    assert after.indexed_at >= before.indexed_at
