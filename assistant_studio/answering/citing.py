"""Ties each sentence of an answer to the passages that support it, and marks the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant_studio.answering.attached import AttachedPart
from assistant_studio.answering.events import CitedSentence, Source
from assistant_studio.answering.words import content_words, numbers
from assistant_studio.knowledge.sentences import sentence_spans

# The share of a sentence's content words that must stand together in a passage.
SUPPORT_SHARE = 0.6
# A second source is named when it supports the sentence nearly as well as the best one.
NEAR_BEST = 0.1
MAX_SOURCES_PER_SENTENCE = 2
_WINDOW_SENTENCES = 3

_FENCE = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_LINE_MARK = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>)[ \t]+")
_SAYS_IT_DOES_NOT_KNOW = re.compile(
    r"\b(?:(?:do|does|did) not|don't|doesn't|cannot|can't|could not|couldn't|unable to|no)\b"
    r".{0,60}\b(?:say|state|mention|hold|contain|find|found|know|provide|specify|information|answer)",
    re.IGNORECASE | re.DOTALL,
)


def cited_sentences(answer: str, sources: Sequence[Source]) -> tuple[CitedSentence, ...]:
    """Every sentence of an answer with the sources that support it.

    A sentence is supported by a passage when enough of its content words stand close together
    there and every number of it stands there too. Code is passed over.

    Args:
        answer: Markdown.
        sources: The passages the model was given; with none, nothing was claimed from files, and
            no sentence is marked.

    Returns:
        The sentences in order; offsets count characters of `answer`.
    """
    if not sources:
        return ()
    windows = {source.n: _windows(source.passage.text) for source in sources}
    found = []
    for start, end in _spans(answer):
        text = answer[start:end]
        supporting = _supporting(text, windows)
        supported = bool(supporting) or _claims_nothing(text)
        found.append(CitedSentence(start, end, text, supporting, supported))
    return tuple(found)


def cited(
    answer: str, sources: tuple[Source, ...], parts: Sequence[AttachedPart]
) -> tuple[tuple[CitedSentence, ...], tuple[Source, ...]]:
    """The sentences of an answer that had files and attached texts to go by.

    Args:
        answer: Markdown.
        sources: Passages of the files.
        parts: What the model was given of attached texts.

    Returns:
        The sentences, and the sources: those of the files, and behind them the passages of
        attached texts that support something.
    """
    offered = list(sources)
    for part in parts:
        offered += part.sources(len(offered) + 1)
    sentences = cited_sentences(answer, offered)
    used = {n for sentence in sentences for n in sentence.sources if n > len(sources)}
    kept = [*sources, *(source for source in offered if source.n in used)]
    numbers_now = {source.n: n for n, source in enumerate(kept, 1)}
    return (
        tuple(
            replace(
                sentence,
                sources=tuple(numbers_now[n] for n in sentence.sources),
                # To put an attached text in other words is no claim from the files.
                supported=sentence.supported or not sources,
            )
            for sentence in sentences
        ),
        tuple(replace(source, n=numbers_now[source.n]) for source in kept),
    )


def _spans(answer: str) -> Iterator[tuple[int, int]]:
    """Sentences outside code, line marks (bullets, numbers, hashes) left out."""
    position = 0
    for fence in [*_FENCE.finditer(answer), None]:
        end = fence.start() if fence is not None else len(answer)
        for line_start, line_end in _lines(answer, position, end):
            mark = _LINE_MARK.match(answer, line_start, line_end)
            yield from sentence_spans(answer, mark.end() if mark else line_start, line_end)
        position = fence.end() if fence is not None else end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


class _Window:
    """A few neighbouring sentences of a passage."""

    __slots__ = ("numbers", "words")

    def __init__(self, text: str) -> None:
        self.words = content_words(text)
        self.numbers = numbers(text)


def _windows(passage: str) -> list[_Window]:
    spans = sentence_spans(passage)
    last = max(1, len(spans) - _WINDOW_SENTENCES + 1)
    return [
        _Window(passage[spans[i][0] : spans[min(i + _WINDOW_SENTENCES, len(spans)) - 1][1]])
        for i in range(last if spans else 0)
    ]


def _supporting(sentence: str, windows: dict[int, list[_Window]]) -> tuple[int, ...]:
    words, needed = content_words(sentence), numbers(sentence)
    if not words:
        return ()
    shares = {
        n: max((_share(words, needed, window) for window in passage), default=0.0)
        for n, passage in windows.items()
    }
    best = max(shares.values(), default=0.0)
    if best < SUPPORT_SHARE:
        return ()
    near = [n for n, share in shares.items() if share >= max(SUPPORT_SHARE, best - NEAR_BEST)]
    near.sort(key=lambda n: -shares[n])
    return tuple(near[:MAX_SOURCES_PER_SENTENCE])


def _share(words: set[str], needed: set[str], window: _Window) -> float:
    if not needed <= window.numbers:
        return 0.0
    return len(words & window.words) / len(words)


def _claims_nothing(sentence: str) -> bool:
    # A sentence that ends in a colon announces what follows; a question asks.
    if sentence.endswith(("?", ":")) or not content_words(sentence):
        return True
    return _SAYS_IT_DOES_NOT_KNOW.search(sentence) is not None
