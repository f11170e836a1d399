"""The numbers of a text, whatever notation they are written in.

A number is read the way a person would: "1,500", "1.500", "1 500" and "1'500" are 1500; "4,5" and
"4.5" are four and a half; "1.234,50" and "1,234.50" are the same. What can be read both ways
(three digits after one separator) is taken as thousands, on both sides of every comparison alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

# Also no-break, thin and narrow no-break spaces, which typesetting puts between thousands.
_GAP = r"[ \u00a0\u2009\u202f'’]"
_SIGN = r"(?:(?<![\w)\]])[-−])?"
_NUMBER = re.compile(
    rf"(?<!\w)(?:{_SIGN}\d{{1,3}}(?:({_GAP})\d{{3}})(?:\1\d{{3}})*(?!\d)(?:[.,]\d+)?"
    rf"|{_SIGN}\d+(?:[.,]\d+)*)"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
# Lakhs and crores: 12,34,567.
_GROUPED_BY_TWO = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}
_NUMBER_WORD = "|".join((*_SMALL, *_TENS, *_LARGE))
_SPELLED = re.compile(
    rf"\b(?:an? )?(?:{_NUMBER_WORD})(?:[\s-]+(?:and\s+)?(?:{_NUMBER_WORD}))*\b", re.IGNORECASE
)


def numbers(text: str) -> frozenset[Decimal]:
    """Every number of a text: in digits, and in English words."""
    return frozenset((*_written(text), *_spelled(text)))


def numbers_as_written(text: str) -> list[str]:
    """The numbers of a text that stand there in digits, each as it is written."""
    return [match[0] for match in _NUMBER.finditer(text)]


def _written(text: str) -> Iterator[Decimal]:
    for found in numbers_as_written(text):
        sign = -1 if found[0] in "-−" else 1
        for value in _values(re.sub(_GAP, "", found.lstrip("-−"))):
            yield sign * value


def _values(digits: str) -> Iterator[Decimal]:
    """The number that is meant by digits with commas and points; or several, as in a date."""
    whole, separator, fraction = _split_at_decimal(digits)
    if _is_grouped(whole) or whole.isdecimal():
        plain = re.sub(r"[.,]", "", whole)
        yield Decimal(f"{plain}.{fraction}") if separator else Decimal(plain)
    else:
        yield from (Decimal(part) for part in re.split(r"[.,]", digits))


def _split_at_decimal(digits: str) -> tuple[str, str, str]:
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0 or _is_grouped(digits):
        return digits, "", ""
    return digits[:last], digits[last], digits[last + 1 :]


def _is_grouped(digits: str) -> bool:
    return bool(_GROUPED.fullmatch(digits) or _GROUPED_BY_TWO.fullmatch(digits))


def _spelled(text: str) -> Iterator[Decimal]:
    for match in _SPELLED.finditer(text):
        words = re.findall(r"[a-z]+", match[0].lower())
        yield from map(Decimal, _composed([w for w in words if w not in ("a", "an", "and")]))


def _composed(words: list[str]) -> Iterator[int]:
    """What number words in a row come to; "two three" is two numbers, "forty two" is one."""
    total, below, room = 0, 0, 0
    begun = False
    for word in words:
        if word in _LARGE:
            value = max(below, 1) * _LARGE[word]
            if word == "hundred":
                below, room = value, 100
            else:
                total, below, room = total + value, 0, 1_000
        else:
            value = _SMALL.get(word, _TENS.get(word, 0))
            if begun and (value >= room or value == 0):
                yield total + below
                total, below = 0, 0
            below += value
            room = 10 if word in _TENS else 1
        begun = True
    if begun:
        yield total + below
