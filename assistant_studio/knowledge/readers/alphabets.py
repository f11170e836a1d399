"""Telling the one-byte encodings of Latin letters apart by the languages' own alphabets.

Statistics over short texts confuse them (they differ in a handful of letters); an alphabet that
holds every accented letter of a text settles it.
"""

from __future__ import annotations

# Letters beyond ASCII of the languages that were written in these encodings.
_WEST = (
    "äöüß",  # German
    "àâæçéèêëîïôœùûüÿ",  # French
    "áéíóúüñªº",  # Spanish
    "áâãàçéêíóôõúüªº",  # Portuguese
    "àèéìíòóùú",  # Italian
    "àçèéíïòóúü·",  # Catalan
    "áéèëêïíóöüú",  # Dutch
    "åäöéæøüà",  # Swedish, Danish, Norwegian, Finnish
    "áéíóúýþæöð",  # Icelandic
)
_CENTRAL = (
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţșț",  # Romanian
    "čćđšžë",  # Croatian, Slovene, Albanian
)
_TURKISH = ("çğıöşüâîû",)
_BALTIC = ("ąčęėįšųūž", "āčēģīķļņšūž", "äöüõšž")

# In doubt the earlier one: Windows wrote more files than all the others.
_CANDIDATES = (
    ("cp1252", _WEST),
    ("cp1250", _CENTRAL),
    ("cp1254", _TURKISH),
    ("cp1257", _BALTIC),
    ("iso8859_15", _WEST),
    ("iso8859_2", _CENTRAL),
    ("cp850", _WEST),
    ("cp852", _CENTRAL),
    ("mac_roman", _WEST),
)
_PUNCTUATION = frozenset("“”„‚‘’–—…«»‹›°§€£¥©®™×±²³¹½¼¾¿¡•·†‰ªº´\u00a0\u00ad")
_INSIDE_WORDS = frozenset("’‘´·–—\u00ad\u00a0")
_MIN_FIT = 0.9
_MAX_BEYOND_ASCII_SHARE = 0.35


def western_encoding(sample: bytes) -> str | None:
    """The one-byte encoding in which `sample` is a text in Latin letters, or None."""
    beyond_ascii = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if not 0 < beyond_ascii <= _MAX_BEYOND_ASCII_SHARE * len(sample):
        return None
    best, best_fit = None, _MIN_FIT
    for encoding, alphabets in _CANDIDATES:
        try:
            text = sample.decode(encoding)
        except UnicodeDecodeError:
            continue
        fit = _fit(text, alphabets)
        if fit > best_fit:
            best, best_fit = encoding, fit
    return best


def _fit(text: str, alphabets: tuple[str, ...]) -> float:
    """The share of the characters beyond ASCII that one of the languages would use so."""
    letters: dict[str, int] = {}
    odd = fine = 0
    padded = f" {text} "
    for before, character, after in zip(padded, padded[1:], padded[2:], strict=False):
        if character.isascii():
            continue
        in_word = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
        if character.isalpha() and character not in "ªº":
            if character.isupper() and before.islower():
                odd += 1  # “GrÑße”: an old DOS encoding read as another
            else:
                lowered = character.lower()
                letters[lowered] = letters.get(lowered, 0) + 1
        elif character not in _PUNCTUATION or (in_word and character not in _INSIDE_WORDS):
            odd += 1
        else:
            fine += 1
    known = max(
        sum(count for letter, count in letters.items() if letter in alphabet)
        for alphabet in alphabets
    )
    total = sum(letters.values()) + odd + fine
    return (known + fine) / total if total else 0.0
