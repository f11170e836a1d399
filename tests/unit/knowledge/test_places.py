from assistant_studio.knowledge.places import line_of, place_of


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
