"""What became of a check: the answer as it was given, and under which circumstances."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.answering.events import Answered
from assistant_studio.errors import ErrorRecord


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document that an answer cites.

    Attributes:
        document: The file's name.
        page: From 1; None where there are no pages.
        place: What a person would say: "Page 12", "Line 40".
    """

    document: str
    page: int | None
    place: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer with all that it can be judged by.

    Attributes:
        text: What the assistant answered.
        citations: What its sentences cite, in the order of the sources.
        not_found: Whether the search found nothing to answer from, and that was said.
        error: Why there is no answer; None if there is one.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    not_found: bool = False
    error: ErrorRecord | None = None


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check, asked once.

    Attributes:
        check_id: The check's id.
        question: What was asked; an edited question makes the result one of the past.
        given: The answer.
        seconds: How long it took.
        version: The assistant's version; 0 for a draft that was not saved.
        circumstances: The key of everything that the answer depended on.
        ran_at: ISO 8601, UTC.
    """

    check_id: str
    question: str
    given: Given
    seconds: float
    version: int
    circumstances: str
    ran_at: str


def given(answered: Answered) -> Given:
    """What a finished turn gave."""
    cited = {n for sentence in answered.sentences for n in sentence.sources}
    citations = dict.fromkeys(
        Citation(source.passage.document, source.passage.page, source.passage.place)
        for source in answered.sources
        if source.n in cited
    )
    return Given(answered.text, tuple(citations), answered.finish == "not_found")
