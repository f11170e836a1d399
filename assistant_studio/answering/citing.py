"""Ties each sentence of an answer to the passages that support it, and marks the rest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant_studio.answering import agreement
from assistant_studio.answering.attached import AttachedPart
from assistant_studio.answering.events import CitedSentence, Source
from assistant_studio.answering.facts import Facts, facts_of
from assistant_studio.answering.words import content_words
from assistant_studio.knowledge.sentences import sentence_spans

# The share of a sentence's content words that must stand together in a passage.
SUPPORT_SHARE = 0.6
# A second source is named when it supports the sentence nearly as well as the best one.
NEAR_BEST = 0.1
MAX_SOURCES_PER_SENTENCE = 2
_WINDOW_SENTENCES = 3

_FENCE = re.compile(r"^ {0,3}(```|~~~).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
# Where a sentence that was put together from two passages can be taken apart again.
_CLAUSE_ENDS = (
    re.compile(r"[,;]\s+(?:(?:and|but|while|whereas|und|aber|et|mais|y|pero)\s+)?"),
    re.compile(r"\s+(?:and|und|et|y)\s+"),
)
# Fewer telling words may stand there by chance.
_WORD_FOR_WORD_WORDS = 5
_PLAIN_WORD = re.compile(r"[^\W_]+(?:[.,:'’-][^\W_]+)*")
_LINE_MARK = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)]|#{1,6}|>)[ \t]+")
_SAYS_IT_DOES_NOT_KNOW = re.compile(
    r"\b(?:(?:do|does|did) not|don't|doesn't|cannot|can't|could not|couldn't|unable to|no)\b"
    r".{0,60}\b(?:say|state|mention|hold|contain|find|found|know|provide|specify|information|answer)",
    re.IGNORECASE | re.DOTALL,
)


def cited_sentences(answer: str, sources: Sequence[Source]) -> tuple[CitedSentence, ...]:
    """Every sentence of an answer with the sources that support it.

    A sentence is supported by a passage when enough of its content words stand close together
    there and its numbers, days, names and negations agree with it. Code is passed over.

    Args:
        answer: Markdown.
        sources: The passages the model was given; with none, nothing was claimed from files, and
            no sentence is marked.

    Returns:
        The sentences in order; offsets count characters of `answer`.
    """
    if not sources:
        return ()
    offered = _offered(sources)
    found = []
    for start, end in _spans(answer):
        text = answer[start:end]
        supporting = _supporting(text, offered)
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


@dataclass(frozen=True, slots=True)
class _Offered:
    """A passage as sentences are held against it."""

    facts: Facts
    windows: tuple[range, ...]
    names: frozenset[str]
    whole: frozenset[str]


def _offered(sources: Sequence[Source]) -> dict[int, _Offered]:
    facts = {source.n: facts_of(source.passage.text) for source in sources}
    # A name that several passages have, such as the company's own, is of the files as a whole.
    spread = Counter(word for each in facts.values() for word in each.all_words)
    common = {word for word, count in spread.items() if count > 1}
    found = {}
    for source in sources:
        passage = facts[source.n]
        about = facts_of(f"{source.passage.document} {source.passage.heading}").all_words
        count = 1 + max((clause.sentence for clause in passage.clauses), default=-1)
        last = max(1, count - _WINDOW_SENTENCES + 1) if count else 0
        windows = tuple(range(i, i + _WINDOW_SENTENCES) for i in range(last))
        text = source.passage.text
        spans = [
            *((start, end) for start, end in _lines(text, 0, len(text))),
            *sentence_spans(text),
        ]
        whole = frozenset(_plain(text[start:end]) for start, end in spans)
        found[source.n] = _Offered(passage, windows, frozenset(about | common), whole)
    return found


def _supporting(sentence: str, offered: Mapping[int, _Offered]) -> tuple[int, ...]:
    """The passages that support a sentence, the best first; else those that support its clauses."""
    word_for_word = _holding(sentence, offered)
    if word_for_word:
        return word_for_word
    found = _supporting_whole(sentence, offered)
    if found:
        return found
    for ends in _CLAUSE_ENDS:
        clauses = [clause for clause in ends.split(sentence) if clause.strip()]
        if len(clauses) > 1 and all(len(content_words(clause)) > 1 for clause in clauses):
            each = [_supporting_whole(clause, offered) for clause in clauses]
            if all(each):
                return tuple(dict.fromkeys(numbers[0] for numbers in each))
    return ()


def _holding(sentence: str, offered: Mapping[int, _Offered]) -> tuple[int, ...]:
    """The passages that have it as a sentence or a line, word for word, as of tables."""
    plain = _plain(sentence)
    if len(content_words(sentence)) < _WORD_FOR_WORD_WORDS:
        return ()
    held = [n for n, each in offered.items() if plain in each.whole]
    return tuple(held[:MAX_SOURCES_PER_SENTENCE])


def _plain(text: str) -> str:
    """The words and numbers of a text alone; digits keep the marks between them."""
    return " ".join(_PLAIN_WORD.findall(text.lower()))


def _supporting_whole(sentence: str, offered: Mapping[int, _Offered]) -> tuple[int, ...]:
    facts = facts_of(sentence)
    if not facts.places and not facts.quantities and not facts.names:
        return ()
    shares = {n: _share(facts, passage) for n, passage in offered.items()}
    best = max(shares.values(), default=0.0)
    if best < SUPPORT_SHARE:
        return ()
    near = [n for n, share in shares.items() if share >= max(SUPPORT_SHARE, best - NEAR_BEST)]
    near.sort(key=lambda n: -shares[n])
    return tuple(near[:MAX_SOURCES_PER_SENTENCE])


def _share(facts: Facts, passage: _Offered) -> float:
    """How much of a sentence stands in the best place of a passage that it agrees with."""
    best = 0.0
    for window in passage.windows:
        share = agreement.share(facts, passage.facts, window)
        if share > max(best, SUPPORT_SHARE - 1e-9) and agreement.agrees(
            facts, passage.facts, window, passage.names
        ):
            best = share
    return best


def _claims_nothing(sentence: str) -> bool:
    # A sentence that ends in a colon announces what follows; a question asks.
    if sentence.endswith(("?", ":")) or not content_words(sentence):
        return True
    return _SAYS_IT_DOES_NOT_KNOW.search(sentence) is not None
