"""Finding where sentences end, in languages with spaces between words and without."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A run of terminators with the quotes and brackets that close behind it. It begins with a plain
# character class and cannot fail after it, so that a search is linear in any text.
_RUN = re.compile(r"""[.!?…؟۔։।॥。！？｡]++["'”’»›)\]」』）】》〉]*+""")
_WIDE = frozenset("。！？｡")
_OPENERS = "\"'“‘„‚«‹([¿¡「『（【《〈*_-–—• \t\n\r\f\v\u00a0"
_LOOK_BACK_CHARS = 24
_WORD_BEFORE = re.compile(r"[^\s(\[“„\"'’/]+$")
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st sr jr rev gen col capt lt sgt hon gov sen pres messrs mme mlle
    vs cf al e.g i.e eg ie viz approx ca dept inc ltd corp co bros univ assn ave blvd rd ed eds
    bzw z.b d.h u.a o.ä u.ä s.o s.u i.d.r i.a v.a vgl hr fr frl str evtl ggf inkl exkl zzgl geb
    usf sog bspw env p.ex mlles ste sra srta dña ee.uu p.ej sigg dott avv
    """.split()  # noqa: SIM905 - a list of a hundred quoted words would hide the words
)
_BEFORE_NUMBERS = frozenset(
    """
    no nos nr vol vols p pp pg fig figs eq eqs sec sect ch chap art app tab ref refs tel abb abs bd
    jh núm pág págs cap jan feb mar apr jun jul aug sep sept oct nov dec min max c
    """.split()  # noqa: SIM905
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_MONTHS = re.compile(
    r"(?:januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
    r"|jahrhundert)\b",
    re.IGNORECASE,
)


def sentence_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Where sentences end inside `text[start:end]`, in order; the end itself is not given.

    Each position is one past a sentence's last character (its closing quote included). Where in
    doubt (an abbreviation, an initial, an ordinal) no end is given.
    """
    stop = len(text) if end is None else end
    for run in _RUN.finditer(text, start, stop):
        position = run.end()
        if position >= stop:
            return
        if run[0][0] in _WIDE or (text[position].isspace() and _is_end(text, start, stop, run)):
            yield position


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]` as spans without the white space around them."""
    stop = len(text) if end is None else end
    spans = []
    begin = start
    for position in (*sentence_ends(text, start, stop), stop):
        piece = text[begin:position]
        left = len(piece) - len(piece.lstrip())
        if left < len(piece):
            spans.append((begin + left, begin + len(piece.rstrip())))
        begin = position
    return spans


def _is_end(text: str, start: int, stop: int, run: re.Match[str]) -> bool:
    following = _first_letter(text, run.end(), stop)
    if following.islower():
        return False  # "approx. five", “Why?” he asked
    if run[0][0] != "." or run[0].startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(start, run.start() - _LOOK_BACK_CHARS), run.start())
    if before is None:
        return True
    word = before[0]
    if word.isdigit() and len(word) <= 2:
        return not _is_ordinal(text, start, stop, before.start(), run.end())
    if _INITIALS.fullmatch(word):
        return False  # J. Smith, the U.S. Congress, z. B.
    if word.lower() in _BEFORE_NUMBERS:
        return not following.isdigit()
    return word.lower() not in _ABBREVIATIONS


def _first_letter(text: str, position: int, stop: int) -> str:
    """The first character after `position` that is no space, quote or bullet; may be empty."""
    following = text[position : min(stop, position + _LOOK_BACK_CHARS)].lstrip(_OPENERS)
    return following[:1]


def _is_ordinal(text: str, start: int, stop: int, number: int, after: int) -> bool:
    """Whether a short number with a dot counts something: a list's "3.", a day in "3. März"."""
    line_start = text.rfind("\n", start, number)
    line_start = start if line_start < 0 else line_start
    if not text[max(line_start, number - _LOOK_BACK_CHARS) : number].strip():
        return True
    following = text[after : min(stop, after + _LOOK_BACK_CHARS)].lstrip()
    return _MONTHS.match(following) is not None
