"""Dates, months and weekdays in the notations people write them in, made comparable."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = (
    "january januar jan janvier enero gennaio",
    "february februar feb février febrero febbraio",
    "march märz mar mars marzo",
    "april apr avril abril aprile",
    "may mai mayo maggio",
    "june juni jun juin junio giugno",
    "july juli jul juillet julio luglio",
    "august aug août agosto",
    "september sep sept septembre septiembre settembre",
    "october oktober oct octobre octubre ottobre",
    "november nov novembre noviembre",
    "december dezember dec décembre diciembre dicembre",
)
_WEEKDAYS = (
    "monday mondays montag montags lundi lunes",
    "tuesday tuesdays dienstag dienstags mardi martes",
    "wednesday wednesdays mittwoch mittwochs mercredi miércoles",
    "thursday thursdays donnerstag donnerstags jeudi jueves",
    "friday fridays freitag freitags vendredi viernes",
    "saturday saturdays samstag samstags samedi sábado",
    "sunday sundays sonntag sonntags dimanche domingo",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
WEEKDAYS = {word: number for number, words in enumerate(_WEEKDAYS, 1) for word in words.split()}
# English words of their own unless they are written as a name.
_ONLY_CAPITALISED = frozenset({"may", "march", "mar", "mars", "sep", "jan", "jun", "mai"})

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATE = re.compile(
    r"(?<![\w.])(?:"
    r"(?P<y1>\d{4})-(?P<m1>\d{2})-(?P<d1>\d{2})"
    r"|(?P<a2>\d{1,2})\.(?P<b2>\d{1,2})\.(?P<y2>\d{4}|\d{2})?(?!\d)"
    r"|(?P<a3>\d{1,2})/(?P<b3>\d{1,2})/(?P<y3>\d{4}|\d{2})"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|\.|er)?\ (?:of\ |de\ )?(?P<m4>{_MONTH})\b\.?"
    r"(?:,?\ (?P<y4>\d{4})\b)?"
    rf"|(?P<m5>{_MONTH})\.?\ (?P<d5>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.]\d|\d)"
    r"(?:,?\ (?P<y5>\d{4})\b)?"
    r")",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date; parts that were not written are None.

    Attributes:
        year: Of four digits.
        month: 1 to 12.
        day: Of the month.
        turned: Whether day and month may stand the other way round ("01/02/2027").
    """

    year: int | None
    month: int
    day: int
    turned: bool = False

    def agrees(self, other: Day) -> bool:
        """Whether both can be the same day."""
        years = self.year is None or other.year is None or self.year == other.year
        mine = {(self.month, self.day)} | ({(self.day, self.month)} if self.turned else set())
        theirs = {(other.month, other.day)} | (
            {(other.day, other.month)} if other.turned else set()
        )
        return years and bool(mine & theirs)


def days_in(text: str) -> list[tuple[int, int, Day]]:
    """The dates of a text with where they stand, in order."""
    found = ((match.start(), match.end(), _day(match)) for match in _DATE.finditer(text))
    return [(start, end, day) for start, end, day in found if day is not None]


def month_of(word: str) -> int | None:
    """The month that a word names; "may" and "march" only with a capital letter."""
    lower = word.lower()
    if lower in _ONLY_CAPITALISED and not word[:1].isupper():
        return None
    return MONTHS.get(lower)


def weekday_of(word: str) -> int | None:
    """The day of the week that a word names, Monday being 1."""
    return WEEKDAYS.get(word.lower())


def between(first: int, last: int, size: int) -> set[int]:
    """All from the first to the last one, going round after `size`."""
    return {(first - 1 + step) % size + 1 for step in range((last - first) % size + 1)}


def _day(match: re.Match[str]) -> Day | None:
    part = match.groupdict()
    if part["y1"]:
        return _valid(part["y1"], int(part["m1"]), int(part["d1"]))
    if part["a2"]:
        return _valid(part["y2"], int(part["b2"]), int(part["a2"]))
    if part["a3"]:
        first, second = int(part["a3"]), int(part["b3"])
        day, month = (first, second) if second <= 12 else (second, first)
        return _valid(part["y3"], month, day, turned=first <= 12 and second <= 12)
    name = part["m4"] or part["m5"]
    month_number = month_of(name)
    if month_number is None:
        return None
    return _valid(part["y4"] or part["y5"], month_number, int(part["d4"] or part["d5"]))


def _valid(year: str | None, month: int, day: int, turned: bool = False) -> Day | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    whole = None if not year else int(year) + (2000 if len(year) == 2 else 0)
    return Day(whole, month, day, turned)
