"""Whole documents in sections: stretches that a model reads in one go, each a source to cite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant_studio.knowledge.document import Passage


@dataclass(frozen=True, slots=True)
class WholeDocument:
    """A document from its first character to its last.

    Attributes:
        id: Of the document or the attached text.
        name: As the person knows it.
        text: Its extracted text.
        passages: The same in passages, in order.
    """

    id: str
    name: str
    text: str
    passages: tuple[Passage, ...]


def sections_of(
    document: WholeDocument, sizes_tokens: Sequence[int], most_tokens: int
) -> Iterator[Passage]:
    """The document in as few sections as the size allows; each begins and ends with a passage.

    Args:
        document: What is to be read.
        sizes_tokens: Of each of its passages.
        most_tokens: Of a section. A passage that is longer stands alone.
    """
    first, used_tokens = 0, 0
    for place, size_tokens in enumerate(sizes_tokens):
        if place > first and used_tokens + size_tokens > most_tokens:
            yield joined(document, first, place - 1)
            first, used_tokens = place, 0
        used_tokens += size_tokens
    if first < len(document.passages):
        yield joined(document, first, len(document.passages) - 1)


def joined(document: WholeDocument, first: int, last: int) -> Passage:
    """The stretch of a document from one of its passages to another, as one passage."""
    begin, end = document.passages[first], document.passages[last]
    place = begin.place
    if begin.page is not None and end.page is not None and end.page > begin.page:
        place = f"Pages {begin.page}–{end.page}"
    elif end.page is None and end.place != begin.place:
        place = f"{begin.place} – {end.place}"
    return replace(
        begin, place=place, end=end.end, text=document.text[begin.start : end.end], found_by=()
    )
