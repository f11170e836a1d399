"""What the indexer does when it cannot go on: nothing is lost, and it says why."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DiskFull, EmbedderError
from assistant_studio.knowledge import indexer
from assistant_studio.knowledge.adding import Adder
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.document import (
    Chunk,
    DocumentState,
    ExtractedText,
    IndexingProgress,
)
from assistant_studio.knowledge.embedding import Vectors
from assistant_studio.knowledge.indexer import Indexer, Surroundings, storable
from assistant_studio.knowledge.pace import SearchFirst
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.knowledge.vectors import Embedding, StoredVectors
from assistant_studio.paths import Home
from assistant_studio.storage.locks import FileLock


class _Panic(BaseException):
    """What a library written in Rust raises when it panics."""


class _Embedder:
    """Stands in for the real one, which cannot fail on demand."""

    id = "fake"
    dimensions = 4

    def __init__(self) -> None:
        self.error: BaseException | None = None
        self.poison = ""

    def embed(self, texts: list[str], token: CancelToken | None = None) -> Vectors:
        if self.error is not None:
            raise self.error
        if self.poison and any(self.poison in text for text in texts):
            raise _Panic(self.poison)
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
                embedding=lambda _embedder_id: Embedding(self.embedder, vectors),
                on_progress=self.events.put,
                on_idle=lambda: None,
                search_first=SearchFirst(),
            ),
        )
        Adder(home, self.store).add("A", [paper], CancelToken())

    def add(self, path: Path, text: str) -> None:
        path.write_text(text)
        Adder(self.home, self.store).add("A", [path], CancelToken())

    def states(self) -> dict[str, DocumentState]:
        return {document.name: document.state for document in self.store.documents("A")}

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


@pytest.mark.parametrize("bug", [ZeroDivisionError("a bug"), _Panic("a panic")])
def test_a_document_at_which_reading_fails_is_told_and_the_others_carry_on(
    bench: _Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bug: BaseException
) -> None:
    def chunked(extracted: ExtractedText) -> Sequence[Chunk]:
        if "Bicycles" in extracted.text:
            raise bug
        return chunks_of(extracted)

    monkeypatch.setattr(indexer, "chunks_of", chunked)
    bench.add(tmp_path / "other.txt", "Boats are rented here.")
    bench.indexer.start()
    error = bench.wait_for(_in_trouble).document.error
    bench.wait_for(_ready)
    assert error is not None
    assert error["kind"] == "DamagedDocument"
    assert "“paper.txt” could not be read" in error["message"]
    assert bench.states() == {
        "paper.txt": DocumentState.FAILED,
        "other.txt": DocumentState.READY,
    }
    assert bench.indexer.trouble is None


def test_a_document_at_which_embedding_fails_twice_is_told_and_the_others_carry_on(
    bench: _Bench, tmp_path: Path
) -> None:
    bench.embedder.poison = "Bicycles"
    bench.add(tmp_path / "other.txt", "Boats are rented here.")
    bench.indexer.start()
    bench.wait_for(_in_trouble)
    assert bench.states()["paper.txt"] is DocumentState.EMBEDDING
    bench.indexer.wake()
    bench.wait_for(_ready)
    assert bench.states() == {
        "paper.txt": DocumentState.FAILED,
        "other.txt": DocumentState.READY,
    }


def test_a_panic_is_told_and_does_not_end_indexing_for_good(bench: _Bench) -> None:
    bench.embedder.error = _Panic("a panic")
    bench.indexer.start()
    bench.wait_for(_in_trouble)
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
