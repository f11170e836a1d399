"""Whether the files can answer a question at all; an honest "not in your files" beats a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant_studio.answering.answer_kinds import has_such_an_answer
from assistant_studio.answering.coverage import (
    counts_what_is_asked,
    coverages,
    holds_such_an_answer,
    lacks_a_name,
    lacks_words,
    names_somebody,
)
from assistant_studio.answering.focus import as_quotation
from assistant_studio.answering.words import content_words
from assistant_studio.knowledge.document import Passage
from assistant_studio.language import _

# Above the 0.4 that `knowledge.fit` is scaled to; asked of the fit alone, where words cannot be
# compared: a question that leans on others, or another language.
FIT_ENOUGH = 0.5
# Fit and coverage together: a passage that fits less well must hold more of what is asked.
FIT_LEAST = 0.25
FIT_AND_COVERAGE_ENOUGH = 1.23
# With a name or several words missing, or the number of "How many", all else has to be right.
_LACKING_ENOUGH = 1.95
# The cosine of the closest sentence from which on something is about the question: about 95 % of
# the answered questions of `tests/data/trust/practice` reach it, and none about other things.
CLOSE_ENOUGH = 0.35
# Sentences that come so near the closest one may answer as well.
_AS_CLOSE = 0.08
_UNKNOWN = -2.0


# "How do I say thank you very much?" thanks nobody.
_HOW_IT_IS_SAID = re.compile(
    r"\bsay\b.*\b(?:hello|hi|hey|thanks?|good|goodbye|bye|please|yes|no|ok|okay)\b", re.I | re.S
)


def not_found_text(passages: Sequence[Passage]) -> str:
    """What is said instead of a guess, with the sentence that comes nearest where one is near."""
    nearest = max(passages, key=_closeness, default=None)
    if nearest is not None and _closeness(nearest) >= CLOSE_ENOUGH:
        quote = as_quotation(nearest.text_between(nearest.close_start, nearest.close_end))
        if quote:
            return _(
                "I could not find this in your files for certain. What comes nearest is in "
                "“{document}” ({place}):\n\n> {quote}\n\nIf that is not it, try other words, or "
                "add a file that says it.",
                document=nearest.document,
                place=nearest.place,
                quote=quote,
            )
    if passages:
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
    asked = "?" in question
    looks_up = bool(content_words(question)) or bool(context and asked)
    return looks_up or bool(asked and _HOW_IT_IS_SAID.search(question))


def answerable(
    question: str,
    passages: Sequence[Passage],
    context: str = "",
    known_names: str = "",
    *,
    strictly: bool = True,
) -> bool:
    """Whether a passage fits the question well enough to answer from, and speaks of what is asked.

    Files say things in other words than people ask. Which words stand together tells an answer
    from a near miss where they do not; a model that can tell is better asked itself, and then it is
    enough that the passages are about the question and have such an answer at all.

    Args:
        question: The person's words.
        passages: What was found for it.
        context: What the question leans on; with it, the question's own words say too little to
            be looked for.
        known_names: Text with names that all the files are about, such as the assistant's name.
        strictly: For a model that answers from whatever it is given.
    """
    closest = max((_closeness(passage) for passage in passages), default=_UNKNOWN)
    if closest > _UNKNOWN and closest < CLOSE_ENOUGH:
        return False
    if not strictly and closest > _UNKNOWN:
        together = " ".join(passage.text for passage in passages)
        lacks = not context and lacks_a_name(question, passages, known_names)
        return has_such_an_answer(question, together) and not lacks
    fit = max((passage.fit for passage in passages), default=0.0)
    covered = None if context else coverages(question, passages, known_names)
    if covered is None:
        return fit >= FIT_ENOUGH
    telling = [
        (passage, passage.fit + share)
        for passage, share in zip(passages, covered, strict=True)
        if passage.fit >= FIT_LEAST
    ]
    needed = FIT_AND_COVERAGE_ENOUGH
    if lacks_words(question, passages, known_names) or not counts_what_is_asked(question, passages):
        needed = _LACKING_ENOUGH
    good = [passage for passage, both in telling if both >= needed]
    if not good or not holds_such_an_answer(question, good):
        return False
    return closest == _UNKNOWN or names_somebody(question, _closest_texts(passages, closest))


def _closeness(passage: Passage) -> float:
    return _UNKNOWN if passage.closeness is None else passage.closeness


def _closest_texts(passages: Sequence[Passage], closest: float) -> list[str]:
    return [
        passage.text_between(passage.close_start, passage.close_end)
        for passage in passages
        if _closeness(passage) >= closest - _AS_CLOSE
    ]
