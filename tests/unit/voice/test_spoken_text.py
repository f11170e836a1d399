"""What is read aloud of an answer: words and sources; code and formulas are only announced."""

from __future__ import annotations

import pytest

from assistant_studio.voice.spoken_text import spoken_text


@pytest.mark.parametrize(
    ("markdown", "spoken"),
    [
        ("# Refunds\n\nWithin **thirty** days.", "Refunds.\nWithin thirty days."),
        ("- one\n- two", "one.\ntwo."),
        ("See [the form](https://forms.example/x).", "See the form."),
        ("```python\nx = 1\n```", "Here stands code in python."),
        ("    indented code", "Here stands code."),
        ("So $x^2$ holds.", "So a formula holds."),
        ("| A | B |\n|---|---|\n| 1 | 2 |", "A, B.\n1, 2."),
        ("![a cat](x.png)\n\nA cat!", "A cat!"),
        ("", ""),
    ],
)
def test_words_are_read_and_marks_are_not(markdown: str, spoken: str) -> None:
    assert spoken_text(markdown) == spoken


def test_sources_are_named_behind_their_sentences() -> None:
    text = "It takes thirty days. Others get sixty."
    spoken = spoken_text(text, [(21, (1,)), (len(text), (2, 3)), (5, ())])
    assert spoken.startswith("It takes thirty days. (source one) Others get sixty.")
    assert "(source two and three)" in spoken
