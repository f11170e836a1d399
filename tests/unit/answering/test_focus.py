"""A long passage is shortened to whole sentences about the question, as an exact slice."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.answering.focus import as_quotation, focused, nearest_first
from assistant_studio.knowledge.document import Passage

TEXT = (
    "The ferry leaves at eight. It is red. Tickets cost twelve euros on board. "
    "Children travel for free. The captain sings."
)
PASSAGE = Passage(1, "a.md", "d", None, "Ferry", "", 100, 100 + len(TEXT), TEXT, 1.0, ("words",))


def test_the_sentences_about_the_question_stay() -> None:
    short = focused(PASSAGE, "What does a ticket cost?", 60)
    assert "Tickets cost twelve euros on board." in short.text
    assert TEXT[short.start - 100 : short.end - 100] == short.text


def test_a_short_passage_is_left_alone() -> None:
    assert focused(PASSAGE, "ticket", 500) is PASSAGE


@given(st.text(min_size=1, max_size=400), st.text(max_size=30), st.integers(10, 200))
def test_it_is_always_an_exact_slice_within_bounds(text: str, question: str, limit: int) -> None:
    if not text.strip():
        return
    passage = replace(PASSAGE, text=text, start=7, end=7 + len(text))
    short = focused(passage, question, limit)
    assert text[short.start - 7 : short.end - 7] == short.text
    assert len(short.text) <= max(limit, len(text) if len(text) <= limit else limit)


def test_the_stretch_holds_the_sentences_that_are_closest_in_meaning() -> None:
    start = 100 + TEXT.index("Children")
    close = replace(PASSAGE, closeness=0.6, close_start=start, close_end=start + 30)
    short = focused(close, "What does a ticket cost for my son?", 45)
    assert "Children travel for free." in short.text


def test_a_small_model_gets_what_is_closest_and_no_more() -> None:
    far = replace(PASSAGE, rank=1, closeness=0.2)
    near = replace(PASSAGE, rank=2, closeness=0.7, close_start=100, close_end=127)
    found = nearest_first([far, near], "When does it sail?", 200)
    assert found[0].rank == 2
    assert sum(len(each.text) for each in found) <= 200


def test_a_quotation_is_one_plain_line() -> None:
    assert as_quotation("## Fares\n\n* **Dogs**  travel\n  free") == "Fares Dogs travel free"
    assert len(as_quotation("word " * 200)) < 410
    assert as_quotation("See [here](https://a.example)") == r"See \[here\](https://a.example)"
