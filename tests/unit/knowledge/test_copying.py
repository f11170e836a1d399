"""One assistant is given what another knows, without a second reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DiskFull
from assistant_studio.knowledge.adding import Adder
from assistant_studio.knowledge.copying import copy_knowledge
from assistant_studio.knowledge.counting import DocumentCounts, count_documents
from assistant_studio.knowledge.document import Chunk, DocumentState, ExtractedText, Section
from assistant_studio.knowledge.jobs import Jobs
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.paths import Home

TEXT = "The zephyrine lighthouse sings at noon."


@pytest.fixture
def store(home: Home) -> Iterator[KnowledgeStore]:
    made = KnowledgeStore(home)
    yield made
    made.database.close()


def _read_file(home: Home, store: KnowledgeStore, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    Adder(home, store).add("A", [path], CancelToken())
    jobs = Jobs(store)
    job = jobs.next()
    assert job is not None
    chunk = Chunk(0, len(text), text, None, ())
    jobs.finish_reading(job, "1", (ExtractedText(text, (Section(0, len(text)),)), [chunk]))


def test_the_copy_is_searchable_at_once_and_shares_the_text(
    home: Home, store: KnowledgeStore, tmp_path: Path
) -> None:
    _read_file(home, store, tmp_path, "poem.txt", TEXT)
    copy_knowledge(store, "A", "B")

    base = store.base("B")
    assert base is not None
    words = store.words(base.id).lookup("zephyrine", 1)
    assert [len(word.scores) for word in words] == [1]
    (original,), (copy,) = store.documents("A"), store.documents("B")
    assert copy.id != original.id
    assert (copy.name, copy.state) == ("poem.txt", DocumentState.EMBEDDING)
    assert store.content_of(copy.id) == store.content_of(original.id)
    assert count_documents(store.database) == {
        "A": DocumentCounts(1, 0, 1),
        "B": DocumentCounts(1, 0, 1),
    }


def test_each_lives_on_when_the_other_is_removed(
    home: Home, store: KnowledgeStore, tmp_path: Path
) -> None:
    _read_file(home, store, tmp_path, "poem.txt", TEXT)
    copy_knowledge(store, "A", "B")
    store.remove_assistant("A")

    (copy,) = store.documents("B")
    content_id = store.content_of(copy.id)
    assert content_id is not None
    assert store.contents.text(content_id) == TEXT
    assert (home.files_dir / copy.sha256).is_file()
    store.remove_assistant("B")
    assert not (home.files_dir / copy.sha256).exists()


def test_asked_twice_nothing_is_doubled(home: Home, store: KnowledgeStore, tmp_path: Path) -> None:
    _read_file(home, store, tmp_path, "poem.txt", TEXT)
    copy_knowledge(store, "A", "B")
    copy_knowledge(store, "A", "B")
    assert len(store.documents("B")) == 1


def test_on_a_full_disk_nothing_is_copied(
    home: Home, store: KnowledgeStore, tmp_path: Path
) -> None:
    for number in range(40):
        text = f"{TEXT} {number} " + " ".join(f"word{number}x{i}" for i in range(400))
        _read_file(home, store, tmp_path, f"{number}.txt", text)
    connection = store.database.connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull, match="full"):
        copy_knowledge(store, "A", "B")

    assert store.base("B") is None
    assert store.documents("B") == []
    assert len(store.documents("A")) == 40
