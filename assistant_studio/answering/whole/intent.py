"""Whether a question is about a whole document, which no search for passages can answer.

A question counts only when every telling word of it is accounted for: the wish itself
("summarise"), a word for the document or its name, and how it is wanted ("briefly"). "Summarise
the contract" is about all of it; "summarise the notice periods in the contract" asks for a part,
and the search finds that better and sooner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant_studio.answering.words import stem


class Wish(StrEnum):
    """What is wanted of the whole document; `QUESTION` is any, asked of all of it."""

    SUMMARY = "summary"
    LIST = "list"
    COMPARISON = "comparison"
    QUESTION = "question"


class Listed(StrEnum):
    """What a list is to hold; all but the last are found without a model."""

    DATES = "dates"
    AMOUNTS = "amounts"
    ADDRESSES = "addresses"
    LINKS = "links"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class WholeQuestion:
    """A question about whole documents.

    Attributes:
        wish: What is wanted.
        listed: Of a list, what it is to hold.
        several: Whether it speaks of more than one document.
        named: Whether it says that it means a document ("the report", "this file", a name).
    """

    wish: Wish
    listed: Listed | None = None
    several: bool = False
    named: bool = False


_WORD = re.compile(r"[^\W\d_]+")
_EXTENSION = re.compile(r"(?<=\w)\.[A-Za-z]\w{1,4}\b")
_NAME_PART = re.compile(r"[^\W_]+")

_NO_WISH = re.compile(r"(?!)")
_SUMMARY = re.compile(
    r"\b(?:summari[sz]e|summari[sz]ing|condense|recap|boil\s+(?:this|it|that|down)"
    r"|sum\s+(?:(?:this|it|that|them|these)\s+)?up|summary|overview|outline|gist|tl;?dr|abstract"
    r"|key\s+points?|main\s+points?|main\s+ideas?|key\s+takeaways?|takeaways?|in\s+a\s+nutshell"
    r"|main\s+message|most\s+important\s+points"
    r"|zusammenfass\w*|zusammenzufassen|überblick|übersicht|inhaltsangabe|kernpunkte?|kernaussagen?"
    r"|hauptpunkte?|hauptaussagen?|wichtigsten\s+punkte|wichtigste|kurzfassung)\b"
    r"|\bfass\w*\b(?=.*\bzusammen\b)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\bwhat(?:'s|\s+is|\s+are)\b.*\babout\b|\btell\s+me\b.*\babout\b"
    r"|\bwhat(?:'s|\s+is)\s+in(?:side)?\b|\bexplain\b|\bdeals?\s+with\b"
    r"|\b(?:what|which)\s+(?:topics?|subjects?|themes?)\b"
    r"|\bwas\s+ist\s+der\s+inhalt\b|\b(?:worum|um\s+was)\s+geht\b|\bwovon\s+handel\w+\b"
    r"|\bwas\s+steht\s+(?:alles\s+)?(?:in|im)\b|\bwhat\s+do(?:es)?\b.*\bsay\s*\??$",
    re.IGNORECASE,
)
# "Summarise article five" is about a part that has a number.
_NUMBERED_PART = re.compile(
    r"\b(?:article|artikel|chapter|kapitel|section|abschnitt|clause|klausel|page|seite|paragraph"
    r"|absatz|part|teil|slide|folie|table|tabelle|item|punkt)s?\s+(?:\d+|[ivx]+|[a-h]|one|two|three"
    r"|four|five|six|seven|eight|nine|ten|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn)\b",
    re.IGNORECASE,
)
# "How do I compare two files?" asks for help with the doing.
_HOW_TO = re.compile(
    r"\W*(?:how\s+(?:do|can|should|would|to)\s+(?:i|we|you|one)\b|how\s+to\b"
    r"|wie\s+\w+\s+(?:ich|wir|man)\b)",
    re.IGNORECASE,
)
_ABOUT_WORDS = (
    "what about does say was steht worum geht wovon handelt handeln es topic topics subject"
    " subjects theme themes cover covers discuss tell explain do deal deals"
)
_LIST = re.compile(
    r"\b(?:list|extract|find|collect|show|give|name|tell|which|what|pull|gather|write|get"
    r"|liste\w*|nenn\w*|zeig\w*|such\w*|finde\w*|gib|welche|stell\w*|schreib\w*)\b",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"\b(?:all|every|each|complete|full|alle[rsn]?|jede[rsn]?|sämtliche[rsn]?)\b", re.IGNORECASE
)
_LIST_AT_START = re.compile(r"^\W*(?:please\s+|bitte\s+)?(?:list|extract|liste)\b", re.IGNORECASE)
# "Which dates are mentioned …" asks for all of them.
_MENTIONED = re.compile(
    r"\b(?:mention(?:ed|s)?|named|listed|stated|contains?|genannt|erwähnt|aufgeführt|angegeben)\b",
    re.IGNORECASE,
)
# "Compare 2024 and 2025" speaks of no document.
_POINTING = re.compile(r"\b(?:these|those|them|both|two|diese|beiden?|zwei)\b", re.IGNORECASE)
_COMPARE = re.compile(
    r"\b(?:compare|comparing|comparison|differ|difference|differences|similarit(?:y|ies)|gemeinsamkeit\w*|changed|vergleich\w*"
    r"|unterschied\w*|unterscheide\w*)\b",
    re.IGNORECASE,
)
_KINDS = {
    Listed.DATES: "date dates deadline deadlines datum daten termin termine fristen frist"
    " stichtage",
    Listed.AMOUNTS: "amount amounts price prices sum sums cost costs fee fees betrag beträge preis"
    " preise kosten gebühr gebühren summen geldbeträge",
    Listed.ADDRESSES: "e-mail e-mails email emails mail mails mailadressen mailadresse",
    Listed.LINKS: "link links url urls website websites webseiten",
}
_OF_MAIL = frozenset({"address", "addresses", "adresse", "adressen"})
_LISTED_OF = {
    word: kind for kind, words in _KINDS.items() for word in re.findall(r"\w+", words)
} | {"e": Listed.ADDRESSES}

_KIND_NAMES = frozenset(stem(word) for word in _LISTED_OF)

_DOCUMENTS = frozenset(
    "document documents file files text texts pdf pdfs report reports contract contracts paper"
    " papers book books handbook handbooks manual manuals article articles note notes minutes"
    " attachment attachments essay story letter letters agreement agreements guide guides policy"
    " presentation slides spreadsheet table transcript script lease invoice brochure offer offers"
    " draft drafts study studie arbeit thesis entwurf entwürfe dokument dokumente dokumenten"
    " dokuments datei dateien texte texten textes bericht berichten berichte berichts vertrag"
    " vertrags vertrages verträge verträgen angebot angebote angeboten handbuch handbuchs"
    " handbücher buch buches bücher aufsatz aufsatzes artikel artikels notizen protokoll"
    " protokolls protokolle anhang anhänge anhangs brief briefe unterlagen mietvertrag"
    " mietvertrags präsentation tabelle anleitung geschichte".split()
)
_MANY = frozenset(
    "documents files texts pdfs reports contracts papers books handbooks manuals articles"
    " attachments letters agreements guides both two everything offers drafts entwürfe dokumente"
    " dokumenten dateien texte berichte verträge bücher protokolle anhänge briefe unterlagen beide"
    " beiden zwei".split()
)
_MANNER = frozenset(
    "a an the this that these those it its them they my our your all whole entire complete full"
    " each every both two in of from for to with and or as by at on into between me us i we you"
    " please can could would will shall do does did is are was were be have has need want like"
    " short shortly brief briefly quick quickly detailed detail long longer shorter concise simple"
    " plain easy sentence sentences word words line lines paragraph paragraphs bullet bullets"
    " point points list table page pages most important main key idea ideas some about one three"
    " four five six seven eight nine ten english german language terms there appear appearing"
    " occur occurring mentioned contained found given any anything thing things content contents"
    " give provide write make show tell get just only up out down what which der die das den dem"
    " des dieser diese dieses diesen diesem ein eine einen einem einer eines mein meine meinen"
    " unser unsere ihr ihre ganze ganzen gesamte gesamten vollständig im aus von vom zu zum zur"
    " für mit und oder als auf bitte kannst könntest können könnten würdest du sie ich mir uns wir"
    " kurz knapp knappe kurze kurzen ausführlich einfach einfachen satz sätze sätzen wort worten"
    " wörter wörtern zeilen absatz absätzen stichpunkte stichpunkten stichworten punkte punkten"
    " wichtig wichtige wichtigsten wichtigste deutsch deutsche englisch liste tabelle alle aller"
    " allen alles jede jedes jeden sämtliche vorkommen vorkommenden genannten enthaltenen steht"
    " stehen inhalt inhalts gib erstelle schreibe schreib mach mache zwei drei vier fünf sechs"
    " sieben zehn zwischen es da dort worin darin über attached uploaded angehängte angehängten"
    " beigefügte beigefügten hochgeladene hochgeladenen hier here inside how so findings wie d ll"
    " ve hätte gern gerne möchte wo liegen bestehen sich ist miteinander voneinander werden wird"
    " zusammen sind nenne nenn beide beiden s".split()
)


def whole_question(question: str, name_words: frozenset[str] = frozenset()) -> WholeQuestion | None:
    """What a question wants of whole documents; None for all others, and where in doubt.

    Args:
        question: The person's words.
        name_words: Words, as `plain_words` gives them, by which it names documents; they count as
            a word for the document.
    """
    text = " ".join(question.split())
    if _HOW_TO.match(text) or _NUMBERED_PART.search(text):
        return None
    names = name_words
    compares = _COMPARE.search(text) and _accounted(text, names, _COMPARE)
    if compares and (_says_which(text, names) or _POINTING.search(text)):
        return WholeQuestion(Wish.COMPARISON, several=True, named=True)
    listed = _list_wanted(text, names)
    if listed is not None:
        return WholeQuestion(Wish.LIST, listed, speaks_of_several(text), _says_which(text, names))
    for wish in (_SUMMARY, _ABOUT):
        if wish.search(text) and _accounted(text, names, wish, _ABOUT_WORDS.split()):
            return WholeQuestion(
                Wish.SUMMARY,
                several=speaks_of_several(text),
                named=_says_which(text, names),
            )
    return None


def only_names(text: str, names: frozenset[str]) -> bool:
    """Whether a text says which documents are meant and nothing else ("the handbook, please")."""
    says_which = _says_which(text, names) and not _is_question(text)
    return says_which and not _left_over(text, names, _NO_WISH)


def may_be_whole(question: str) -> bool:
    """Whether `whole_question` need be asked at all; quick, whatever documents there are."""
    return any(wish.search(question) for wish in (_SUMMARY, _ABOUT, _COMPARE, _LIST))


def plain_words(text: str) -> frozenset[str]:
    """All words and numbers of a text or a file's name, in a form that can be compared."""
    return frozenset(_plain(word) for word in _NAME_PART.findall(text))


def _list_wanted(text: str, names: frozenset[str]) -> Listed | None:
    # "All prices" means no document that is called so.
    names = frozenset(name for name in names if name not in _KIND_NAMES)
    mentioned = _MENTIONED.search(text) is not None and _says_which(text, names)
    everything = _ALL.search(text) or _LIST_AT_START.search(text) or mentioned
    if not (_LIST.search(text) and everything):
        return None
    text = _MENTIONED.sub(" ", text)
    left = _left_over(text, names, _LIST)
    kinds = {_LISTED_OF[word] for word in left if word in _LISTED_OF}
    rest = [word for word in left if word not in _LISTED_OF]
    if kinds == {Listed.ADDRESSES}:
        rest = [word for word in rest if word not in _OF_MAIL]
    if len(kinds) == 1 and not rest:
        return kinds.pop()
    # Of anything else, "all" is only looked for through a document that is spoken of.
    if (
        (mentioned or _ALL.search(text))
        and _says_which(text, names)
        and 0 < len(left) <= _MOST_LISTED_WORDS
    ):
        asks_for_one = _is_question(text) and not (mentioned or _LIST_AT_START.search(text))
        return None if asks_for_one else Listed.OTHER
    return None


_MOST_LISTED_WORDS = 4


def _is_question(text: str) -> bool:
    return text.rstrip().endswith("?")


def _accounted(
    text: str, names: frozenset[str], wish: re.Pattern[str], further: Sequence[str] = ()
) -> bool:
    return not set(_left_over(text, names, wish)) - set(further)


def _left_over(text: str, names: frozenset[str], wish: re.Pattern[str]) -> list[str]:
    """The words of a question that neither the wish nor a document accounts for."""
    # What "what … about" encloses is what it asks about.
    rest = (_SUMMARY if wish is _ABOUT else wish).sub(" ", _without_names(text, names))
    words = [word.lower() for word in _WORD.findall(rest)]
    return [word for word in words if word not in _MANNER and word not in _DOCUMENTS]


def _without_names(text: str, names: frozenset[str]) -> str:
    text = _EXTENSION.sub(" ", text) if names else text
    return _NAME_PART.sub(lambda match: " " if _plain(match[0]) in names else match[0], text)


def speaks_of_several(text: str) -> bool:
    """Whether a text speaks of more documents than one."""
    return not _MANY.isdisjoint(word.lower() for word in _WORD.findall(text))


def _says_which(text: str, names: frozenset[str]) -> bool:
    words = {word.lower() for word in _WORD.findall(text)}
    return not _DOCUMENTS.isdisjoint(words) or _without_names(text, names) != text


def _plain(word: str) -> str:
    return stem(word.lower())
