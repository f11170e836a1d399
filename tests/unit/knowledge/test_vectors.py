"""Vectors in knowledge.db, and the exact search over them."""

from __future__ import annotations

import numpy as np
import pytest

from assistant_studio.knowledge.document import Chunk, ExtractedText, Section
from assistant_studio.knowledge.embedding import Vectors
from assistant_studio.knowledge.store import Base, KnowledgeStore
from assistant_studio.knowledge.vector_index import ExactIndex, Hit, NearestChunks
from assistant_studio.knowledge.vectors import MatrixCache, StoredVectors
from assistant_studio.paths import Home

COUNT = 50


def _unit(count: int, seed: int = 1) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, 8)).astype(np.float32)
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


@pytest.fixture
def store(home: Home) -> KnowledgeStore:
    """A base with one ready document of 50 chunks, whose vectors are `_unit(50)`."""
    store = KnowledgeStore(home)
    chunks = [Chunk(i, i + 1, "x", None, ()) for i in range(COUNT)]
    text = ExtractedText("x" * COUNT, (Section(0, COUNT),))
    stored = StoredVectors(store.database, "e", 8)
    with store.database.transaction() as connection:
        connection.execute("INSERT INTO bases (assistant_id, generation) VALUES ('A', '1-x')")
        content_id = store.contents.save("a" * 64, "1", text, chunks)
        connection.execute(
            "INSERT INTO documents (id, base_id, name, sha256, size_bytes, source_path, state,"
            " content_id, embedder_id, added_at) VALUES ('d', 1, 'n', 'a', 1, 'p', 'ready', ?, ?,"
            " '')",
            (content_id, stored.embedder_id),
        )
    stored.save(range(1, COUNT + 1), _unit(COUNT))
    return store


def _exact(store: KnowledgeStore) -> ExactIndex:
    return ExactIndex(MatrixCache(StoredVectors(store.database, "e", 8)))


def test_vectors_come_back_as_they_were(store: KnowledgeStore) -> None:
    stored = StoredVectors(store.database, "e", 8)
    assert np.array_equal(stored.matrix(1).vectors, _unit(COUNT))
    assert np.array_equal(stored.fetch([7])[7], _unit(COUNT)[6])
    assert stored.count(1) == COUNT
    assert stored.fetch([999]) == {}


def test_vectors_of_a_chunk_that_is_gone_are_passed_over(store: KnowledgeStore) -> None:
    StoredVectors(store.database, "e", 8).save([999], _unit(1))
    assert store.database.integrity_problems() == []


def test_another_embedder_sees_nothing_of_them(store: KnowledgeStore) -> None:
    other = StoredVectors(store.database, "other", 8)
    assert len(other.matrix(1).ids) == 0
    assert other.count_searchable(1) == 0
    assert ExactIndex(MatrixCache(other)).nearest(Base(1, "1-x"), _unit(1)[0], 5) == []


def test_the_nearest_are_the_true_ones_in_order(store: KnowledgeStore) -> None:
    query = _unit(1, seed=2)[0]
    hits = _exact(store).nearest(Base(1, "1-x"), query, 10)
    cosines = _unit(COUNT) @ query
    assert [chunk_id - 1 for chunk_id, _ in hits] == list(np.argsort(-cosines)[:10])
    assert hits[0][1] == pytest.approx(cosines.max(), abs=1e-6)


def test_asking_for_more_than_there_are_gives_all(store: KnowledgeStore) -> None:
    assert len(_exact(store).nearest(Base(1, "1-x"), _unit(1)[0], 500)) == COUNT


def test_a_new_generation_is_read_again_and_an_old_one_is_not(store: KnowledgeStore) -> None:
    exact = _exact(store)
    query = _unit(1)[0]
    assert exact.nearest(Base(1, "1-x"), query, 1)[0][0] == 1
    StoredVectors(store.database, "e", 8).save([1], -_unit(1))
    assert exact.nearest(Base(1, "1-x"), query, 1)[0][0] == 1
    assert exact.nearest(Base(1, "2-y"), query, 1)[0][0] != 1


def test_the_cache_is_bounded(store: KnowledgeStore) -> None:
    cache = MatrixCache(StoredVectors(store.database, "e", 8), limit_bytes=0)
    first = cache.get(1, "1-x")
    assert cache.get(1, "1-x") is first
    cache.get(2, "1-y")
    assert cache.get(1, "1-x") is not first


class _Large:
    """Serves one generation only."""

    def nearest(self, base: Base, query: Vectors, limit: int) -> list[Hit] | None:
        return [(42, 0.5)] if base.generation == "1-x" else None

    def synchronise(self) -> None: ...

    def serving(self) -> dict[str, str]:
        return {"1": "1-x"}

    def close(self) -> None: ...


def test_the_large_index_is_asked_for_large_bases_and_only_while_it_is_up_to_date(
    store: KnowledgeStore,
) -> None:
    matrices = MatrixCache(StoredVectors(store.database, "e", 8))
    nearest = NearestChunks(ExactIndex(matrices), matrices, large_from_chunks=40)
    query = _unit(1)[0]
    assert nearest.nearest(Base(1, "1-x"), COUNT, query, 1)[0][0] == 1
    nearest.large = _Large()
    assert nearest.nearest(Base(1, "1-x"), COUNT, query, 1) == [(42, 0.5)]
    assert nearest.nearest(Base(1, "2-y"), COUNT, query, 1)[0][0] == 1
    assert nearest.nearest(Base(1, "1-x"), 39, query, 1)[0][0] == 1
