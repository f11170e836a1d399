"""Lists of dates, amounts, e-mail addresses and links: found without a model, so none is missed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant_studio.answering.calendar_words import MONTHS, days_in, month_of
from assistant_studio.answering.whole.intent import Listed
from assistant_studio.answering.whole.sections import WholeDocument
from assistant_studio.answering.words import number_of
from assistant_studio.knowledge.sentences import sentence_spans

_EXCERPT_CHARS = 180
Span = tuple[int, int]

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH_OF_YEAR = re.compile(
    rf"(?<![\w.])(?P<month>{_MONTH})\.?,? (?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_NUMBER = r"\d+(?:[.,'’]\d+)*"
_SCALE = r"(?:\s(?:thousand|million|billion|Tausend|Millionen?|Milliarden?|Mio\.?|Mrd\.?))?"
_CURRENCY = r"(?:€|\$|£|¥|EUR|USD|GBP|CHF|JPY)"
_CURRENCY_WORD = r"(?:euros?|dollars?|pounds?|francs?|cents?|franken|pfund)"
_AMOUNT = re.compile(
    rf"{_CURRENCY}\s?{_NUMBER}{_SCALE}|{_NUMBER}{_SCALE}\s?(?:{_CURRENCY}(?!\w)|{_CURRENCY_WORD}\b)"
    rf"|\b(?P<word>[^\W\d_]+)\s{_CURRENCY_WORD}\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>\"'«»“”]+[^\s<>\"'«»“”.,;:!?)\]}]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """Something that stands in a document.

    Attributes:
        document: Its place among the documents.
        passage: The place of its passage in the document.
        value: As it is written.
        excerpt: What stands around it, on one line.
    """

    document: int
    passage: int
    value: str
    excerpt: str


def items_of(kind: Listed, documents: Sequence[WholeDocument]) -> list[Item]:
    """All that the documents hold of a kind, in their order; what is said twice comes once."""
    found: list[Item] = []
    for place, document in enumerate(documents):
        seen: set[tuple[str, str]] = set()
        for item in _items(place, document, _FINDERS[kind]):
            told = (item.value.lower(), item.excerpt)
            if told not in seen:
                seen.add(told)
                found.append(item)
    return found


def _items(
    place: int, document: WholeDocument, find: Callable[[str], Iterable[Span]]
) -> Iterator[Item]:
    for number, passage in enumerate(document.passages):
        spans = list(find(passage.text))
        if not spans:
            continue
        sentences = _sentences(passage.text)
        for start, end in spans:
            around = next((s for s in sentences if s[0] <= start < s[1]), (start, end))
            yield Item(
                place,
                number,
                " ".join(passage.text[start:end].split()),
                _excerpt(passage.text, around, start),
            )


def _sentences(text: str) -> list[Span]:
    """Sentences, and where a text has lines for them, its lines."""
    found: list[Span] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        if found and not _begins_anew(line) and text[start - 2 : start] != "\n\n":
            start_before = found.pop()[0]
            found += sentence_spans(text, start_before, end)
        else:
            found += sentence_spans(text, start, end)
        start = end
    return found


def _begins_anew(line: str) -> bool:
    """Whether a line is no continuation of the one before it: an item, a row, a heading."""
    return re.match(r"\s*(?:[-*+•#|>]|\d+[.)]\s|$)", line) is not None


def _excerpt(text: str, around: Span, at: int) -> str:
    start, end = around
    if end - start > _EXCERPT_CHARS:
        start = max(start, at - _EXCERPT_CHARS // 2)
        end = min(end, start + _EXCERPT_CHARS)
        words = text[start:end].split()
        # Cut words help nobody.
        words = words[1 if start > around[0] else 0 : -1 if end < around[1] else None]
        before, after = ("… " if start > around[0] else ""), (" …" if end < around[1] else "")
        return before + " ".join(words) + after
    return " ".join(text[start:end].split())


def _dates(text: str) -> Iterator[Span]:
    days = [(start, end) for start, end, _ in days_in(text)]
    months = [
        match.span()
        for match in _MONTH_OF_YEAR.finditer(text)
        if month_of(match["month"]) is not None
        and not any(start < match.end() and match.start() < end for start, end in days)
    ]
    yield from sorted(days + months)


def _amounts(text: str) -> Iterator[Span]:
    for match in _AMOUNT.finditer(text):
        word = match["word"]
        if word is None or number_of(word.lower()) is not None:
            yield match.span()


_FINDERS: dict[Listed, Callable[[str], Iterable[Span]]] = {
    Listed.DATES: _dates,
    Listed.AMOUNTS: _amounts,
    Listed.ADDRESSES: lambda text: (match.span() for match in _ADDRESS.finditer(text)),
    Listed.LINKS: lambda text: (match.span() for match in _LINK.finditer(text)),
}
