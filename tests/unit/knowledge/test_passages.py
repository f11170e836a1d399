"""Joining hits into passages within a budget."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.knowledge.contents import ChunkRow
from assistant_studio.knowledge.fusion import Scored
from assistant_studio.knowledge.passages import Stretch, stretches

CHUNK = 100


def _hit(number: int, score: float, content_id: int = 1, page: int | None = None) -> Scored:
    """Chunk `number` of a text whose chunks follow each other with one space between."""
    start = number * (CHUNK + 1)
    chunk = ChunkRow(
        1000 * content_id + number, content_id, number, start, start + CHUNK, 1, page, "[]"
    )
    return Scored(chunk, score)


def _text_of(chunk: ChunkRow) -> str:
    return ("word " * CHUNK)[: chunk.end - chunk.start]


def _spans(found: list[Stretch]) -> list[tuple[int, int]]:
    return [(s.first.position, s.last.position) for s in found]


def _taken(hits: list[Scored], limit: int = 8, budget_chars: int = 4000) -> list[Stretch]:
    return stretches(hits, limit, budget_chars, _text_of)


def test_hits_that_touch_become_one_passage() -> None:
    assert _spans(_taken([_hit(4, 0.9), _hit(5, 0.8), _hit(9, 0.7)])) == [(4, 5), (9, 9)]


def test_hits_that_touch_become_one_passage_with_what_is_between() -> None:
    (stretch,) = _taken([_hit(4, 0.9), _hit(5, 0.8)])
    assert (stretch.first.position, stretch.last.position) == (4, 5)
    assert stretch.length == 2 * CHUNK + 1


def test_text_between_hits_that_was_not_found_is_left_out() -> None:
    assert _spans(_taken([_hit(4, 0.9), _hit(6, 0.8)])) == [(4, 4), (6, 6)]


def test_a_hit_between_two_passages_joins_them() -> None:
    found = _taken([_hit(1, 0.9), _hit(3, 0.8), _hit(2, 0.7)])
    assert _spans(found) == [(1, 3)]
    assert found[0].score == 0.9


def test_passages_do_not_run_over_a_page_or_into_another_text() -> None:
    hits = [_hit(4, 0.9, page=1), _hit(5, 0.8, page=2), _hit(5, 0.7, content_id=2)]
    assert len(_taken(hits)) == 3


def test_the_best_comes_first_even_when_a_later_hit_extended_another() -> None:
    found = _taken([_hit(1, 0.9), _hit(9, 0.8), _hit(10, 0.7)])
    assert [stretch.score for stretch in found] == [0.9, 0.8]


def test_the_limit_holds_but_hits_may_still_extend_what_is_there() -> None:
    assert _spans(_taken([_hit(1, 0.9), _hit(9, 0.8), _hit(2, 0.7)], limit=1)) == [(1, 2)]


def test_a_hit_that_no_longer_fits_is_passed_over() -> None:
    found = _taken([_hit(1, 0.9), _hit(5, 0.8), _hit(9, 0.7)], budget_chars=2 * CHUNK)
    assert _spans(found) == [(1, 1), (5, 5)]


def test_when_not_even_the_best_fits_it_is_cut_after_a_word() -> None:
    (stretch,) = _taken([_hit(0, 0.9)], budget_chars=17)
    assert _text_of(stretch.first)[: stretch.length] == "word word word"


def test_no_budget_no_hits_and_no_score_give_no_passages() -> None:
    assert _taken([_hit(1, 0.9)], budget_chars=0) == []
    assert _taken([]) == []
    assert _taken([_hit(1, 0.0)]) == []


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 3), st.integers(1, 4)), max_size=60),
    st.integers(1, 10),
    st.integers(0, 3000),
)
def test_budget_and_limit_always_hold_and_no_text_comes_twice(
    places: list[tuple[int, int, int]], limit: int, budget_chars: int
) -> None:
    hits = [
        _hit(number, 1 / rank, content_id, page=1 + number // 10 * page_step)
        for rank, (number, content_id, page_step) in enumerate(dict.fromkeys(places), 1)
    ]
    found = _taken(hits, limit, budget_chars)
    assert len(found) <= limit
    assert sum(stretch.length for stretch in found) <= budget_chars
    seen: set[tuple[int, int]] = set()
    for stretch in found:
        mine = {(stretch.first.content_id, at) for at in range(stretch.first.start, stretch.end)}
        assert not mine & seen
        seen |= mine
