"""Which language a document is in: by its script, and in shared scripts by its commonest words.

A whole document holds hundreds of these words, so counting them tells its language surely; no
library with a model of its own (often a pickle) is needed for that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assistant_studio.language import N_, _

NAMES = {
    "ar": N_("Arabic"),
    "bg": N_("Bulgarian"),
    "ca": N_("Catalan"),
    "cs": N_("Czech"),
    "da": N_("Danish"),
    "de": N_("German"),
    "el": N_("Greek"),
    "en": N_("English"),
    "es": N_("Spanish"),
    "fa": N_("Persian"),
    "fi": N_("Finnish"),
    "fr": N_("French"),
    "he": N_("Hebrew"),
    "hi": N_("Hindi"),
    "hr": N_("Croatian"),
    "hu": N_("Hungarian"),
    "id": N_("Indonesian"),
    "it": N_("Italian"),
    "ja": N_("Japanese"),
    "ko": N_("Korean"),
    "nb": N_("Norwegian"),
    "nl": N_("Dutch"),
    "pl": N_("Polish"),
    "pt": N_("Portuguese"),
    "ro": N_("Romanian"),
    "ru": N_("Russian"),
    "sk": N_("Slovak"),
    "sv": N_("Swedish"),
    "th": N_("Thai"),
    "tr": N_("Turkish"),
    "uk": N_("Ukrainian"),
    "vi": N_("Vietnamese"),
    "zh": N_("Chinese"),
}
_SENTENCE = N_(
    "It is in {language}, and the search model knows {known}: "
    "searching finds its words, but hardly its meaning."
)

_SCRIPTS = {
    "kana": re.compile("[\u3041-\u30ff]"),
    "zh": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]"),
}
_COMMON = {
    "latin": {
        "ca": "de la i el que a els les un una per en amb no és del al com més o però si són",
        "cs": "a se na je že to v s o z do jako by pro tak jsou ale nebo které který při podle",
        "da": "og i at det er en til af på som med for den der ikke et har de kan skal eller hvis",
        "de": "der die und in den das von zu mit ist des dem nicht ein eine auf für sich im oder",
        "en": "the of and to in a is that for it as was with be by on not this are or from at an",
        "es": "de la que el en y los se del las un por con no una para es al lo como más o su",
        "fi": "ja on ei se että oli kun myös mutta tai joka ovat hän voi jos niin sen kuin olla",
        "fr": "de la le et les des en un du une est que dans pour qui par sur au pas ce il ou",
        "hr": "i u je na se da za od s su koji što ne kao iz o ili može ako sve bi prema",
        "hu": "a az és hogy nem is egy ez meg volt csak de ha mint már még vagy el van lehet kell",
        "id": "yang dan di dengan untuk dari ini pada itu dalam tidak adalah akan atau ke dapat",
        "it": "di che e la il un per è in una sono non del le con si da i della dei gli o alla",
        "nb": "og i det er en til av på som med for den ikke et har de kan skal eller hvis ble jeg",
        "nl": "de van het een en in is dat op te zijn met voor niet aan er die of om bij ook als",
        "pl": "i w na z się nie do to jest że o jak po za przez od dla oraz lub są może być który",
        "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos ou como",
        "ro": "și de în la cu pe că nu un o este din pentru care se mai sau au fi prin sunt",
        "sk": "a sa na je že to v s o z do ako by pre tak sú ale alebo ktoré ktorý pri podľa",
        "sv": "och i att det som en på är av för med till den inte om ett har de kan ska eller när",
        "tr": "ve bir bu için ile da de olarak daha çok olan gibi kadar ne her veya değil sonra",
        "vi": "của và là có trong được cho không một với các những này để khi người như đã hoặc",
    },
    "cyrillic": {
        "bg": "на и да се от за в е не с по са като или това който при трябва през към",
        "ru": "и в не на что с по это как для от при или из к если быть также его который",
        "uk": "і в не на що з до це як для від при або та є якщо бути також його який",
    },
}
_TELLING = {
    script: {language: frozenset(words.split()) for language, words in by_language.items()}
    for script, by_language in _COMMON.items()
}
_PERSIAN = re.compile("[\u067e\u0686\u0698\u06af\u06cc]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLES, _SAMPLE_CHARS = 4, 4000
_LEAST_SIGNS = 20
_LEAST_WORDS = 5
# In running text every third to fifth word is among these; in tables and code few are, and those
# few are always the same ("for", "i").
_LEAST_SHARE = 0.08
_LEAST_DIFFERENT = 4
_KANA_SHARE = 0.05


def language_of(text: str) -> str | None:
    """The language most of a text is in, as ISO 639-1 says it; None where that is not plain."""
    sample = _sample(text)
    signs = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    han_and_kana = signs["zh"] + signs.pop("kana")
    kana = han_and_kana - signs["zh"]
    signs["zh"] = han_and_kana
    script = max(signs, key=lambda name: signs[name])
    if signs[script] < _LEAST_SIGNS:
        return None
    if script == "zh":
        return "ja" if kana > _KANA_SHARE * han_and_kana else "zh"
    if script == "arabic":
        return "fa" if len(_PERSIAN.findall(sample)) > 0.02 * signs[script] else "ar"
    return _by_words(sample, _TELLING[script]) if script in _TELLING else script


def language_sentence(language: str | None, known: Iterable[str]) -> str | None:
    """What a person is told of a document whose language the search model does not know.

    Args:
        language: The document's, if it is plain.
        known: The languages that the model knows; nothing is told when that is not known.
    """
    names = [_(NAMES[code]) for code in known if code in NAMES]
    if language is None or not names or language in known:
        return None
    return _(_SENTENCE, language=_(NAMES[language]), known=", ".join(names))


def _by_words(sample: str, telling: dict[str, frozenset[str]]) -> str | None:
    words = Counter(word.lower() for word in _WORD.findall(sample))
    held = {language: sum(words[word] for word in common) for language, common in telling.items()}
    best = max(held, key=lambda language: held[language])
    enough = held[best] >= max(_LEAST_WORDS, _LEAST_SHARE * words.total())
    different = sum(word in words for word in telling[best])
    return best if enough and different >= _LEAST_DIFFERENT else None


def _sample(text: str) -> str:
    """Stretches from all over the text: a foreign preface does not decide."""
    if len(text) <= _SAMPLES * _SAMPLE_CHARS:
        return text
    step = len(text) // _SAMPLES
    return " ".join(text[n * step : n * step + _SAMPLE_CHARS] for n in range(_SAMPLES))
