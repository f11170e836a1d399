"""Judges an answer against a check, one finding for each thing that was expected."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from assistant_studio.assistants.check import Check, alternatives
from assistant_studio.checks.numbers import numbers
from assistant_studio.checks.result import Citation, Given

_NOT = r"(?: not|n't)"
_FILES = r"(?:files?|passages?|documents?|texts?|context|sources?|information|handbook)"
_TELL = r"(?:say|know|tell|mention|state|specify|provide|contain|include|cover|answer|give|have)"
# How a model says that it does not know, in the languages it is most often asked in. The app's own
# "not in your files" needs none of them.
_UNKNOWN = re.compile(
    rf"\b(?:i|we|{_FILES})(?: \w+)? (?:do|does|did){_NOT} (?:\w+ ){{0,2}}?{_TELL}\b"
    rf"|\b(?:i|we|{_FILES}) (?:cannot|can't|could{_NOT}) (?:\w+ ){{0,2}}?"
    r"(?:find|say|tell|answer|determine|provide)\b"
    rf"|\b(?:is|are|was|were|been){_NOT} (?:\w+ ){{0,2}}?(?:mentioned|specified|stated|known)\b"
    rf"|\b(?:is|are|was|were){_NOT} (?:provided|given|covered|included|found) in "
    rf"(?:\w+ )?{_FILES}\b"
    r"|\bcan(?:not| not|'t) be (?:answered|determined|found)\b"
    r"|\b(?:no|not enough|insufficient) (?:information|mention)\b"
    r"|\b(?:i am|i'm) not (?:sure|certain)\b|\b(?:is|are|remains?) unknown\b"
    r"|\bwei(?:ß|ss) (?:ich )?(?:es |das )?nicht\b|\bich wei(?:ß|ss) \w* ?nicht\b"
    r"|\bkeine (?:information|angabe)\w*|\bsteht (?:\w+ ){0,3}nicht\b"
    r"|\bdateien (?:\w+ ){1,3}nicht\b"
    r"|\bje ne sais pas\b|\bne (?:dit|disent|précisent?|mentionnent?) pas\b"
    r"|\bno (?:lo )?(?:sé|dicen?|mencionan?)\b|\bnon (?:lo )?(?:so|dicono|dice)\b",
)
_SAME_CHARACTERS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "−": "-"}
)
_MARKDOWN = re.compile(r"\*+|`+|~~|(?<!\w)_+|_+(?!\w)")
# Scripts that put no space between words.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR")


class Expectation(StrEnum):
    """The kinds of things a check expects."""

    ANSWERED = "answered"
    HOLDS = "holds"
    HOLDS_NOT = "holds_not"
    NUMBER = "number"
    CITES = "cites"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether one expectation was met.

    Attributes:
        kind: What was expected.
        met: Whether the answer has it.
        expected: The words, the number or the document.
        page: Of the document; None for any.
        found: What stands there instead, where that helps: the answer's numbers or citations.
    """

    kind: Expectation
    met: bool
    expected: str = ""
    page: int | None = None
    found: tuple[str, ...] = ()


def judge(check: Check, given: Given) -> tuple[Finding, ...]:
    """Every expectation of a check, met or not; the check is passed when all are met."""
    if given.error is not None:
        return (Finding(Expectation.ANSWERED, met=False),)
    return tuple(_findings(check, given))


def passed(check: Check, given: Given) -> bool:
    """Whether an answer is all that a check expects."""
    return all(finding.met for finding in judge(check, given))


def holds(text: str, words: str) -> bool:
    """Whether a text holds a phrase, or one of `a | b`, as whole words in any capitals."""
    plain = _plain(text)
    return any(_phrase(_plain(part)).search(plain) for part in alternatives(words))


def holds_number(text: str, number: str) -> bool:
    """Whether a text holds a number in any notation; what is no mere number ("A4") is a phrase."""
    wanted = numbers(number)
    return wanted <= numbers(text) if wanted else holds(text, number)


def says_unknown(given: Given) -> bool:
    """Whether an answer says that it does not know."""
    return given.not_found or bool(_UNKNOWN.search(_plain(given.text)))


def _findings(check: Check, given: Given) -> Iterator[Finding]:
    text = given.text
    for words in check.must_hold:
        yield Finding(Expectation.HOLDS, holds(text, words), words)
    for words in check.must_not_hold:
        yield Finding(Expectation.HOLDS_NOT, not holds(text, words), words)
    for number in check.numbers:
        met = holds_number(text, number)
        others = () if met else tuple(f"{value:f}" for value in sorted(numbers(text)))
        yield Finding(Expectation.NUMBER, met, number, found=others)
    if check.document:
        yield _cites(check, given.citations)
    if check.says_unknown:
        yield Finding(Expectation.UNKNOWN, says_unknown(given))


def _cites(check: Check, citations: tuple[Citation, ...]) -> Finding:
    wanted = check.document.casefold()
    met = any(
        citation.document.casefold() == wanted and check.page in (None, citation.page)
        for citation in citations
    )
    others = tuple(f"{citation.document}, {citation.place}" for citation in citations)
    return Finding(Expectation.CITES, met, check.document, check.page, () if met else others)


def _plain(text: str) -> str:
    """A text as it sounds: no emphasis, one kind of quote and dash, one space, small letters."""
    text = unicodedata.normalize("NFKC", text).translate(_SAME_CHARACTERS)
    return " ".join(_MARKDOWN.sub("", text).casefold().split())


def _phrase(words: str) -> re.Pattern[str]:
    start = r"(?<!\w)" if _spaced(words[:1]) else ""
    end = r"(?!\w)" if _spaced(words[-1:]) else ""
    return re.compile(start + re.escape(words) + end)


def _spaced(character: str) -> bool:
    """Whether a word that begins or ends with this must stand apart from other letters."""
    if not character or not character.isalnum():
        return False
    return not unicodedata.name(character, "").startswith(_UNSPACED)
