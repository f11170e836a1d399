"""One score out of meaning and words."""

from __future__ import annotations

import pytest

from assistant_studio.knowledge.contents import ChunkRow
from assistant_studio.knowledge.fusion import floor_of, fused, with_neighbours


def _chunks(*ids: int, content_id: int = 1) -> dict[int, ChunkRow]:
    return {i: ChunkRow(i, content_id, i, i * 100, i * 100 + 90, 1, None, "[]") for i in ids}


def test_a_chunk_found_by_both_searches_comes_before_those_found_by_one() -> None:
    chunks = _chunks(10, 20, 30)
    scored = fused(chunks, {10: 0.8, 20: 0.8, 30: 0.1}, {10: 1.0, 30: 1.0})
    assert [one.chunk.id for one in scored] == [10, 30, 20]


def test_scores_lie_between_nothing_and_one() -> None:
    chunks = _chunks(*range(10, 20))
    scored = fused(chunks, dict.fromkeys(chunks, 0.9), dict.fromkeys(chunks, 1.0))
    assert max(one.score for one in scored) == pytest.approx(1.0)
    assert min(one.score for one in scored) > 0


def test_a_good_chunk_lifts_its_neighbours_and_the_nearer_ones_more() -> None:
    chunks = _chunks(1, 2, 3, 4)
    scores = {one.chunk.id: one.score for one in fused(chunks, {}, {1: 1.0})}
    assert scores[1] > scores[2] > scores[3] > scores[4] == 0


def test_neighbours_in_another_text_are_not_lifted() -> None:
    chunks = _chunks(1) | _chunks(2, content_id=2)
    scores = {one.chunk.id: one.score for one in fused(chunks, {}, {1: 1.0})}
    assert scores[2] == 0


def test_words_alone_and_meaning_alone_can_carry_a_search() -> None:
    chunks = _chunks(10, 20)
    assert fused(chunks, {}, {20: 1.0})[0].chunk.id == 20
    assert fused(chunks, {10: 0.2, 20: 0.4}, {})[0].chunk.id == 20


def test_vectors_that_point_away_count_as_nothing() -> None:
    scored = fused(_chunks(10, 20), {10: -0.3, 20: -0.1}, {10: 0.5})
    assert [round(one.score, 3) for one in scored] == [0.5, 0.0]


def test_equal_scores_keep_the_order_of_the_text() -> None:
    scored = fused(_chunks(30, 10, 20), dict.fromkeys((10, 20, 30), 0.5), {})
    assert [one.chunk.id for one in scored] == [10, 20, 30]


def test_the_neighbourhood_of_a_hit_reaches_two_chunks_each_way() -> None:
    assert with_neighbours({10}) == {8, 9, 10, 11, 12}


def test_the_edge_of_a_text_costs_a_chunk_nothing() -> None:
    own = {i: 0.5 for i in range(1, 6)}
    scores = {one.chunk.id: one.score for one in fused(_chunks(*own), own, {})}
    assert scores[1] == pytest.approx(scores[3])


def test_likeness_counts_from_the_floor_on() -> None:
    scored = fused(_chunks(10, 20, 30), {10: 0.6, 20: 0.5, 30: 0.2}, {}, floor=0.4)
    assert [round(one.score, 3) for one in scored] == [1.0, 0.5, 0.0]


def test_the_floor_is_the_last_of_the_nearest_and_lower_in_a_small_base() -> None:
    assert floor_of([0.9] * 99 + [0.3], 100) == pytest.approx(0.3)
    assert floor_of([0.9, 0.3], 100) == pytest.approx(0.006)
    assert floor_of([0.2, -0.4], 100) == 0
    assert floor_of([], 100) == 0


def test_of_two_chunks_the_lesser_one_is_still_found() -> None:
    cosines = {10: 0.6, 20: 0.5}
    scored = fused(_chunks(10, 20), cosines, {}, floor_of([0.6, 0.5], 100))
    assert scored[1].score > 0.8
