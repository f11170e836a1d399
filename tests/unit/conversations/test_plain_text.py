"""Markdown as plain words: nothing of what it says is lost, only its marks."""

from __future__ import annotations

import pytest

from assistant_studio.conversations.plain_text import plain_text


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("# Refunds\n\nWithin **thirty** *days*.", "Refunds\n\nWithin thirty days."),
        (
            "- one\n- two\n  1. inner\n  2. next\n- three",
            "• one\n• two\n  1. inner\n  2. next\n• three",
        ),
        ("3. three\n4. four", "3. three\n4. four"),
        ("See [the form](https://forms.example/x).", "See the form (https://forms.example/x)."),
        ("[bad](javascript:alert(1))", "bad"),
        ("![a cat](https://x.example/c.png)", "[a cat]"),
        ("```python\nx = 1\n```\n\nDone.", "x = 1\n\nDone."),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "A\tB\n1\t2"),
        ("> quoted\n> words", "quoted\nwords"),
        ("`code` and <b>tags</b>", "code and <b>tags</b>"),
        ("Sum: $x^2$", "Sum: $x^2$"),
        ("", ""),
    ],
)
def test_plain_words(markdown: str, plain: str) -> None:
    assert plain_text(markdown) == plain
