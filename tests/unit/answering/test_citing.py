"""Sentences are tied to what supports them; a wrong number is never supported."""

from __future__ import annotations

import pytest

from assistant_studio.answering.citing import cited_sentences
from assistant_studio.answering.events import Source
from assistant_studio.answering.words import content_words, numbers, tokens
from assistant_studio.knowledge.document import Passage

REFUNDS = (
    "Annual plans can be refunded within thirty days of purchase. Enterprise customers may request "
    "a refund for up to sixty days. Monthly plans are not refunded."
)
TRAVEL = "Meals are paid up to €45 a day in Berlin and €1,000 a month at most."


def source(n: int, text: str) -> Source:
    return Source(
        n, Passage(n, "a.md", "d", None, "Line 1", "", 0, len(text), text, 1.0, ("words",))
    )


SOURCES = (source(1, REFUNDS), source(2, TRAVEL))


def test_each_sentence_names_the_passage_that_says_it() -> None:
    answer = "Annual plans can be refunded within 30 days. Meals are paid up to 45 € a day."
    first, second = cited_sentences(answer, SOURCES)
    assert (first.sources, second.sources) == ((1,), (2,))
    assert first.supported
    assert answer[second.start : second.end] == second.text == "Meals are paid up to 45 € a day."


@pytest.mark.parametrize(
    "sentence",
    [
        "Annual plans can be refunded within 40 days of purchase.",
        "Enterprise customers may request a refund for up to ninety days.",
        "Most requests are settled within a week.",
        "Meals are paid up to €54 a day in Berlin.",
        "The office opens at nine.",
    ],
)
def test_what_no_passage_says_is_marked(sentence: str) -> None:
    (cited,) = cited_sentences(sentence, SOURCES)
    assert not cited.supported
    assert cited.sources == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Hello!",
        "What would you like to know?",
        "To check the date from a script:",
        "The files do not say anything about lunch.",
        "Yes.",
    ],
)
def test_what_claims_nothing_is_not_marked(sentence: str) -> None:
    (cited,) = cited_sentences(sentence, SOURCES)
    assert cited.supported


def test_lists_and_code_are_taken_apart() -> None:
    answer = (
        "The rules:\n\n- Annual plans can be refunded within thirty days.\n"
        "1. Monthly plans are not refunded.\n\n```python\nrefund = 99\n```\nMeals are paid."
    )
    texts = [sentence.text for sentence in cited_sentences(answer, SOURCES)]
    assert texts == [
        "The rules:",
        "Annual plans can be refunded within thirty days.",
        "Monthly plans are not refunded.",
        "Meals are paid.",
    ]


def test_without_passages_nothing_is_marked() -> None:
    assert cited_sentences("Paris is the capital of France.", ()) == ()


def test_numbers_are_one_however_they_are_written() -> None:
    assert numbers("thirty days, twenty-five hours, 1,000 and 1.000, 42.50 €") == {
        "30",
        "25",
        "1000",
        "42.5",
    }
    assert tokens("It's the customer’s plan") == ["it", "the", "customer", "plan"]
    assert content_words("refunds, refunded, refunding") == {"refund"}
