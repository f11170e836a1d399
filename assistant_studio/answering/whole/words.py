"""What is said to the model of a whole document, and to the person without one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant_studio.answering.whole.intent import Listed, Wish
from assistant_studio.knowledge.document import Passage
from assistant_studio.language import _, ngettext

NOTHING = "nothing"
_SENTENCES = (
    "Note in at most three short sentences what this part says. Take nothing from elsewhere."
)


def section_task(wish: Wish, question: str, name: str, number: int, total: int) -> str:
    """What the model is to do with one section.

    Args:
        wish: What is wanted of the whole.
        question: The person's words.
        name: The document's name.
        number: Of the section, from 1.
        total: Sections there are.
    """
    which = f"This is part {number} of {total} of “{name}”."
    if wish is Wish.LIST:
        return (
            f"{which} List what this part holds of the following, one to a line, and nothing else; "
            f"if it holds nothing of it, write only: {NOTHING}\n\n{question}"
        )
    if wish is Wish.QUESTION:
        return (
            f"{which} Note in at most three short sentences what this part says about the "
            f"following; if it says nothing about it, write only: {NOTHING}\n\n{question}"
        )
    return f"{which} {_SENTENCES}"


def condensing_task() -> str:
    """What the model is to do with notes that are too long together."""
    return "These are notes on parts of a text. Put them together in at most four short sentences."


def closing_task(question: str, names: Sequence[str]) -> str:
    """The question itself, asked of the notes."""
    listed = ", ".join(f"“{name}”" for name in names)
    return f"These are notes on all parts of {listed}. Answer from them.\n\n{question}"


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


def notes_so_far(read: int, total: int) -> str:
    """What stands above the notes of a reading that was stopped."""
    return _("Read {read} of {total} parts; these are the notes so far:", read=read, total=total)
