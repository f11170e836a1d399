"""Shortens a passage to the sentences that speak of the question, so that a prompt stays small.

A search gives passages with their surroundings, which is what a person wants to read; a small model
answers better from the few sentences that matter, and reads them sooner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant_studio.answering.words import content_words
from assistant_studio.knowledge.document import Passage
from assistant_studio.knowledge.sentences import sentence_spans

_MOST_QUOTED_CHARS = 400
_LEAST_CHARS = 80
_MARKDOWN = re.compile(r"[\\\[\]<>$|~]")
_LINE_MARKS = re.compile(r"(?m)^[ \t]*(?:#{1,6}|>|[-*+•]|\d{1,3}[.)])[ \t]+|[*_`]{1,3}|\s+")


def nearest_first(passages: Sequence[Passage], question: str, max_chars: int) -> list[Passage]:
    """The passages whose closest sentences come nearest, shortened to so many characters in all.

    Passages that were not looked at closely keep their order.
    """
    found: list[Passage] = []
    left = max_chars
    for passage in sorted(passages, key=lambda each: -(each.closeness or 0.0)):
        if left < _LEAST_CHARS and found:
            break
        found.append(focused(passage, question, left))
        left -= len(found[-1].text)
    return found


def as_quotation(text: str) -> str:
    """A piece of a document as it can be quoted in one line of Markdown, shortened where long.

    What would be a link or a picture stays what it is in the document: text.
    """
    plain = " ".join(_LINE_MARKS.sub(" ", text).split())
    if len(plain) > _MOST_QUOTED_CHARS:
        plain = plain[:_MOST_QUOTED_CHARS].rsplit(None, 1)[0] + " …"
    return _MARKDOWN.sub(r"\\\g<0>", plain)


def focused(passage: Passage, question: str, max_chars: int) -> Passage:
    """The stretch of whole sentences, at most `max_chars` long, that shares most with a question.

    Where it is known which sentences are closest in meaning, the stretch holds these.

    A passage that is short enough comes back as it is. The text stays an exact slice of the
    document. Where even one sentence is too long it is cut after a word.
    """
    if len(passage.text) <= max_chars:
        return passage
    wanted = content_words(question)
    pieces = sentence_spans(passage.text)
    words = [content_words(passage.text[start:end]) & wanted for start, end in pieces]
    close = _close_pieces(passage, pieces)
    start, end = max(
        _windows(pieces, max_chars),
        key=lambda window: (
            sum(window[0] <= piece < window[1] for piece in close),
            _worth(pieces, words, window),
        ),
    )
    return _slice(passage, pieces[start][0], min(pieces[end - 1][1], pieces[start][0] + max_chars))


def _close_pieces(passage: Passage, pieces: list[tuple[int, int]]) -> list[int]:
    """The indexes of the sentences that are closest in meaning; none where that is not known."""
    first, last = passage.close_start - passage.start, passage.close_end - passage.start
    return [
        index for index, (start, end) in enumerate(pieces) if start < last and end > max(0, first)
    ]


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
