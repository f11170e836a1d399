"""Code as rich text."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.highlighting import MAX_CODE_CHARS, highlighted

COLORS = TextColors()
FOREVER = float("inf")
PYTHON = 'def f(x=False):\n    # why\n    return "a<b" + str(1.5)\n'


def text_of(markup: str) -> str:
    return html.unescape(re.sub(r"</?span[^>]*>", "", markup))


def test_kinds_of_words_have_their_colors():
    markup = highlighted(PYTHON, "Python", COLORS, FOREVER)
    assert f'<span style="color:{COLORS.keyword}">def</span>' in markup
    assert f'<span style="color:{COLORS.keyword}">False</span>' in markup
    assert f'<span style="color:{COLORS.comment}"># why</span>' in markup
    assert f'<span style="color:{COLORS.string}">&quot;a&lt;b&quot;</span>' in markup
    assert f'<span style="color:{COLORS.number}">1.5</span>' in markup
    assert text_of(markup) == PYTHON


@pytest.mark.parametrize("language", ["", "klingon", "text", "../../etc/passwd", "🙂"])
def test_an_unknown_language_stays_plain(language: str):
    assert highlighted("if a < b:", language, COLORS) == "if a &lt; b:"


def test_huge_code_stays_plain():
    code = "x = 1\n" * (MAX_CODE_CHARS // 6 + 1)
    assert highlighted(code, "python", COLORS, FOREVER) == code


def test_what_takes_too_long_stays_plain():
    assert highlighted(PYTHON, "python", COLORS, -1.0) == html.escape(PYTHON)


@pytest.mark.parametrize(
    "language", ["python", "js", "html", "bash", "json", "sql", "c++", "yaml", "php", "diff"]
)
@given(code=st.text(max_size=80))
@settings(max_examples=30, deadline=None)
def test_nothing_of_the_code_is_lost_or_added(language: str, code: str):
    markup = highlighted(code, language, COLORS, FOREVER)
    assert text_of(markup) == code
    assert re.sub(r"<span style=\"color:#[0-9A-F]{6}\">|</span>", "", markup) == html.escape(code)
