"""Answers that are lists: of what stands in the documents, or of what a model noted of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant_studio.answering.citing import cited_sentences
from assistant_studio.answering.events import (
    AnswerText,
    CitedSentence,
    Found,
    Source,
    TurnEvent,
)
from assistant_studio.answering.turn import Turn
from assistant_studio.answering.ways import Way, WayKind
from assistant_studio.answering.whole import words
from assistant_studio.answering.whole.intent import Listed
from assistant_studio.answering.whole.listing import Item, items_of
from assistant_studio.answering.whole.sections import WholeDocument, joined
from assistant_studio.conversations.escaping import plain_markdown
from assistant_studio.knowledge.document import Passage

MOST_ITEMS = 500
MOST_SOURCES = 150
_LINE_MARK = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")


def list_items(turn: Turn, kind: Listed, documents: Sequence[WholeDocument]) -> Iterator[TurnEvent]:
    """Answer with all that documents hold of a kind, each with its source; no model is asked."""
    names = tuple(document.name for document in documents)
    turn.way = Way(WayKind.LISTED, names, len(documents), len(documents))
    turn.finish = "listed"
    items = items_of(kind, documents)
    if not items:
        turn.sentences = ()
        yield from say(turn, words.list_is_empty(kind, names))
        return
    shown = items[:MOST_ITEMS]
    sources = _item_sources(shown, documents)
    turn.sources = tuple(dict.fromkeys(sources))
    yield Found(turn.sources, turn.elapsed_s)
    lines = [f"- **{plain_markdown(i.value)}**: {plain_markdown(i.excerpt)}" for i in shown]
    intro = words.list_intro(kind, len(items), names)
    turn.sentences = _cited_lines(intro, lines, [(source.n,) for source in sources])
    text = "\n".join([intro, "", *lines])
    if len(items) > len(shown):
        text += "\n\n" + words.list_goes_on(len(items) - len(shown))
    yield from say(turn, text)


def list_notes(
    turn: Turn, names: Sequence[str], sections: Sequence[Passage], notes: Sequence[str]
) -> Iterator[TurnEvent]:
    """Put lists of sections together: nothing is dropped but what is said twice."""
    seen: set[str] = set()
    lines: list[str] = []
    of: list[Passage] = []
    for section, note in zip(sections, notes, strict=True):
        for raw in note.splitlines():
            item = " ".join(_LINE_MARK.sub("", raw).split())
            if item and not says_nothing(item) and item.lower() not in seen:
                seen.add(item.lower())
                lines.append(f"- {item}")
                of.append(section)
    turn.finish = "listed"
    turn.sentences = ()
    if not lines:
        yield from say(turn, words.list_is_empty(Listed.OTHER, names))
        return
    numbers = {section: n for n, section in enumerate(dict.fromkeys(of), 1)}
    turn.sources = tuple(Source(n, section) for section, n in numbers.items())[:MOST_SOURCES]
    head = words.list_intro(Listed.OTHER, len(lines), names)
    sources = [Source(numbers[section], section) for section in of]
    turn.sentences = tuple(
        replace(each, sources=tuple(n for n in each.sources if n <= MOST_SOURCES))
        for each in checked_lines(head, lines, sources)
    )
    yield from say(turn, "\n".join([head, "", *lines]))


def say(turn: Turn, text: str) -> Iterator[TurnEvent]:
    """Answer with a text that no model wrote."""
    turn.first_token_s = turn.elapsed_s
    turn.text = text
    yield AnswerText(text)


def _item_sources(items: Sequence[Item], documents: Sequence[WholeDocument]) -> list[Source]:
    """The source of each item: its passage, with its neighbours where there are too many."""
    step = -(-len({(item.document, item.passage) for item in items}) // MOST_SOURCES)
    found: dict[tuple[int, int], Source] = {}
    sources = []
    for item in items:
        key = (item.document, item.passage // step)
        if key not in found:
            document = documents[item.document]
            first = key[1] * step
            last = min(first + step, len(document.passages)) - 1
            found[key] = Source(len(found) + 1, joined(document, first, last))
        sources.append(found[key])
    return sources


def _cited_lines(
    head: str, lines: Sequence[str], numbers: Sequence[tuple[int, ...]]
) -> tuple[CitedSentence, ...]:
    """Lines of a list below a head, each with the sources it was taken from."""
    found = []
    start = len(head) + 2
    for line, cited in zip(lines, numbers, strict=True):
        found.append(CitedSentence(start + 2, start + len(line), line[2:], cited, supported=True))
        start += len(line) + 1
    return tuple(found)


def checked_lines(
    head: str, lines: Sequence[str], sources: Sequence[Source]
) -> tuple[CitedSentence, ...]:
    """Lines that a model wrote, each held against the one source it is about."""
    found: list[CitedSentence] = []
    start = len(head) + 2
    for line, source in zip(lines, sources, strict=True):
        found += (
            replace(sentence, start=start + sentence.start, end=start + sentence.end)
            for sentence in cited_sentences(line, (source,))
        )
        start += len(line) + 1
    return tuple(found)


def says_nothing(note: str) -> bool:
    """Whether a model noted that a section holds nothing of what was asked."""
    return note.strip(" .!*\"'").lower() in (*words.NOTHING.values(), "none", "keine", "")
