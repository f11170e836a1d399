"""Code as rich text."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.highlighting import (
    MAX_CODE_CHARS,
    PART_LINES,
    GrowingCode,
    highlighted,
)

COLORS = TextColors()
FOREVER = float("inf")
PYTHON = 'def f(x=False):\n    # why\n    return "a<b" + str(1.5)\n'


def markup_of(code: str, language: str) -> str:
    return "\n".join(highlighted(code, language, COLORS, FOREVER))


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"</?span[^>]*>", "", markup))


def test_kinds_of_words_have_their_colors():
    markup = markup_of(PYTHON, "Python")
    assert f'<span style="color:{COLORS.keyword}">def</span>' in markup
    assert f'<span style="color:{COLORS.keyword}">False</span>' in markup
    assert f'<span style="color:{COLORS.comment}"># why</span>' in markup
    assert f'<span style="color:{COLORS.string}">&quot;a&lt;b&quot;</span>' in markup
    assert f'<span style="color:{COLORS.number}">1.5</span>' in markup
    assert text_of(markup) == PYTHON


@pytest.mark.parametrize("language", ["", "klingon", "text", "../../etc/passwd", "🙂"])
def test_an_unknown_language_stays_plain(language: str):
    assert highlighted("if a < b:", language, COLORS) == ("if a &lt; b:",)


def test_huge_code_stays_plain():
    code = "x = 1\n" * (MAX_CODE_CHARS // 6 + 1)
    assert markup_of(code, "python") == code


def test_what_takes_too_long_stays_plain():
    assert highlighted(PYTHON, "python", COLORS, -1.0) == (html.escape(PYTHON),)


@pytest.mark.parametrize(
    "language", ["python", "js", "html", "bash", "json", "sql", "c++", "yaml", "php", "diff"]
)
@given(code=st.text(max_size=80))
@settings(max_examples=30, deadline=None)
def test_nothing_of_the_code_is_lost_or_added(language: str, code: str):
    markup = markup_of(code, language)
    assert text_of(markup) == code
    assert re.sub(r"<span style=\"color:#[0-9A-F]{6}\">|</span>", "", markup) == html.escape(code)


def test_a_text_over_several_lines_is_colored_line_by_line():
    parts = highlighted('x = """one\ntwo"""', "python", COLORS, FOREVER)
    color = f'<span style="color:{COLORS.string}">'
    assert parts == (
        f"x = {color}&quot;&quot;&quot;one</span>\n{color}two&quot;&quot;&quot;</span>",
    )


def test_long_code_comes_in_parts():
    code = "\n".join(f"x = {n}" for n in range(2 * PART_LINES + 1))
    parts = highlighted(code, "python", COLORS, FOREVER)
    assert len(parts) == 3
    assert text_of("\n".join(parts)) == code


def test_code_that_grows_looks_as_it_will_in_the_end():
    code = "\n".join(f"def f{n}(x): return x  # {n}" for n in range(2 * PART_LINES + 5))
    growing = GrowingCode("python", COLORS)
    for end in range(0, len(code), 97):
        assert text_of("\n".join(growing.parts(code[:end]))) == code[:end]
    assert growing.parts(code) == highlighted(code, "python", COLORS, FOREVER)
