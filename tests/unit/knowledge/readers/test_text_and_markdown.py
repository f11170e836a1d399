import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant_studio.errors import EmptyDocument, UnsupportedDocument
from assistant_studio.knowledge.document import ExtractedText, Section
from assistant_studio.knowledge.readers.markdown import headings_in
from assistant_studio.knowledge.readers.sections import Heading, sections_of

Read = Callable[[str, bytes | str], ExtractedText]


def titles(text: str) -> list[tuple[int, str]]:
    return [(heading.level, heading.title) for heading in headings_in(text)]


def paths(extracted: ExtractedText) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (extracted.text[section.start : section.end].strip(), section.headings)
        for section in extracted.sections
    ]


def test_the_text_of_a_text_file_is_the_files_own(read: Read) -> None:
    content = "one\r\ntwo\n\n\tthree \rfour\n"
    text = read("a.txt", content)
    assert text.text == content
    assert text.sections == (Section(0, len(content)),)
    assert text.encoding == "utf-8"
    assert text.page_count is None


def test_offsets_of_a_markdown_file_are_the_files_own(read: Read) -> None:
    content = "# One\r\n\r\ntext\r\n\r\n## Two\r\nmore"
    text = read("a.md", content)
    assert text.text == content
    assert paths(text) == [("# One\r\n\r\ntext", ("One",)), ("## Two\r\nmore", ("One", "Two"))]


def test_a_text_in_an_old_encoding_says_so(read: Read) -> None:
    text = read("a.txt", "Größe und Länge".encode("cp1252"))
    assert (text.text, text.encoding) == ("Größe und Länge", "cp1252")


def test_characters_that_could_not_be_decoded_are_told(read: Read) -> None:
    text = read("a.txt", "Größe und Länge für alle Bücher, äöü ÄÖÜ".encode() + b"\xff end")
    assert text.notes == ("One character could not be decoded and is shown as \ufffd.",)


def test_white_space_alone_is_no_text(read: Read) -> None:
    for name in ("a.txt", "a.md"):
        with pytest.raises(EmptyDocument, match="only white space"):
            read(name, " \r\n\t\n")


def test_binary_data_named_as_text_is_refused(read: Read) -> None:
    with pytest.raises(UnsupportedDocument, match="data without text"):
        read("a.txt", bytes(range(256)) * 4)


def test_both_ways_of_writing_headings_are_known() -> None:
    assert titles("# One #\n\nTwo\n===\n\nThree\n---\n\n###### Six\n") == [
        (1, "One"),
        (1, "Two"),
        (2, "Three"),
        (6, "Six"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "#nospace",
        "####### seven",
        "    # in code",
        "```\n# in a fence\n```",
        "~~~~ py\n# in a fence\n~~~\n# still\n~~~~",
        "```\n# a fence without end",
        "<!--\n# in a comment\n-->",
        "<pre>\n# in raw text\n</pre>",
        "text\n\n---\n\nafter a rule",
        "two lines\nof text\n---",
        "- item\n---",
        "> quote\n===",
        "| a | b |\n---",
        "---\ntitle: front matter\n# a comment in it\n---\n",
        "#",
        "## \n",
        "===",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert titles(text) == []


def test_headings_go_on_after_a_fence() -> None:
    assert titles("````\n```\n# no\n````\n# Yes\n") == [(1, "Yes")]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("# The **big** _plan_", "The big plan"),
        ("# [Link](https://example.org) and `code`", "Link and code"),
        ("# snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("# With an id {#id}", "With an id"),
        ("# C# and F#", "C# and F#"),
        ("# Closed ##", "Closed"),
        (r"# \*not bold\*", "*not bold*"),
        ("# <a name='x'></a>Anchor", "Anchor"),
        ("# " + "long " * 100, ("long " * 40)[:199] + "…"),
    ],
)
def test_a_title_is_said_without_its_markup(line: str, title: str) -> None:
    assert titles(line) == [(1, title)]


_lines = st.sampled_from(
    [
        *("# One", "## Two ##", "### Three", "#no", "    # code", "text", "more text", "", "", ""),
        *("===", "---", "```", "~~~", "```py", "````", "- item", "> quote", "* * *", "1. item"),
        *("<!--", "-->", "<pre>", "</pre>", "| a |", "\ttabbed", "#", "  ## Indented"),
    ]
)


@given(st.lists(_lines, max_size=25).map("\n".join))
def test_hash_headings_agree_with_a_whole_markdown_parser(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(text)
    expected = [
        (token.map[0], int(token.tag[1]))
        for token, inline in zip(tokens, tokens[1:], strict=False)
        if token.type == "heading_open" and token.level == 0 and token.markup.startswith("#")
        if token.map and inline.content
    ]
    if text.startswith("---") or "<" in text or "-->" in text or "- item" in text:
        return  # front matter is no CommonMark; HTML and lists have rules that headings do not need
    found = [
        (text.count("\n", 0, heading.start), heading.level)
        for heading in headings_in(text)
        # Not "#no" above a line of "=", which is a heading of the other kind.
        if re.match(r"\s*#{1,6}(?:\s|$)", text[heading.start : heading.end])
    ]
    assert found == expected


@given(st.lists(_lines, max_size=25), st.sampled_from(["\n", "\r\n", "\r"]))
def test_sections_cover_a_text_without_gaps(lines: list[str], line_break: str) -> None:
    text = line_break.join(lines)
    sections = sections_of(text, list(headings_in(text)))
    assert "".join(text[section.start : section.end] for section in sections) == text


def test_a_heading_without_text_goes_with_the_deeper_one_below_it() -> None:
    text = "# Handbook\n\n## Leave\n\nwords\n\n## Empty\n\n## Pay\n"
    extracted = ExtractedText(text, sections_of(text, list(headings_in(text))))
    assert paths(extracted) == [
        ("# Handbook\n\n## Leave\n\nwords", ("Handbook", "Leave")),
        ("## Empty", ("Handbook", "Empty")),
        ("## Pay", ("Handbook", "Pay")),
    ]


def test_levels_may_skip_and_return() -> None:
    headings = [
        Heading(0, 1, 2, "b"),
        Heading(3, 4, 4, "d"),
        Heading(6, 7, 3, "c"),
        Heading(9, 10, 1, "a"),
    ]
    sections = sections_of("b.\nd.\nc.\na.", headings)
    assert [section.headings for section in sections] == [("b",), ("b", "d"), ("b", "c"), ("a",)]
