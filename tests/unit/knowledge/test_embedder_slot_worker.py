"""The embedder's slot when loading goes wrong or takes long."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.errors import EmbedderError
from assistant_studio.knowledge import embedder_slot_worker
from assistant_studio.knowledge.embedder_slot_worker import EmbedderSlot
from assistant_studio.knowledge.embedders import shipped_embedder
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.paths import Home

MakeSlot = Callable[[Callable[..., object]], EmbedderSlot]


class _Panic(BaseException):
    """What a library written in Rust raises when it panics."""


@pytest.fixture
def make_slot(home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeSlot]:
    """Makes a slot whose embedder is opened as a test wants it."""
    store = KnowledgeStore(home)

    def make(opened: Callable[..., object]) -> EmbedderSlot:
        monkeypatch.setattr(embedder_slot_worker, "open_embedder", opened)
        monkeypatch.setattr(embedder_slot_worker, "find_export", lambda *_arguments: object())
        return EmbedderSlot(home, shipped_embedder(), store.database, lambda _embedding: None)

    yield make
    store.database.close()


def test_who_waits_hears_of_a_panic(make_slot: MakeSlot) -> None:
    def panic(*_arguments: object) -> None:
        raise _Panic("no such token")

    slot = make_slot(panic)
    with pytest.raises(EmbedderError, match="no such token"):
        slot.wait()
    assert slot.soon(CancelToken()) is None


def test_a_search_that_is_stopped_waits_no_longer_for_the_embedder(make_slot: MakeSlot) -> None:
    let_go, begun = threading.Event(), threading.Event()
    token = CancelToken()

    def slow(*_arguments: object) -> None:
        begun.set()
        let_go.wait(30)
        raise EmbedderError("It is gone.")

    slot = make_slot(slow)
    loading = slot.load()
    assert begun.wait(30)
    stopper = threading.Timer(0.05, token.cancel)
    stopper.start()
    with pytest.raises(Cancelled):
        slot.soon(token)
    assert not loading.done()
    stopper.join()
    let_go.set()
    assert loading.exception(30) is not None
