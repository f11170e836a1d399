"""How well a passage fits, on an absolute scale."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.knowledge.fit import fit


def test_a_question_and_its_own_answer_fit_and_strangers_do_not() -> None:
    assert fit(0.75, 0.6) > 0.9
    assert fit(0.15, 0.0) == 0.0


def test_the_words_decide_where_the_meaning_is_in_doubt() -> None:
    assert fit(0.40, 0.8) >= 0.4 > fit(0.40, 0.1)


def test_without_an_embedder_the_words_alone_count() -> None:
    assert fit(None, 0.5) == 0.5


@given(st.floats(-1, 1), st.floats(0, 1))
def test_it_lies_between_nothing_and_one(cosine: float, words_held: float) -> None:
    assert 0.0 <= fit(cosine, words_held) <= 1.0
