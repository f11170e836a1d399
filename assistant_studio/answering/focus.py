"""Shortens a passage to the sentences that speak of the question, so that a prompt stays small.

A search gives passages with their surroundings, which is what a person wants to read; a small model
answers better from the few sentences that matter, and reads them sooner.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant_studio.answering.words import content_words
from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.sentences import sentence_spans


def focused(passage: Passage, question: str, max_chars: int) -> Passage:
    """The stretch of whole sentences, at most `max_chars` long, that shares most with a question.

    A passage that is short enough comes back as it is. The text stays an exact slice of the
    document. Where even one sentence is too long it is cut after a word.
    """
    if len(passage.text) <= max_chars:
        return passage
    wanted = content_words(question)
    pieces = sentence_spans(passage.text)
    words = [content_words(passage.text[start:end]) & wanted for start, end in pieces]
    start, end = max(
        _windows(pieces, max_chars),
        key=lambda window: _worth(pieces, words, window),
    )
    return _slice(passage, pieces[start][0], min(pieces[end - 1][1], pieces[start][0] + max_chars))


def _windows(pieces: list[tuple[int, int]], max_chars: int) -> Iterable[tuple[int, int]]:
    """The longest run of pieces from each piece on that fits, as indexes (first, one past last)."""
    end = 0
    for start in range(len(pieces)):
        end = max(end, start + 1)
        while end < len(pieces) and pieces[end][1] - pieces[start][0] <= max_chars:
            end += 1
        yield start, end


def _worth(
    pieces: list[tuple[int, int]], words: list[set[str]], window: tuple[int, int]
) -> tuple[int, int, int]:
    """More of the question's words is better, then more often, then earlier."""
    inside = words[window[0] : window[1]]
    together = set().union(*inside)
    return len(together), sum(map(len, inside)), -window[0]


def _slice(passage: Passage, start: int, end: int) -> Passage:
    text = passage.text[start:end]
    if start + len(text) < len(passage.text) and not passage.text[end : end + 1].isspace():
        text = text.rsplit(None, 1)[0] if len(text.split()) > 1 else text
    text = text.rstrip()
    first = passage.start + start
    return replace(passage, start=first, end=first + len(text), text=text)
