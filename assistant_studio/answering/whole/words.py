"""What is said to the model of a whole document, and to the person without one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant_studio.answering.whole.intent import Listed, Wish
from assistant_studio.knowledge.document import Passage
from assistant_studio.language import _, ngettext

NOTHING = {"en": "nothing", "de": "nichts"}
_GERMAN = re.compile(
    r"\b(?:der|die|das|den|dem|und|ist|sind|worum|wovon|was|wie|welche[rs]?|alle[rs]?|fass\w*|bitte"
    r"|geht|mir|liste|nenne?|zeige?|vergleich\w*|unterschied\w*|zusammenfassung|überblick)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"\b(?:the|this|these|is|are|what|which|list|all|give|me|compare|summar\w*|and|of)\b",
    re.IGNORECASE,
)
# What the model is told, in the language of the question: it answers in that of its task.
_WHICH = {
    "en": "This is part {number} of {total} of “{name}”.",
    "de": "Das ist Teil {number} von {total} von „{name}“.",
}
_LISTING = {
    "en": "List what this part holds of the following, one to a line, and nothing else; if it holds"
    " nothing of it, write only: nothing\n\n{question}",
    "de": "Liste auf, was dieser Teil vom Folgenden enthält, eines je Zeile und sonst nichts;"
    " enthält er nichts davon, schreib nur: nichts\n\n{question}",
}
_ASKING = {
    "en": "Note in at most three short sentences what this part says about the following; if it"
    " says nothing about it, write only: nothing\n\n{question}",
    "de": "Schreib in höchstens drei kurzen Sätzen, was dieser Teil zum Folgenden sagt; sagt er"
    " nichts dazu, schreib nur: nichts\n\n{question}",
}
_NOTING = {
    "en": "Note in at most three short sentences what this part says. Take nothing from elsewhere.",
    "de": "Schreib in höchstens drei kurzen Sätzen, was dieser Teil sagt. Nimm nichts anderes.",
}
_CONDENSING = {
    "en": "These are notes on parts of a text. Put them together in at most four short sentences.",
    "de": "Das sind Notizen zu Teilen eines Textes. Füge sie in höchstens vier kurzen Sätzen"
    " zusammen.",
}
_CLOSING = {
    "en": "These are notes on all parts of {listed}. Answer from them.\n\n{question}",
    "de": "Das sind Notizen zu allen Teilen von {listed}. Antworte aus ihnen.\n\n{question}",
}


def language_of(question: str) -> str:
    """The language a question is in, as far as there are tasks in it: "de" or "en"."""
    german = len(_GERMAN.findall(question))
    return "de" if german > len(_ENGLISH.findall(question)) else "en"


def section_task(wish: Wish, question: str, name: str, number: int, total: int) -> str:
    """What the model is to do with one section.

    Args:
        wish: What is wanted of the whole.
        question: The person's words.
        name: The document's name.
        number: Of the section, from 1.
        total: Sections there are.
    """
    language = language_of(question)
    which = _WHICH[language].format(number=number, total=total, name=name)
    form = {Wish.LIST: _LISTING, Wish.QUESTION: _ASKING}.get(wish, _NOTING)
    return f"{which} {form[language].format(question=question)}"


def condensing_task(question: str) -> str:
    """What the model is to do with notes that are too long together."""
    return _CONDENSING[language_of(question)]


def closing_task(question: str, names: Sequence[str]) -> str:
    """The question itself, asked of the notes."""
    listed = ", ".join(f"“{name}”" for name in names)
    return _CLOSING[language_of(question)].format(listed=listed, question=question)


def note_text(section: Passage, note: str, *, with_name: bool) -> str:
    """A section's note as the closing prompt holds it."""
    head = f"{section.document}, {section.place}" if with_name else section.place
    return f"[{head}]\n{note}"


def list_intro(kind: Listed, count: int, names: Sequence[str]) -> str:
    """What a list is."""
    where = ", ".join(f"“{name}”" for name in names)
    match kind:
        case Listed.DATES:
            return ngettext(
                "{count} date in {where}:", "{count} dates in {where}:", count, where=where
            )
        case Listed.AMOUNTS:
            return ngettext(
                "{count} amount in {where}:", "{count} amounts in {where}:", count, where=where
            )
        case Listed.ADDRESSES:
            return ngettext(
                "{count} e-mail address in {where}:",
                "{count} e-mail addresses in {where}:",
                count,
                where=where,
            )
        case Listed.LINKS:
            return ngettext(
                "{count} link in {where}:", "{count} links in {where}:", count, where=where
            )
        case Listed.OTHER:
            return ngettext(
                "{count} found in {where}:", "{count} found in {where}:", count, where=where
            )


def list_is_empty(kind: Listed, names: Sequence[str]) -> str:
    """Nothing of the kind is there."""
    where = ", ".join(f"“{name}”" for name in names)
    match kind:
        case Listed.DATES:
            return _("There is no date in {where}.", where=where)
        case Listed.AMOUNTS:
            return _("There is no amount of money in {where}.", where=where)
        case Listed.ADDRESSES:
            return _("There is no e-mail address in {where}.", where=where)
        case Listed.LINKS:
            return _("There is no link in {where}.", where=where)
        case Listed.OTHER:
            return _("None of that was found in {where}.", where=where)


def list_goes_on(count: int) -> str:
    """How many items are not shown."""
    return ngettext("… and {count} more.", "… and {count} more.", count)


def which_document(count: int, example: str) -> str:
    """The question does not say which document it means."""
    return _(
        "There are {count} documents here, and I do not know which one you mean. Say its name, for "
        "example: Summarise “{name}”.",
        count=count,
        name=example,
    )


def too_few_to_compare() -> str:
    """There is nothing to compare with."""
    return _("I do not know which two documents to compare. Say their names.")


def notes_of_all() -> str:
    """What stands above the notes of a document that was read to its end."""
    return _("These are the notes on the parts, in their order:")


def notes_so_far(read: int, total: int) -> str:
    """What stands above the notes of a reading that was stopped."""
    return _("Read {read} of {total} parts; these are the notes so far:", read=read, total=total)
