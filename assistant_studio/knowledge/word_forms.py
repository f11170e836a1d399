"""What counts as a word for the index of words, in scripts with spaces between words and without.

Chinese, Japanese, Korean, Thai and their neighbours are cut into pairs of signs that overlap, as
search engines do for them ("図書館" as 図書, 書館), and each run ends with its last sign alone, so
that every sign begins one piece: one sign is found by its pieces' beginnings, two are one piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from assistant_studio.knowledge import stems

# Thai, Lao, Myanmar, Khmer, kana, Bopomofo, Han and Hangul (whose words carry endings), and the
# selectors that may follow a sign. Marks of these scripts lie in the same blocks.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3031-\u3035\u3041-\u30ff\u3100-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\ufe00-\ufe0f"
    "\U00020000-\U0003ffff]+"
)


def indexed_text(text: str, language: str | None = None) -> str:
    """A text as the index of words gets it; in some languages without the words' endings.

    Whoever changes what comes out adds a migration that fills the tables anew: a row is taken out
    of the index with exactly what it was put in with.
    """
    text = _normal(text)
    if language in stems.LANGUAGES:
        text = stems.stemmed_text(text, language)
    return _UNSPACED.sub(lambda run: f" {' '.join(_pieces(run[0]))} ", text)


def words_of(text: str) -> list[str]:
    """The distinct words of a question in lower case, in order, cut as the index cuts them.

    A word that ends with `*` stands for every piece that begins with it.
    """
    words: dict[str, None] = {}
    for word in _spaced(_normal(text)).lower().split():
        at = 0
        for run in _UNSPACED.finditer(word):
            words.update(dict.fromkeys(filter(None, [word[at : run.start()]])))
            words.update(dict.fromkeys(_asked_pieces(run[0])))
            at = run.end()
        words.update(dict.fromkeys(filter(None, [word[at:]])))
    return list(words)


def forms_of(word: str, languages: Iterable[str]) -> list[str]:
    """What a question's word may stand as in texts of these languages, itself first."""
    found = {word: None}
    if not word.endswith("*"):
        found.update((stems.stem(word, language), None) for language in languages)
    return list(found)


def is_unspaced(text: str) -> bool:
    """Whether a text has signs of a script without spaces."""
    return _UNSPACED.search(text) is not None


def _asked_pieces(run: str) -> list[str]:
    """The pairs of a run; a sign by itself stands for all pieces that begin with it."""
    units = list(_units(run))
    if len(units) == 1:
        return [f"{units[0]}*"]
    return ["".join(pair) for pair in zip(units, units[1:], strict=False)]


def _pieces(run: str) -> Iterator[str]:
    for part in _spaced(run).split():
        units = list(_units(part))
        for number, unit in enumerate(units):
            yield unit + (units[number + 1] if number + 1 < len(units) else "")


def _units(run: str) -> Iterator[str]:
    """A run's signs, each with the marks that belong to it."""
    unit = ""
    for sign in run:
        if unit and unicodedata.category(sign)[0] != "M":
            yield unit
            unit = ""
        unit += sign
    if unit:
        yield unit


def _spaced(text: str) -> str:
    """The text with blanks where words cannot be."""
    if text.isascii() and text.isalnum():
        return text
    return "".join(sign if _in_word(sign) else " " for sign in text)


def _in_word(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign) in ("Mn", "Mc")


def _normal(text: str) -> str:
    """One form for wide, narrow and composed signs."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)
