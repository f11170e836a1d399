"""JSON, JSON Lines and source code."""

from collections.abc import Callable

import pytest

from assistant_studio.errors import EmptyDocument, UnsupportedDocument
from assistant_studio.knowledge.document import ExtractedText

Read = Callable[[str, bytes | str], ExtractedText]
Make = Callable[..., bytes]
Said = Callable[[ExtractedText], list[tuple[str, str]]]


def test_each_value_of_json_has_its_keys(read: Read, said: Said) -> None:
    content = """{"version": 3, "tags": ["a", "b"], "none": null, "orders": [
  {"id": 1, "who": {"name": "Ada", "langs": ["en", "fr"]}},
  {"id": 2, "who": {"name": "Gr\\u00e4ce"}, "paid": true}], "about": {"by": "us"}}"""
    text = read("a.json", content)
    assert said(text) == [
        ("Line 1", "version: 3\ntags: a, b"),
        ("Line 2", "id: 1\nwho.name: Ada\nwho.langs: en, fr"),
        ("Line 3", "id: 2\nwho.name: Gräce\npaid: true"),
        ("Line 3", "by: us"),
    ]
    assert [s.headings for s in text.sections] == [(), ("orders[1]",), ("orders[2]",), ("about",)]


def test_each_line_of_json_lines_is_a_record(read: Read, said: Said) -> None:
    content = "".join(f'{{"name": "n{n}", "of": {{"x": [{n}, 2]}}}}\n' for n in range(3000))
    found = said(read("a.jsonl", content))
    assert found[2499] == ("Line 2500", "name: n2499\nof.x: 2499, 2")


def test_very_many_records_share_passages(
    read: Read, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant_studio.knowledge.readers.json_text.MAX_SINGLE_ROWS", 10)
    text = read("a.jsonl", "".join(f'{{"name": "n{n}"}}\n' for n in range(500)))
    found = said(text)
    assert found[9] == ("Line 10", "name: n9")
    assert "name: n10\n\nname: n11" in text.text
    assert 20 < len(found) < 60
    assert found[-1][1].endswith("name: n499")


def test_a_long_list_of_numbers_does_not_make_one_passage_each(read: Read) -> None:
    text = read("a.json", "[" + ",".join(str(n) for n in range(20_000)) + "]")
    assert len(text.sections) < 500
    assert "19999" in text.text


@pytest.mark.parametrize(
    "content",
    ["[" * 100_000 + "x", '{"a": 1,}', '{"a" 1}', '{"a": "b', "[1 2]", '{"a": tru}', "{1: 2}"],
)
def test_what_is_no_json_is_read_as_text(read: Read, content: str) -> None:
    text = read("a.json", content)
    assert text.text == content
    assert text.notes == ("It is no JSON as programs write it, and was read as plain text.",)


def test_huge_numbers_are_text(read: Read) -> None:
    assert read("a.json", '{"n": ' + "9" * 10_000 + "}").text == "n: " + "9" * 10_000


def test_empty_and_pretending_json_is_told(read: Read) -> None:
    with pytest.raises(EmptyDocument):
        read("a.json", " \n")
    with pytest.raises(UnsupportedDocument):
        read("a.json", b"\x89PNG\r\n\x1a\n" + bytes(50))
    assert read("a.json", "[]").text == "[]"


CODE = '''"""Doc."""
import os

# Says hello.
@cached
class Greeter:
    """Greets."""

    def hello(self) -> str:
        return "hello"


def main():
    pass
'''


def test_code_is_the_files_own_text_with_lines_and_definitions(read: Read, said: Said) -> None:
    text = read("a.py", CODE)
    assert text.text == CODE
    assert said(text) == [
        ("Line 1", '"""Doc."""\nimport os'),
        ("Line 4", '# Says hello.\n@cached\nclass Greeter:\n    """Greets."""'),
        ("Line 9", 'def hello(self) -> str:\n        return "hello"'),
        ("Line 13", "def main():\n    pass"),
    ]
    assert text.sections[2].headings == ("class Greeter", "def hello")


@pytest.mark.parametrize(
    ("name", "line", "title"),
    [
        ("a.ts", "export default async function load(url: string) {", "function load"),
        ("a.rs", "pub(crate) fn parse<T>(x: T) {", "fn parse<T>"),
        ("a.go", "func (s *Server) Start(port int) error {", "func (s *Server) Start"),
        ("a.java", "public final class Order {", "class Order"),
        ("a.kt", "data class Point(val x: Int)", "class Point"),
        ("a.sql", "CREATE TABLE people (id INTEGER);", "CREATE TABLE people"),
        ("a.cpp", "namespace studio::net {", "namespace studio::net"),
    ],
)
def test_definitions_of_common_languages_are_found(
    read: Read, name: str, line: str, title: str
) -> None:
    assert read(name, f"// start\n\n{line}\n    x\n").sections[-1].headings == (title,)


def test_code_that_would_keep_a_pattern_busy_is_read_at_once(read: Read) -> None:
    assert read("a.py", "public " * 200_000).text
    assert read("a.py", "#\n" * 200_000 + "def a():\n").sections
