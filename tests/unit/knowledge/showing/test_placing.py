"""Where a passage stands on a page that another program has read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.knowledge.showing.placing import occurrences_of, stretches_of

PAGE = (
    "3 Working hours\r\n"
    "A full-time week at Acme has 38 hours, spread over five days. You plan your\r\n"
    "own day around the core hours and agree on the rest with your team."
)


def _shown(page: str, wanted: str) -> list[str]:
    return [page[start:end] for start, end in stretches_of(page, wanted)]


def test_spaces_and_line_ends_count_for_nothing() -> None:
    wanted = "You plan your own day around the core hours"
    assert _shown(PAGE, wanted) == ["You plan your\r\nown day around the core hours"]


def test_a_word_broken_at_the_end_of_a_line_and_ligatures_are_the_same_word() -> None:
    assert _shown("The agree-\r\nment of the oﬃce", "agreement of the office") == [
        "agree-\r\nment of the oﬃce"
    ]


def test_what_stands_apart_on_the_page_is_found_piece_by_piece() -> None:
    page = (
        "Acme pays all invoices within thirty days. FOOTER 12 Refunds take twice as long as that."
    )
    wanted = "Acme pays all invoices within thirty days. Refunds take twice as long as that."
    shown = " ".join(_shown(page, wanted))
    assert shown.startswith("Acme pays all invoices")
    assert shown.endswith("twice as long as that")


def test_a_passage_of_another_page_is_not_there() -> None:
    assert stretches_of(PAGE, "Parental leave lasts sixteen weeks in every country.") == []
    assert stretches_of(PAGE, "") == []
    assert stretches_of("", PAGE) == []


def test_every_occurrence_is_found_in_either_case() -> None:
    text = "Leave is leave; unpaid LEAVE is not."
    assert [text[start:end] for start, end in occurrences_of(text, "leave")] == [
        "Leave",
        "leave",
        "LEAVE",
    ]
    assert occurrences_of(text, " — ") == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_stretches_lie_in_the_page_and_in_order(page: str, wanted: str) -> None:
    before = 0
    for start, end in stretches_of(page, wanted):
        assert before <= start < end <= len(page)
        before = end


@given(st.text(max_size=60), st.text(min_size=4, max_size=60), st.text(max_size=60))
def test_what_stands_there_whole_is_found(before: str, wanted: str, after: str) -> None:
    letters = [c for c in wanted if c.isascii() and c.isalnum()]
    if len(letters) > 3:
        assert stretches_of(before + wanted + after, wanted)
