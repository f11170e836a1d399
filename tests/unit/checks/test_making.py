"""A good answer makes a check that it passes itself."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant_studio.assistants.check import Check, checked_check
from assistant_studio.checks.judging import passed
from assistant_studio.checks.making import check_from_answer
from assistant_studio.checks.result import Citation, Given
from assistant_studio.conversations.message import Message, MessageState, Role
from assistant_studio.knowledge.document import Passage


def source(n: int, document: str, page: int | None, text: str) -> dict[str, Any]:
    passage = Passage(n, document, "d", page, f"Page {page}", "", 0, len(text), text, 1, ("words",))
    return {"n": n, "passage": asdict(passage)}


def made(
    question: str, text: str, sources: list[dict[str, Any]], *cited: tuple[int, ...], **more: str
) -> Check:
    details = {"sources": sources, "sentences": [{"sources": list(n)} for n in cited], **more}
    complete = MessageState.COMPLETE
    answer = Message("m", "c", "q", Role.ASSISTANT, text, complete, details, "")
    check = checked_check(check_from_answer(question, answer))
    numbers = {n for some in cited for n in some}
    passages = [source["passage"] for source in sources if source["n"] in numbers]
    citations = tuple(Citation(p["document"], p["page"], p["place"]) for p in passages)
    assert passed(check, Given(text, citations, more.get("finish") == "not_found"))
    return check


def test_the_document_and_the_new_numbers_of_an_answer_make_the_check() -> None:
    sources = [
        source(1, "Travel.docx", None, "Meals up to 45 euros."),
        source(2, "Staff handbook.pdf", 12, "1,500 euros a year for courses and books."),
    ]
    check = made(
        "How large is my training budget in 2026?",
        "In 2026 the budget is 1,500 euros a year.",
        sources,
        (2, 1),
        (2,),
    )
    assert (check.numbers, check.document, check.page) == (("1,500",), "Staff handbook.pdf", 12)
    assert check.must_hold == ()


def test_without_a_number_the_words_of_the_passage_make_it() -> None:
    passage = source(1, "Data.md", None, "Customer data is stored in Frankfurt, Germany.")
    text = "It is stored in Frankfurt, I believe."
    check = made("Where is customer data stored?", text, [passage], (1,))
    assert check.must_hold == ("Frankfurt",)


def test_numbers_in_words_make_it_too() -> None:
    assert made("How long?", "You have thirty days.", []).numbers == ("30",)


def test_an_honest_not_found_makes_a_check_for_not_knowing() -> None:
    near = [source(1, "Data.md", None, "Something near.")]
    check = made("Who painted it?", "I could not find this.", near, finish="not_found")
    assert check.says_unknown
    assert not check.document


def test_a_program_in_the_answer_is_not_what_it_says() -> None:
    text = "You have thirty days.\n\n```python\nwindow = 45\n```\n\n~~~\nmore = 7"
    assert made("How long?", text, []).numbers == ("30",)


def test_a_number_that_no_cited_passage_holds_is_left_out() -> None:
    passage = source(1, "Ferry.md", None, "A ticket costs twelve euros.")
    text = "It costs 12 euros. Or 40, or 48."
    assert made("What is a ticket?", text, [passage], (1,)).numbers == ("12",)
