"""The words of a text that carry its meaning, in a form that can be compared."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_STOP_WORDS = frozenset(
    """
    a about after all also am an and any are as at be because been before being both but by can
    could did do does doing down each few for from further get give given had has have having he
    her here hers him his how i if in into is it its itself just let made make many may me might
    more most much must my no nor not of off on once one only or other our out over own per please
    same say says shall she should so some such tell than that the their them then there these they
    this those through to too under until up us very want was we were what when where which while
    who whom whose why will with within without would yes you your yours hello hi hey thanks thank
    ok okay good morning evening bye goodbye according file files passage passages
    """.split()  # noqa: SIM905 - a list of a hundred quoted words would hide the words
)
_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
# Small numbers of other languages; what is also an English word is left out.
_OTHER_UNITS = {
    word: str(number)
    for number, words in {
        2: "zwei deux dos",
        3: "drei trois tres",
        4: "vier quatre cuatro",
        5: "fünf cinq cinco",
        6: "sechs seis",
        7: "sieben siete",
        8: "acht huit ocho",
        9: "neun neuf nueve",
        10: "zehn dix diez",
        12: "zwölf douze doce",
        13: "dreizehn treize trece",
        14: "vierzehn quatorze catorce",
        15: "fünfzehn quinze",
        16: "sechzehn dieciséis",
        17: "siebzehn diecisiete",
        18: "achtzehn dieciocho",
        19: "neunzehn diecinueve",
        20: "zwanzig vingt veinte",
        30: "dreißig trente treinta",
        40: "vierzig quarante cuarenta",
        50: "fünfzig cinquante cincuenta",
        60: "sechzig soixante sesenta",
        70: "siebzig setenta",
        80: "achtzig ochenta",
        90: "neunzig noventa",
    }.items()
    for word in words.split()
}
_ENDINGS = ("ingly", "edly", "ies", "ing", "ed", "es", "ly", "s")
_MIN_STEM_CHARS = 3


def tokens(text: str) -> list[str]:
    """All words and numbers of a text, lower case, numbers written as digits."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        word = token.lower().replace("’", "'").removesuffix("'s")
        if word[0].isdigit():
            found.append(plain_number(word))
        elif word in _TENS:
            found.append(str(_TENS[word]))
        elif word in _UNITS:
            _add_unit(found, _UNITS[word])
        elif word in _OTHER_UNITS:
            found.append(_OTHER_UNITS[word])
        else:
            found.append(word)
    return found


def content_words(text: str) -> set[str]:
    """The stems of the words that carry meaning, and all numbers."""
    return {stem(word) for word in tokens(text) if word not in _STOP_WORDS}


def numbers(text: str) -> set[str]:
    """The numbers of a text, written as digits; "one" counts as a word, not as a number."""
    return {token for token in tokens(text) if token[0].isdigit() and token != "1"}


def is_stop_word(word: str) -> bool:
    """Whether a word in lower case carries no meaning of its own."""
    return word in _STOP_WORDS


def english_share(text: str) -> float:
    """The share of a text's words that are little English ones: a rough sign of its language."""
    words = [word for word in tokens(text) if not word[0].isdigit()]
    return sum(word in _STOP_WORDS for word in words) / len(words) if words else 0.0


def number_of(word: str) -> str | None:
    """The number that a word in lower case stands for, as digits; "one" is none."""
    number = _TENS.get(word, _UNITS.get(word))
    if number is not None and number != 1:
        return str(number)
    return _OTHER_UNITS.get(word)


def stem(word: str) -> str:
    """A word without its commonest English endings; rough, and the same for both sides."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM_CHARS:
            return word.removesuffix(ending).rstrip("e")
    return word.rstrip("e") if len(word) > _MIN_STEM_CHARS else word


def _add_unit(found: list[str], unit: int) -> None:
    """Join "twenty five" and "twenty-five" into 25."""
    tens = {str(value) for value in _TENS.values()}
    if found and found[-1] in tens and 0 < unit < 10:
        found[-1] = str(int(found[-1]) + unit)
    else:
        found.append(str(unit))


def plain_number(text: str) -> str:
    """A number in one notation: 1,000 and 1.000 as 1000; 42.50 as 42.5; 9:30 as it is."""
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", text):
        return re.sub(r"[.,]", "", text)
    text = text.replace(",", ".")
    if text.count(".") == 1:
        text = text.rstrip("0").rstrip(".")
    return text
