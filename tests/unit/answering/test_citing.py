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


LEAVE = (
    "The parent who gives birth has 18 weeks of birth leave with full pay. The other parent has 8 "
    "weeks of partner leave with full pay. Ask Ines Caldeira with form B7 until 14 May 2026. The "
    "office is open from Monday to Thursday. A day off costs €12,000 a month at 9:30. "
    "A refused request is not final, but it counts."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The other parent has 18 weeks of partner leave.",
        "The other parent has 8 days of partner leave.",
        "The other parent has 8 weeks of partner leave without pay.",
        "Ask Ines Carvalho with form B7.",
        "Ask Ines Caldeira with form B9.",
        "Ask Ines Caldeira until May 15, 2026.",
        "Ask Ines Caldeira until 2026-04-14.",
        "The office is open from Monday to Friday.",
        "The office is open on Friday.",
        "A refused request is final.",
        "A day off costs €12,000 a week.",
        "A day off costs $12,000 a month.",
    ],
)
def test_a_number_date_name_unit_or_negation_that_belongs_elsewhere_is_marked(
    sentence: str,
) -> None:
    (cited,) = cited_sentences(sentence, [source(1, LEAVE)])
    assert not cited.supported


@pytest.mark.parametrize(
    "sentence",
    [
        "The other parent has eight weeks of partner leave.",
        "Ask Ines Caldeira until May 14, 2026.",
        "Ask Ines Caldeira until 14.05.2026.",
        "Ask Ines Caldeira until 05/14/2026.",
        "The office is open on Tuesday.",
        "A day off costs 12 000 euros a month at 9:30 am.",
        "A refused request isn't final.",
        "No, a refused request is not final.",
    ],
)
def test_other_notations_of_the_same_are_supported(sentence: str) -> None:
    (cited,) = cited_sentences(sentence, [source(1, LEAVE)])
    assert cited.supported


def test_a_name_may_stand_in_another_form() -> None:
    passage = source(1, "Data is kept in the European Union, one copy in Ireland.")
    (cited,) = cited_sentences("Data is kept in Europe, one copy in Ireland.", [passage])
    assert cited.supported


def test_a_sentence_put_together_from_two_passages_names_both() -> None:
    answer = "The other parent has 8 weeks of partner leave, and monthly plans are not refunded."
    (cited,) = cited_sentences(answer, [source(1, LEAVE), source(2, REFUNDS)])
    assert cited.sources == (1, 2)


def test_a_name_that_runs_through_the_files_or_heads_them_may_be_left_out_by_a_passage() -> None:
    named = (
        source(1, "Acme pays for the train to Utrecht and back home."),
        source(2, "Acme is kind."),
    )
    assert cited_sentences("At Acme monthly plans are not refunded.", [*named, source(3, REFUNDS)])[
        0
    ].supported


def test_a_row_that_is_repeated_word_for_word_is_supported() -> None:
    row = "Pupil: Omar Haddad; Test 1: 7; Test 2: 13; Project: Ferns"
    sources = (source(1, row),)
    (sentence,) = cited_sentences(f"{row}.", sources)
    assert sentence.sources == (1,)
    (wrong,) = cited_sentences(row.replace("13", "14"), sources)
    assert not wrong.supported


def test_a_name_that_a_word_is_made_from_has_no_rival_in_it() -> None:
    passage = (
        "12.2 Where customer data is kept\nCustomer data is stored in two data centres in the "
        "European\nUnion, one in Ireland and one in Sweden. It is never copied to a laptop."
    )
    said = "The data is stored in two data centres in Europe: one in Ireland and one in Sweden."
    (sentence,) = cited_sentences(said, (source(1, passage),))
    assert sentence.sources == (1,)
    (wrong,) = cited_sentences(said.replace("Sweden", "Norway"), (source(1, passage),))
    assert not wrong.supported
