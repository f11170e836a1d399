import pytest

from assistant_studio.knowledge.document import Place, PlaceKind, PlaceStep
from assistant_studio.knowledge.places import (
    line_of,
    place_as_json,
    place_from_json,
    place_of,
)


def test_a_page_is_said_before_anything_else() -> None:
    assert place_of(12, ("Leave", "Annual leave"), 40) == "Page 12"


def test_the_innermost_heading_names_a_place_without_pages() -> None:
    assert place_of(None, ("Leave", "Annual leave"), 40) == "Annual leave"


def test_a_blank_heading_names_no_place() -> None:
    assert place_of(None, ("Leave", " "), 40) == "Leave"


def test_the_line_names_a_place_without_headings() -> None:
    assert place_of(None, (), 40) == "Line 40"


def test_lines_count_from_one() -> None:
    text = "one\ntwo\n\nfour"
    assert [line_of(text, text.index(word)) for word in ("one", "two", "four")] == [1, 2, 4]


def test_a_line_is_the_same_with_every_kind_of_line_break() -> None:
    for line_break in ("\n", "\r\n", "\r"):
        text = line_break.join(("one", "two", "", "four"))
        assert line_of(text, text.index("four")) == 4, repr(line_break)


def test_a_line_break_belongs_to_the_line_it_ends() -> None:
    text = "one\r\ntwo\r\n"
    assert [line_of(text, offset) for offset in range(len(text) + 1)] == [1] * 5 + [2] * 5 + [3]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((PlaceStep(PlaceKind.SLIDE, 3),), "Slide 3"),
        ((PlaceStep(PlaceKind.SHEET, name="Q1"), PlaceStep(PlaceKind.ROW, 14)), "Sheet Q1, row 14"),
        ((PlaceStep(PlaceKind.ROW, 14),), "Row 14"),
        ((PlaceStep(PlaceKind.ROW, 14, 18),), "Rows 14–18"),
        ((PlaceStep(PlaceKind.CHAPTER, 2),), "Chapter 2"),
        ((PlaceStep(PlaceKind.LINE),), "Line 40"),
        ((PlaceStep(PlaceKind.LINE, 7),), "Line 7"),
        ((PlaceStep(PlaceKind.PART, 31, name="notes.txt"),), "notes.txt, Line 10"),
        (
            (PlaceStep(PlaceKind.PART, 31, name="a.pptx"), PlaceStep(PlaceKind.SLIDE, 2)),
            "a.pptx, Slide 2",
        ),
    ],
)
def test_a_step_says_the_place(place: Place, said: str) -> None:
    headings = ("notes.txt",) if place[0].kind is PlaceKind.PART else ("Under a heading",)
    assert place_of(None, headings, 40, place) == said
    assert place_from_json(place_as_json(place)) == place


def test_a_part_of_a_file_has_pages_and_headings_of_its_own() -> None:
    part = (PlaceStep(PlaceKind.PART, 1, name="inner.pdf"),)
    assert place_of(4, ("inner.pdf", "Upgrades"), 9, part) == "inner.pdf, Page 4"
    assert place_of(None, ("inner.pdf", "Upgrades"), 9, part) == "inner.pdf, Upgrades"
