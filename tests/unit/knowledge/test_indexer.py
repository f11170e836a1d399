"""What the indexer does when it cannot go on: nothing is lost, and it says why."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DiskFull, EmbedderError
from assistant_studio.knowledge.adding import Adder
from assistant_studio.knowledge.document import DocumentState, ExtractedText, IndexingProgress
from assistant_studio.knowledge.embedding import Vectors
from assistant_studio.knowledge.indexer import Indexer, Surroundings, storable
from assistant_studio.knowledge.pace import SearchFirst
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.vectors import Embedding, StoredVectors
from assistant_studio.paths import Home
from assistant_studio.storage.locks import FileLock


class _Embedder:
    """Stands in for the real one, which cannot fail on demand."""

    id = "fake"
    dimensions = 4

    def __init__(self) -> None:
        self.error: Exception | None = None

    def embed(self, texts: list[str], token: CancelToken | None = None) -> Vectors:
        if self.error is not None:
            raise self.error
        return np.ones((len(texts), 4), np.float32)


class _Bench:
    """An indexer and what is around it."""

    def __init__(self, home: Home, paper: Path) -> None:
        self.home = home
        self.store = KnowledgeStore(home)
        self.embedder = _Embedder()
        self.events: queue.SimpleQueue[IndexingProgress] = queue.SimpleQueue()
        vectors = StoredVectors(self.store.database, "fake", 4)
        self.indexer = Indexer(
            home,
            self.store,
            Surroundings(
                embedder_id="fake",
                embedding=lambda: Embedding(self.embedder, vectors),
                on_progress=self.events.put,
                on_idle=lambda: None,
                search_first=SearchFirst(),
            ),
        )
        Adder(home, self.store).add("A", [paper], CancelToken())

    def state(self) -> DocumentState:
        return self.store.documents("A")[0].state

    def wait_for(self, holds: Callable[[IndexingProgress], bool]) -> IndexingProgress:
        while True:
            event = self.events.get(timeout=30)
            if holds(event):
                return event


def _ready(event: IndexingProgress) -> bool:
    return event.document.state is DocumentState.READY


def _in_trouble(event: IndexingProgress) -> bool:
    return event.document.error is not None


@pytest.fixture
def bench(home: Home, tmp_path: Path) -> Iterator[_Bench]:
    paper = tmp_path / "paper.txt"
    paper.write_text("Bicycles are repaired here.")
    bench = _Bench(home, paper)
    yield bench
    bench.indexer.close()
    bench.store.database.close()


def test_a_full_disk_leaves_the_document_waiting_and_it_is_tried_again(
    bench: _Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_arguments: object) -> int:
        raise DiskFull("The disk is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(bench.store.contents, "save", no_room)
        bench.indexer.start()
        event = bench.wait_for(_in_trouble)
    assert event.document.error == {
        "kind": "DiskFull",
        "message": "The disk is full.",
        "hint": "Free some space.",
    }
    assert bench.state() is DocumentState.WAITING
    assert isinstance(bench.indexer.trouble, DiskFull)
    bench.indexer.wake()
    bench.wait_for(_ready)
    assert bench.indexer.trouble is None


def test_without_an_embedder_words_are_indexed_and_the_rest_waits(bench: _Bench) -> None:
    bench.embedder.error = EmbedderError("It is missing.", "Fetch it.")
    bench.indexer.start()
    bench.wait_for(_in_trouble)
    assert bench.state() is DocumentState.EMBEDDING
    base = bench.store.base("A")
    assert base is not None
    assert bench.store.words(base.id).lookup("bicycles", 1)[0].scores
    bench.embedder.error = None
    bench.indexer.wake()
    bench.wait_for(_ready)


def test_a_bug_is_told_and_does_not_end_indexing_for_good(bench: _Bench) -> None:
    bench.embedder.error = ZeroDivisionError("a bug")
    bench.indexer.start()
    event = bench.wait_for(_in_trouble)
    assert event.document.error is not None
    assert "unexpected error" in event.document.error["message"]
    bench.embedder.error = None
    bench.indexer.wake()
    bench.wait_for(_ready)


def test_while_another_process_indexes_this_one_waits_and_takes_over_when_it_ends(
    bench: _Bench,
) -> None:
    other = FileLock(bench.home.cache_dir / "indexing.lock")
    assert other.acquire()
    bench.indexer.start()
    bench.wait_for(lambda event: event.document.state is DocumentState.WAITING)
    assert bench.state() is DocumentState.WAITING
    other.release()
    bench.wait_for(_ready)


def test_letters_that_cannot_be_stored_are_replaced_and_offsets_stay() -> None:
    text = "a\ud800b — ü"
    stored = storable(ExtractedText(text, ())).text
    assert stored == "a?b — ü"
    assert len(stored) == len(text)
