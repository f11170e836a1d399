"""A good answer makes a check that it passes itself."""

from __future__ import annotations

from assistant_studio.answering.events import Answered, CitedSentence, LeftOut, Source, Timings
from assistant_studio.assistants.check import checked_check
from assistant_studio.checks.judging import passed
from assistant_studio.checks.making import check_from_answer
from assistant_studio.checks.result import given
from assistant_studio.knowledge.document import Passage

TIMINGS = Timings(0, 0, 0, 0, 0, 0, 0, 0)


def source(n: int, document: str, page: int | None, text: str) -> Source:
    passage = Passage(n, document, "d", page, f"Page {page}", "", 0, len(text), text, 1, ("words",))
    return Source(n, passage)


def answered(text: str, sources: tuple[Source, ...], *cited: tuple[int, ...]) -> Answered:
    sentences = tuple(CitedSentence(0, 1, "", numbers, bool(numbers)) for numbers in cited)
    return Answered(text, sentences, sources, "stop", TIMINGS, LeftOut())


def test_the_document_and_the_new_numbers_of_an_answer_make_the_check() -> None:
    sources = (
        source(1, "Travel.docx", None, "Meals up to 45 euros."),
        source(2, "Staff handbook.pdf", 12, "1,500 euros a year for courses and books."),
    )
    good = answered("In 2026 the budget is 1,500 euros a year.", sources, (2, 1), (2,))
    check = check_from_answer(
        "How large is my training budget in 2026?",
        good.text,
        good.sentences,
        good.sources,
        good.finish,
    )
    assert (check.numbers, check.document, check.page) == (("1,500",), "Staff handbook.pdf", 12)
    assert check.must_hold == ()
    assert passed(checked_check(check), given(good))


def test_without_a_number_the_words_of_the_passage_make_it() -> None:
    passage = source(1, "Data.md", None, "Customer data is stored in Frankfurt, Germany.")
    good = answered("It is stored in Frankfurt, I believe.", (passage,), (1,))
    check = check_from_answer(
        "Where is customer data stored?", good.text, good.sentences, good.sources, good.finish
    )
    assert check.must_hold == ("Frankfurt",)
    assert passed(checked_check(check), given(good))


def test_numbers_in_words_make_it_too() -> None:
    good = answered("You have thirty days.", ())
    check = check_from_answer("How long?", good.text, good.sentences, good.sources, good.finish)
    assert check.numbers == ("30",)
    assert passed(checked_check(check), given(good))


def test_an_honest_not_found_makes_a_check_for_not_knowing() -> None:
    check = check_from_answer("Who painted it?", "I could not find this.", (), (), "not_found")
    assert check.says_unknown
    assert not check.document
