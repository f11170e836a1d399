"""What a text states that can be wrong: quantities, days, names and negations, with their words.

Everything is found by rules that are quick and need no model. Words have places, so that a number
can be told apart by the words that stand near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant_studio.answering.calendar_words import (
    Day,
    between,
    days_in,
    month_of,
    weekday_of,
)
from assistant_studio.answering.clock_words import clocks_in
from assistant_studio.answering.units import unit_of
from assistant_studio.answering.words import is_stop_word, number_of, plain_number, stem
from assistant_studio.knowledge.sentences import sentence_spans

_TOKEN = re.compile(
    r"(?P<code>\b[A-Z]{1,4}-?\d{1,5}\b)"
    # The groups of a telephone number are one.
    r"|(?P<phone>(?:\+\d{1,3}|\b0\d+)(?:[ \u00a0/-]\d{2,})+)"
    r"|(?P<number>\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<sign>[€$£%°])"
    # A line that goes on in small letters was only wrapped.
    r"|(?P<break>[,;:()|—–]|\n(?![^\W\d_A-Z]))"
)
_JOINING = frozenset("and but or while whereas und aber oder et mais ou y pero e ma".split())
_RANGING = frozenset("to until till through bis au à al a hasta – -".split())
_RATING = frozenset("a an per each every pro par por la le".split())
_TITLES = frozenset("mr mrs ms dr professor prof sir herr frau monsieur madame i".split())
_NEGATING = frozenset(
    "not never no none nobody nothing neither nor without cannot non nicht kein keine keinen keiner"
    " keinem keines nie niemals ohne niemand nichts pas jamais sans aucun aucune nunca sin ningún"
    " ninguna forbidden prohibited banned verboten interdit prohibido".split()
)
_CONTRASTING = frozenset("not nicht kein keine keinen non pas no".split())
_BUT = frozenset("but aber mais pero".split())
# "No more than 30 days" sets a limit; "no, …" answers.
_NO_NEGATION = re.compile(
    r"\b(?:no|not) (?:more|less|fewer|later|earlier|longer) than\b|\bnot only\b|\bno matter\b"
    r"|\bno later\b|\A\W*(?:no|nein|non)\s*[,:.]",
    re.IGNORECASE,
)
_UNIT_WITHIN_WORDS = 2
_GAP_AT_BREAK = 2.0
_GAP_AT_SENTENCE = 4.0


@dataclass(slots=True)
class Quantity:
    """A number that stands in a text.

    Attributes:
        values: Written as digits; several where the notation leaves it open.
        place: Between the places of the words around it.
        sentence: The number of its sentence.
        unit: What it measures, or nothing.
        rate: The unit it is counted by ("a month"), or nothing.
        day: The date, if it is one.
        goes_on: Whether no content word stands before it in its clause, or one behind a comma, so
            that what the clause before says may be meant here too.
    """

    values: frozenset[str]
    place: float
    sentence: int
    unit: str = ""
    rate: str = ""
    day: Day | None = None
    goes_on: bool = False


@dataclass(slots=True)
class Clause:
    """Words up to the next comma or "and".

    Attributes:
        sentence: The number of its sentence.
        words: Stems of its content words.
        negations: How often it negates.
        begun_by: The sign or word before it, or nothing at the beginning of a sentence.
        contrasts: Whether it only says what is not so: ", not with rice", "but tripods are not".
    """

    sentence: int
    words: set[str] = field(default_factory=set)
    negations: int = 0
    begun_by: str = ""
    contrasts: bool = False


@dataclass(slots=True)
class Facts:
    """What a text states.

    Attributes:
        places: Where the stems of content words stand.
        quantities: Its numbers and dates.
        clauses: Its clauses.
        names: Capitalised words that are names, and codes, by the sentence they stand in.
        all_words: Every word, lower case.
        months: Months that are named, those inside ranges included.
        weekdays: Days of the week likewise.
        ranges: The first and last of each range of them, with what they are.
        common: Words that stand there without a capital letter, so that they are no names.
        between: Capitalised words by the words on both sides of them, all in lower case.
    """

    places: dict[str, list[float]] = field(default_factory=dict)
    quantities: list[Quantity] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    names: list[tuple[str, int]] = field(default_factory=list)
    all_words: set[str] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    weekdays: set[int] = field(default_factory=set)
    ranges: set[tuple[str, int, int]] = field(default_factory=set)
    common: set[str] = field(default_factory=set)
    between: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def names_of(self, sentence: int) -> set[str]:
        """The names that stand in one sentence."""
        return {name for name, place in self.names if place == sentence}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int
    day: Day | None = None
    values: frozenset[str] = frozenset()


def facts_of(text: str) -> Facts:
    """The facts of a text of one or more sentences."""
    reader = _Reader()
    for number, (start, end) in enumerate(sentence_spans(text)):
        reader.read(text[start:end], number)
    return reader.facts


class _Reader:
    """Goes through sentences token by token."""

    def __init__(self) -> None:
        self.facts = Facts()
        self._place = 0.0
        self._since_number = 99
        self._ranging: dict[str, int] = {}

    def read(self, text: str, sentence: int) -> None:
        self._place += _GAP_AT_SENTENCE
        self._begin_clause(sentence)
        self._since_number = 99
        self._ranging = {}
        plain = _NO_NEGATION.sub(lambda found: " " * len(found[0]), text)
        tokens = list(_tokens(text))
        before: _Token | None = None
        for position, token in enumerate(tokens):
            following = tokens[position + 1] if position + 1 < len(tokens) else None
            if token.kind == "break":
                self._place += _GAP_AT_BREAK
                self._begin_clause(sentence, token.text)
            elif token.kind in ("number", "day", "clock"):
                self._take_number(token, before, following, sentence)
            elif token.kind == "code":
                self.facts.names.append((token.text.lower().replace("-", ""), sentence))
                self._add_word(token.text.lower())
            elif token.kind == "sign":
                self._take_unit(unit_of(token.text, directly=True), before)
            else:
                self._take_word(token, before, sentence, plain)
            before = token
        self.facts.common |= {
            token.text.lower()
            for token in tokens
            if token.kind == "word" and token.text[0].islower()
        }
        self.facts.names += [(name, sentence) for name in _names(tokens)]
        for left, word, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if left.kind == word.kind == right.kind == "word" and word.text[0].isupper():
                sides = left.text.lower(), right.text.lower()
                self.facts.between.setdefault(sides, set()).add(word.text.lower())
        self._spread_units(sentence)

    def _begin_clause(self, sentence: int, begun_by: str = "") -> None:
        if not self.facts.clauses or self.facts.clauses[-1].words or self._negated():
            self.facts.clauses.append(Clause(sentence))
        self.facts.clauses[-1].sentence = sentence
        self.facts.clauses[-1].begun_by = begun_by

    def _negated(self) -> bool:
        return self.facts.clauses[-1].negations > 0

    def _take_number(
        self, token: _Token, before: _Token | None, following: _Token | None, sentence: int
    ) -> None:
        quantities = self.facts.quantities
        if token.day is not None:
            self.facts.months.add(token.day.month)
            quantities.append(Quantity(frozenset(), self._here(), sentence, "day", "", token.day))
            return
        tens_before = before is not None and before.kind == "number" and before.text.isalpha()
        if tens_before and token.text.isalpha() and quantities:
            self._join(quantities[-1], token)
            return
        unit = "clock" if token.kind == "clock" or ":" in token.text else ""
        if before is not None and before.kind in ("sign", "word"):
            unit = unit or _money_before(before)
        clause = self.facts.clauses[-1]
        goes_on = len(clause.words) <= (1 if clause.begun_by == "," else 0)
        values = token.values or _values(token.text)
        quantities.append(Quantity(values, self._here(), sentence, unit, goes_on=goes_on))
        self._since_number = 0

    def _join(self, last: Quantity, token: _Token) -> None:
        """Twenty and five are twenty-five."""
        tens, unit = max(last.values), number_of(token.text.lower()) or "0"
        if tens.isdigit() and int(tens) >= 20 and int(unit) < 10:
            last.values = frozenset({str(int(tens) + int(unit))})

    def _take_unit(self, unit: str, before: _Token | None) -> bool:
        """Give the last number its unit; whether the word was one."""
        if not unit or not self.facts.quantities:
            return bool(unit)
        last = self.facts.quantities[-1]
        if not last.unit and self._since_number <= _UNIT_WITHIN_WORDS:
            last.unit = unit
            self._since_number = 90
        elif last.unit and not last.rate and before is not None and before.text in _RATING:
            last.rate = unit
        return True

    def _take_word(self, token: _Token, before: _Token | None, sentence: int, plain: str) -> None:
        facts = self.facts
        lower = token.text.lower().replace("’", "'").removesuffix("'s")
        facts.all_words.add(lower)
        if lower in _JOINING:
            self._place += _GAP_AT_BREAK
            self._begin_clause(sentence, lower)
        visible = plain[token.start : token.end].strip()
        if visible and (lower in _NEGATING or lower.endswith("n't")):
            clause = facts.clauses[-1]
            clause.contrasts = lower in _CONTRASTING and (
                (clause.begun_by == "," and not clause.words)
                or (clause.begun_by in _BUT and len(clause.words) == 1)
            )
            clause.negations += 1
            return
        if self._take_calendar(token, before):
            return
        directly = self._since_number == 0
        is_unit = self._take_unit(unit_of(token.text, directly), before)
        self._since_number += 1
        if not is_stop_word(lower) and lower not in _JOINING and not (is_unit and directly):
            self._add_word(stem(lower))

    def _take_calendar(self, token: _Token, before: _Token | None) -> bool:
        """Months and weekdays, each also between the two ends of a range."""
        ranging = before is not None and before.text.lower() in _RANGING
        month, weekday = month_of(token.text), weekday_of(token.text)
        for name, number, size, found in (
            ("month", month, 12, self.facts.months),
            ("weekday", weekday, 7, self.facts.weekdays),
        ):
            if number is not None:
                first = self._ranging.get(name) if ranging else None
                found |= between(first, number, size) if first else {number}
                if first:
                    self.facts.ranges.add((name, first, number))
                self._ranging[name] = number
                self._add_word(f"{name} {number}")
        return month is not None or weekday is not None

    def _add_word(self, word: str) -> None:
        self._place += 1.0
        self.facts.places.setdefault(word, []).append(self._place)
        self.facts.clauses[-1].words.add(word)

    def _here(self) -> float:
        return self._place + 0.5

    def _spread_units(self, sentence: int) -> None:
        """In "3, 7 and 12 days" all are days."""
        following: Quantity | None = None
        for quantity in reversed(self.facts.quantities):
            if quantity.sentence != sentence:
                return
            near = following is not None and following.place - quantity.place <= 2 * _GAP_AT_BREAK
            if near and following is not None and not quantity.unit:
                words = sum(
                    1
                    for places in self.facts.places.values()
                    for place in places
                    if quantity.place < place < following.place
                )
                quantity.unit = "" if words else following.unit
            following = quantity


def _tokens(text: str) -> Iterator[_Token]:
    """Tokens in order; dates and times of the day are one each."""
    found = [_Token("day", text[start:end], start, end, day) for start, end, day in days_in(text)]
    found += [_Token("clock", text[a:b], a, b, values=values) for a, b, values in clocks_in(text)]
    found.sort(key=lambda token: token.start)
    position = 0
    for special in [*found, None]:
        end = special.start if special is not None else len(text)
        for match in _TOKEN.finditer(text, position, max(position, end)):
            kind = match.lastgroup or "word"
            if kind == "phone":
                yield _Token("number", re.sub(r"\D", "", match[0]), match.start(), match.end())
                continue
            if kind == "word" and number_of(match[0].lower()) is not None:
                kind = "number"
            yield _Token(kind, match[0], match.start(), match.end())
        if special is not None and special.start >= position:
            yield special
            position = special.end


def _values(text: str) -> frozenset[str]:
    word = number_of(text.lower())
    if word is not None:
        return frozenset({word})
    if ":" in text:
        return frozenset({text.lstrip("0") if not text.startswith("00") else text[1:]})
    pieces = re.split(r"[\u00a0\u202f ]", text)
    if len(pieces) > 1:
        return frozenset({"".join(pieces), *map(plain_number, pieces)})
    return frozenset({plain_number(text)})


def _money_before(token: _Token) -> str:
    unit = unit_of(token.text, directly=False)
    return unit if unit in {"euro", "dollar", "pound", "franc", "krona"} else ""


def _names(tokens: list[_Token]) -> Iterator[str]:
    """Capitalised words that are no beginning of a sentence.

    Where nouns are written with capitals, as in German, only what follows another one counts.
    """
    words = [token for token in tokens if token.kind in ("word", "break", "day")]
    capital = [token.kind == "word" and token.text[0].isupper() for token in words]
    inner = [is_capital for is_capital, word in zip(capital[1:], words[1:], strict=True)
             if word.kind == "word"]  # fmt: skip
    if inner and all(inner):
        return  # a heading
    nouns_too = any(word.text in _GERMAN for word in words)
    for place, token in enumerate(words):
        lower = token.text.lower().replace("’", "'").removesuffix("'s")
        if not capital[place] or lower in _TITLES or month_of(token.text) or weekday_of(token.text):
            continue
        after_name = (
            place > 0 and capital[place - 1] and not is_stop_word(words[place - 1].text.lower())
        )
        leads_name = place + 1 < len(words) and capital[place + 1] and not is_stop_word(lower)
        first = place == 0 or words[place - 1].text == ":"
        if (after_name if nouns_too else (leads_name if first else True)) and not is_stop_word(
            lower
        ):
            yield lower


_GERMAN = frozenset(
    "der die das den dem des ein eine ist sind wird werden und nicht Der Die Das Ein Eine".split()
)
