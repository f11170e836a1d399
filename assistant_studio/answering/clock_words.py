"""Times of the day in the notations people write them in, made comparable."""

from __future__ import annotations

import re

from assistant_studio.answering.words import number_of

_HOURS = "one two three four five six seven eight nine ten eleven twelve"
_CLOCK = re.compile(
    r"\b(?P<h1>\d{1,2})(?:[:.](?P<m1>\d{2}))? ?(?P<half>a\.?m\b\.?|p\.?m\b\.?|Uhr\b)"
    r"|\b(?:(?P<part>half past|a? ?quarter past|a? ?quarter to) )?"
    rf"(?P<h2>\d{{1,2}}|{_HOURS.replace(' ', '|')})(?:[:.](?P<m2>\d{{2}}))?(?: o['’]clock)? "
    r"(?P<day>in the morning|in the afternoon|in the evening|at night)\b",
    re.IGNORECASE,
)
_LATEST_NIGHT_HOUR = 5


def clocks_in(text: str) -> list[tuple[int, int, frozenset[str]]]:
    """The times of a text with where they stand, in order.

    Each is given as "19:30", and where only the words around it tell which half of the day is
    meant also as it is written.
    """
    return [(match.start(), match.end(), _values(match)) for match in _CLOCK.finditer(text)]


def _values(match: re.Match[str]) -> frozenset[str]:
    if match["h1"]:
        half = match["half"].lower()
        return frozenset({_time(int(match["h1"]), match["m1"] or "00", half[0])})
    hour = _hour(match["h2"])
    minute = match["m2"] or "00"
    part = (match["part"] or "").lower().split()
    said = str(hour) if minute == "00" else f"{hour}:{minute}"
    if part and part[-1] == "to":
        hour, minute = hour - 1 or 12, "45"
    elif part:
        minute = "30" if part[0] == "half" else "15"
    return frozenset({_time(hour, minute, _half(match["day"].lower(), hour)), said})


def _hour(text: str) -> int:
    return int(text) if text.isdigit() else int(number_of(text.lower()) or "1")


def _half(day: str, hour: int) -> str:
    if day.endswith("night"):
        return "a" if hour <= _LATEST_NIGHT_HOUR or hour == 12 else "p"
    return "a" if day.endswith("morning") else "p"


def _time(hour: int, minute: str, half: str) -> str:
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour}:{minute}"
