"""Finding what speaks to the model instead of a reader, or is written so that nobody reads it.

Nothing is taken out here: a text stays what it is, and a person is told what stands in it.
"""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from assistant_studio.knowledge.document import ExtractedText, Flag, FlagKind, Section
from assistant_studio.knowledge.places import line_of, place_of
from assistant_studio.knowledge.readers.source import ALIVE, Reading
from assistant_studio.knowledge.readers.suspicious_words import ORDERS
from assistant_studio.knowledge.readers.unseen import MAX_FLAGS, quoted

_TAGS = re.compile("(?<!\U0001f3f4)(?<![\U000e0020-\U000e007f])[\U000e0020-\U000e007f]{3,}")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{5,}")
_NO_WIDTH = "\u00ad\u180e\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff"
_NO_WIDTH_RUN = re.compile(f"[{_NO_WIDTH}]{{8,}}")
_ANY_NO_WIDTH = re.compile(f"[{_NO_WIDTH}]")
_OVERRIDE = re.compile("[\u202d\u202e]([^\u202c\n]{3,200})")
_BASE64 = re.compile(
    r"(?<![\w+/=-])(?:[A-Za-z0-9+/_-]{24,}(?:\r?\n(?=[A-Za-z0-9+/_-]{4}))?)+={0,2}"
)
_BASE64_CHARS = 4_096
_LEAST_CODED_CHARS = 40
_LEAST_DECODED_CHARS = 20
_READABLE_SHARE = 0.95
_LETTER_SHARE = 0.6
_DATA_URI = re.compile(r"data:[\w/+.;=-]{0,60}base64,\s*\Z")
_URI_CHARS = 80
_WINDOW_CHARS = 1 << 19
_OVERLAP_CHARS = 8_192
_MAX_FOUND = 1_000
_AROUND_CHARS = 40

Found = tuple[FlagKind, int, str]


def flagged(extracted: ExtractedText) -> Reading:
    """The text with what is suspicious in it added to its flags, each with its place."""
    text = extracted.text
    found: dict[tuple[FlagKind, str], Flag] = {}
    places = _Places(extracted)
    for start in range(0, len(text), _WINDOW_CHARS):
        yield ALIVE
        window = text[start : start + _WINDOW_CHARS + _OVERLAP_CHARS]
        for kind, offset, quote in islice(_found(window), _MAX_FOUND):
            if offset >= _WINDOW_CHARS:
                continue  # the next window finds it whole
            place = places.at(start + offset)
            known = found.get((kind, place))
            if known is not None:
                found[kind, place] = replace(known, count=known.count + 1)
            elif len(found) < MAX_FLAGS:
                found[kind, place] = Flag(kind, place, quoted(quote))
    return replace(extracted, flags=(*extracted.flags, *found.values())[:MAX_FLAGS])


def _found(text: str) -> Iterator[Found]:
    yield from _orders(text)
    if not text.isascii():
        yield from _unseen_characters(text)
        for found in _OVERRIDE.finditer(text):
            yield FlagKind.REORDERED, found.start(), found[1]
    yield from _encoded(text)


def _orders(text: str) -> Iterator[Found]:
    """Phrases that give orders to a model, also with characters without width strewn in."""
    removed = (
        [found.start() for found in _ANY_NO_WIDTH.finditer(text)] if not text.isascii() else []
    )
    plain = _ANY_NO_WIDTH.sub("", text) if removed else text
    shifted = [offset - number for number, offset in enumerate(removed)]
    lowered = plain.lower()
    for needles, pattern in ORDERS:
        if not any(needle in lowered for needle in needles):
            continue
        for found in pattern.finditer(plain):
            offset = found.start() + bisect_right(shifted, found.start())
            yield FlagKind.ORDERS, offset, plain[found.start() : found.end() + _AROUND_CHARS]


def _unseen_characters(text: str) -> Iterator[Found]:
    for found in _TAGS.finditer(text):
        said = "".join(chr(ord(c) - 0xE0000) for c in found[0])
        yield FlagKind.UNSEEN_CHARACTERS, found.start(), said
    for pattern in (_SELECTORS, _NO_WIDTH_RUN):
        for found in pattern.finditer(text):
            around = text[max(0, found.start() - _AROUND_CHARS) : found.end() + _AROUND_CHARS]
            yield FlagKind.UNSEEN_CHARACTERS, found.start(), around


def _encoded(text: str) -> Iterator[Found]:
    """Base64 that says something; keys, hashes and pictures do not."""
    for found in _BASE64.finditer(text):
        if len(found[0]) < _LEAST_CODED_CHARS:
            continue
        said = _decoded(found[0][:_BASE64_CHARS])
        before = text[max(0, found.start() - _URI_CHARS) : found.start()]
        if said is not None and not _DATA_URI.search(before):
            yield FlagKind.ENCODED, found.start(), said


def _decoded(coded: str) -> str | None:
    compact = "".join(coded.split()).rstrip("=").replace("-", "+").replace("_", "/")
    compact = compact[:-1] if len(compact) % 4 == 1 else compact
    compact += "=" * (-len(compact) % 4)
    try:
        said = base64.b64decode(compact, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    readable = sum(c.isprintable() or c in "\n\t\r" for c in said)
    letters = sum(c.isalpha() for c in said)
    if len(said) < _LEAST_DECODED_CHARS or readable < _READABLE_SHARE * len(said):
        return None
    return said if letters >= _LETTER_SHARE * len(said) and said.count(" ") >= 2 else None


class _Places:
    """What the places in a text are called."""

    def __init__(self, extracted: ExtractedText) -> None:
        self._text = extracted.text
        self._sections = extracted.sections
        self._starts = [section.start for section in extracted.sections]

    def at(self, offset: int) -> str:
        """The place of a character."""
        number = bisect_right(self._starts, offset) - 1
        section = self._sections[number] if number >= 0 else Section(0, 0)
        line = line_of(self._text, offset)
        return place_of(section.page, section.headings, line, section.place)
