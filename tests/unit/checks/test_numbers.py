"""Numbers are found in whatever notation they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.checks.numbers import numbers, numbers_as_written

GAPS = (" ", "\u00a0", "\u2009", "\u202f", "'", "’")


def grouped(value: int, separator: str) -> str:
    return f"{value:,}".replace(",", separator)


@given(st.integers(0, 10**12), st.sampled_from((*GAPS, ",", ".")))
def test_thousands_mean_the_same_with_every_separator(value: int, separator: str) -> None:
    assert numbers(f"It is {grouped(value, separator)}.") == {Decimal(value)}


@given(
    st.integers(0, 10**9),
    st.from_regex(r"[0-9]{1,2}|[0-9]{4,6}", fullmatch=True),
    st.sampled_from([(",", "."), (".", ","), *((gap, ",") for gap in GAPS), (" ", ".")]),
)
def test_a_decimal_comma_and_a_decimal_point_mean_the_same(
    whole: int, fraction: str, separators: tuple[str, str]
) -> None:
    thousands, decimal = separators
    text = f"about {grouped(whole, thousands)}{decimal}{fraction} euros"
    assert numbers(text) == {Decimal(f"{whole}.{fraction}")}


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
def test_numbers_in_a_list_stay_apart(values: list[int]) -> None:
    assert numbers("; ".join(map(str, values))) == set(map(Decimal, values))


@given(st.text())
def test_any_text_at_all_can_be_read(text: str) -> None:
    for written in numbers_as_written(text):
        assert numbers(written) <= numbers(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("-5 or −3, from 5-10", (-5, -3, 5, 10)),
        ("0.500", ("0.5",)),
        ("12,34,567", (1234567,)),
        ("on 25.11.2026 at 7:40", (25, 11, 2026, 7, 40)),
        ("in 2024 500 people", (2024, 500)),
        ("€1,500.00, 45%, 30days, the 14th", (1500, 45, 30, 14)),
        ("plan A4, v6 and SmolLM2", ()),
        ("1, 2, 3 and 1,2,3,4", (1, 2, 3, 4)),
        ("٣٠ days", (30,)),
    ],
)
def test_what_stands_in_digits(text: str, found: tuple[object, ...]) -> None:
    assert numbers(text) == {Decimal(str(value)) for value in found}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thirty days", (30,)),
        ("twenty-five", (25,)),
        ("one hundred and five", (105,)),
        ("two thousand five hundred", (2500,)),
        ("fifteen hundred", (1500,)),
        ("a hundred or an hour", (100,)),
        ("two million three hundred thousand and four", (2300004,)),
        ("two three, zero", (2, 3, 0)),
        ("weight and often", ()),
    ],
)
def test_what_stands_in_words(text: str, found: tuple[int, ...]) -> None:
    assert numbers(text) == set(map(Decimal, found))
