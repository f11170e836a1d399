"""Words of a text as they are looked for: capitals and accents do not matter, nor does the script.

Scripts that write without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are taken character
by character, so that a word is found inside a sentence; emoji likewise.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_MAX_PHRASES = 16

# Kana and kanji, Thai and Lao, Tibetan, Burmese, Khmer; the planes beyond; emoji and symbols.
_SINGLE = (
    "\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
    "\u2600-\u27bf\U0001f300-\U0001faff"
)
_MARK_BLOCKS = ((0x300, 0xE00), (0x135D, 0x1360), (0x1DC0, 0x1E00), (0x20D0, 0x2100))
_MARKS = "".join(
    chr(code)
    for first, last in _MARK_BLOCKS
    for code in range(first, last)
    if unicodedata.category(chr(code)).startswith("M")
)
_TOKEN = re.compile(rf"[{_SINGLE}]|(?:[^\W_{_SINGLE}]|[{_MARKS}])+")
_ONE_SINGLE = re.compile(rf"[{_SINGLE}]")
_CHUNK = re.compile(r'"([^"]*)"|(\S+)')
# Letters that Unicode does not take apart, as people type them without the key for them.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
# Combining classes of what is written over and under Latin, Greek, Cyrillic, Hebrew and Arabic
# letters; the vowel signs and tones of other scripts make other words and stay.
_FIRST_POINT, _LAST_POINT, _FIRST_ACCENT, _LAST_ACCENT = 10, 35, 200, 240


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text, or a character of a script without spaces.

    Attributes:
        word: As it is looked for.
        start: Where it begins in the text.
        end: One past its last character.
    """

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must follow one another.

    Attributes:
        words: As `Token.word`.
        open_end: Whether the last one may go on ("refu" finds "refund").
    """

    words: tuple[str, ...]
    open_end: bool

    def stands_at(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether the phrase begins with the token at `place`."""
        if place + len(self.words) > len(tokens):
            return False
        *whole, last = self.words
        found = [token.word for token in tokens[place : place + len(self.words)]]
        ends = found[-1].startswith(last) if self.open_end else found[-1] == last
        return ends and found[:-1] == whole


def tokens(text: str) -> Iterator[Token]:
    """The words of a text, in order."""
    for match in _TOKEN.finditer(text):
        if word := folded(match[0]):
            yield Token(word, match.start(), match.end())


def indexed(text: str) -> str:
    """The words of a text as the index takes them: separated by single blanks."""
    return " ".join(token.word for token in tokens(text))


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word without capitals and accents."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    kept = (
        c
        for c in plain
        if not _is_accent(c) and (c.isalnum() or unicodedata.combining(c) or not c.isascii())
    )
    return "".join(kept).translate(_PLAIN)


def phrases(text: str, *, while_typing: bool = True) -> tuple[Phrase, ...]:
    """What a person wrote into a search field, as what must be found; all of it, in any order.

    Words in quotes, and the characters of a script without spaces, must stand together.

    Args:
        text: The field's text.
        while_typing: Whether its last word may be unfinished.
    """
    found = []
    for chunk in _CHUNK.finditer(text):
        words = tuple(token.word for token in tokens(chunk[0]))
        last = chunk.end() == len(text) and chunk[1] is None
        if words:
            open_end = while_typing and last and not _ONE_SINGLE.fullmatch(words[-1])
            found.append(Phrase(words, open_end))
    return tuple(found[:_MAX_PHRASES])


def match_expression(wanted: Sequence[Phrase]) -> str:
    """The phrases as FTS5 reads them; nothing a person types is taken for its operators."""
    return " ".join(f'"{" ".join(p.words)}"{" *" if p.open_end else ""}' for p in wanted)


def _is_accent(character: str) -> bool:
    combining = unicodedata.combining(character)
    return _FIRST_POINT <= combining <= _LAST_POINT or _FIRST_ACCENT <= combining <= _LAST_ACCENT
