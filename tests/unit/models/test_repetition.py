"""Answers that go round in circles, and those that only look like it."""

from __future__ import annotations

import pytest

from assistant_studio.models.repetition import may_repeat, repeated_chars

LONG = "The museum is closed on Mondays, and a ticket for a child costs four euros at the desk. "


@pytest.mark.parametrize("unit", [LONG, LONG + "Ask at the desk for more about it. ", "No idea. "])
def test_words_that_come_again_and_again_are_noticed(unit: str) -> None:
    text = "It depends. " + unit * 8
    again = repeated_chars(text)
    assert text.rstrip()[:-again].startswith("It depends. " + unit.rstrip())
    assert again >= 5 * len(unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Short.",
        LONG + LONG,
        "".join(f"{n}. The team of room {n} meets on day {n} of the month.\n" for n in range(30)),
        "| Plan | Days | Price |\n" + "|------|------|------|\n" + "| A | 1 | 2 |\n" * 3,
        "    }\n" * 4,
        "|---|---|---|",
    ],
)
def test_what_is_merely_alike_is_not(text: str) -> None:
    assert repeated_chars(text) == 0


def test_only_an_end_is_worth_a_look() -> None:
    assert may_repeat("desk. ")
    assert not may_repeat(" desk")
