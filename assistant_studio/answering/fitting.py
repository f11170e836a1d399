"""Whether the files can answer a question at all; an honest "not in your files" beats a guess."""

from __future__ import annotations

from collections.abc import Sequence

from assistant_studio.answering.words import content_words
from assistant_studio.knowledge.document import Passage
from assistant_studio.language import _

# Above the 0.4 that `knowledge.fit` is scaled to: of the questions that the sample's files answer
# the least fitting one has 0.6.
FIT_ENOUGH = 0.5


def not_found_text(near: bool) -> str:
    """What is said instead of a guess; `near` when there are passages to look at."""
    if near:
        return _(
            "I could not find this in your files. Try other words, or add a file that says it; "
            "the nearest passages are listed as sources."
        )
    return _("I could not find this in your files. Try other words, or add a file that says it.")


def needs_files(question: str, context: str = "") -> bool:
    """Whether there is anything in a message to look up; a greeting or thanks has nothing.

    Args:
        question: The person's words.
        context: What the question leans on; with it, "Why?" is something to look up.
    """
    return bool(content_words(question)) or bool(context and "?" in question)


def answerable(passages: Sequence[Passage]) -> bool:
    """Whether at least one passage fits the question well enough to answer from."""
    return any(passage.fit >= FIT_ENOUGH for passage in passages)
