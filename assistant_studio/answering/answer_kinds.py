"""What kind of answer a question wants, and whether a text has one of that kind at all.

Where a telephone number is asked for and no passage has one, none of them answers, however near
they come. The kinds are told by the question's own words in English and German; what is not known
for certain wants anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant_studio.answering.facts import Facts, facts_of

_MONEY = frozenset({"euro", "dollar", "pound", "franc", "krona"})
_LENGTHS_OF_TIME = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year"})

# The first that matches counts.
_QUESTIONS = {
    "phone": r"\b(?:phone|telephone|fax|mobile) number|\btelefonnummer|\bfaxnummer",
    "address": r"\be-?mail address|\be-?mail-adresse|\bweb ?(?:site|address)|\bwebseite",
    "colour": r"\b(?:what|which) colou?rs?\b|\bwelche farbe",
    "age": r"\bhow old (?:is|are|was|were)\b|\bdate of birth\b|\bwie alt\b",
    "count": r"\bhow many\b|\bwie viele\b",
    "money": r"\bhow much (?:does|do|did|is|are|was|were)\b.*\b(?:cost|fee|price|rent|ticket)\b"
    r"|\bwhat (?:does|do|did)\b.*\bcost\b|\bwas kostet\b|\bwelcher preis",
    "measure": r"\bhow (?:high|tall|heavy|deep|wide|loud|thick)\b"
    r"|\bwie (?:schwer|hoch|tief|breit|laut)\b",
    "time": r"\bwhen\b|\b(?:what|which) (?:day|month|year|date|time|hour)\b"
    r"|\bwann\b|\bwelche[mnrs]? (?:tag|monat|jahr|datum)\b",
}
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _QUESTIONS.items()}
_PHONE = re.compile(r"\+?\d[\d /-]{5,}\d")
_ADDRESS = re.compile(r"\w@\w|\bwww\.|https?://", re.IGNORECASE)
_COLOUR = re.compile(
    r"\b(?:black|white|red|green|blue|yellow|brown|gr[ea]y|orange|pink|purple|violet|silver|gold"
    r"|beige|pale|dark|schwarz|weiß|rot|grün|blau|gelb|braun|grau|rosa|lila|hell|dunkel)",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(?:years? old|aged|age|born|jahre alt|geboren)\b", re.IGNORECASE)
_NUMBER_WORD = re.compile(
    r"\b(?:one|an?|no|none|once|half|quarter|each|eine?[nmrs]?|keine?[nmrs]?)\b", re.IGNORECASE
)
_FREE = re.compile(
    r"\b(?:free|included|nothing|per ?cent|half|quarters?)\b|%"
    r"|\b(?:gratis|kostenlos|frei|prozent|hälfte)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:morning|noon|afternoon|evening|night|spring|summer|autumn|winter"
    r"|before|after|until|once|always|beginning|end|morgens?|mittags?|abends?|nachts?|frühling"
    r"|sommer|herbst|winter|vor|nach|bis|anfang|ende)\b",
    re.IGNORECASE,
)


def kind_of_answer(question: str) -> str:
    """The kind of answer a question wants; nothing where any may do."""
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(question)), "")


def has_such_an_answer(question: str, text: str) -> bool:
    """Whether a text has anything of the kind that a question wants."""
    has = _HAS.get(kind_of_answer(question))
    return has is None or has(text, facts_of(text))


def _has_money(text: str, facts: Facts) -> bool:
    return any(each.unit in _MONEY for each in facts.quantities) or bool(_FREE.search(text))


def _has_time(text: str, facts: Facts) -> bool:
    timed = {"clock", "day", *_LENGTHS_OF_TIME}
    named = facts.months or facts.weekdays or any(q.unit in timed for q in facts.quantities)
    return bool(named) or bool(_TIME.search(text))


_HAS: dict[str, Callable[[str, Facts], bool]] = {
    "phone": lambda text, _facts: bool(_PHONE.search(text)),
    "address": lambda text, _facts: bool(_ADDRESS.search(text)),
    "colour": lambda text, _facts: bool(_COLOUR.search(text)),
    "age": lambda text, _facts: bool(_AGE.search(text)),
    "count": lambda text, facts: bool(facts.quantities or _NUMBER_WORD.search(text)),
    "money": _has_money,
    "measure": lambda _text, facts: bool(facts.quantities),
    "time": _has_time,
}
