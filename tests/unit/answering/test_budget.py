"""The context is shared out in tokens; instructions are never cut and nothing overflows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.answering import budget
from assistant_studio.errors import ContextTooSmall


def room(**changes: object) -> budget.Room:
    values: dict[str, object] = {
        "context_tokens": 4096,
        "fixed_tokens": 100,
        "wanted_answer_tokens": 512,
        "prompt_tokens_per_s": 150.0,
        "thorough": False,
    }
    return budget.room(**{**values, **changes})  # type: ignore[arg-type]


def test_a_slow_computer_gets_fewer_passages() -> None:
    slow, fast = room(prompt_tokens_per_s=20.0), room(prompt_tokens_per_s=5000.0)
    assert slow.passages_tokens == budget.MIN_PASSAGES_TOKENS
    assert fast.passages_tokens == (4096 - 100 - 512) // 2
    assert room().passages_tokens == 600


def test_a_person_can_ask_for_more_thorough() -> None:
    assert room(prompt_tokens_per_s=20.0, thorough=True).passages_tokens == (4096 - 612) // 2


def test_instructions_that_fill_the_context_are_a_sentence() -> None:
    with pytest.raises(ContextTooSmall, match=r"take 4,050 of the model's 4,096 tokens"):
        room(fixed_tokens=4050)


@given(st.integers(64, 9000), st.integers(1, 9000), st.integers(1, 4000), st.booleans())
def test_the_parts_never_exceed_the_whole(
    context: int, fixed: int, wanted: int, thorough: bool
) -> None:
    if context - fixed < budget.MIN_ANSWER_TOKENS:
        return
    shared = room(
        context_tokens=context, fixed_tokens=fixed, wanted_answer_tokens=wanted, thorough=thorough
    )
    assert fixed + shared.answer_tokens + shared.rest_tokens == context
    assert 0 <= shared.passages_tokens <= shared.rest_tokens


def test_a_long_passage_lets_a_shorter_one_in() -> None:
    assert budget.passages_that_fit([200, 500, 100], 350) == [0, 2]
    assert budget.passages_that_fit([], 350) == []


def test_history_leaves_in_groups_so_that_the_rest_stays_the_same() -> None:
    sizes = [100] * 10
    assert budget.first_kept_message(sizes, 1000) == 0
    assert budget.first_kept_message(sizes, 900) == 4
    assert budget.first_kept_message(sizes, 600) == 4
    assert budget.first_kept_message(sizes, 500) == 8
    assert budget.first_kept_message(sizes, 50) == 10
