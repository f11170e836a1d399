"""What is attached to a conversation, in the prompt: whole where it fits, else what fits best.

Whole texts stand with the message they came with, so that the model reads them once and knows them
still at the next question. If they do not all fit, the newest come first; of a text that is too
long the passages that share most with the question are taken, in their order.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant_studio.answering.events import LeftOut, Source
from assistant_studio.answering.words import content_words
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.document import Chunk, ExtractedText, Passage
from assistant_studio.knowledge.places import line_of, place_of

PASSAGE_CHARS = 900
# No text has fewer tokens than this tells: what is longer need not be counted.
MOST_CHARS_PER_TOKEN = 8
# What is left to the earlier messages when attachments fill the rest.
SHARE = 0.8
# A share of the context below this is no use to anyone.
_MIN_TOKENS = 48
_CUT = "\n[…]\n"
# What stands around a text: its name, blank lines.
_FRAME_TOKENS = 16


@dataclass(frozen=True, slots=True)
class Attached:
    """A text that is attached to a message.

    Attributes:
        id: Of the attachment.
        message_id: The message it came with.
        name: As the person knows it.
        extracted: Its text.
    """

    id: str
    message_id: str
    name: str
    extracted: ExtractedText

    @property
    def passages(self) -> tuple[Chunk, ...]:
        """The text in passages."""
        return _passages(self.extracted)


@dataclass(frozen=True, slots=True)
class AttachedPart:
    """What of an attached text goes into the prompt.

    Attributes:
        attached: The text.
        passages: The passages that are taken; empty if it is taken whole.
    """

    attached: Attached
    passages: tuple[Chunk, ...] = ()

    @property
    def text(self) -> str:
        """As the model reads it, under its name."""
        name = f"[{self.attached.name}]\n"
        if not self.passages:
            return name + self.attached.extracted.text.strip()
        return name + _CUT.join(passage.text for passage in self.passages)

    def sources(self, first_number: int) -> list[Source]:
        """Its passages as an answer can cite them, numbered from `first_number`."""
        taken = self.passages or self.attached.passages
        return [
            Source(number, self._passage(number, chunk))
            for number, chunk in enumerate(taken, first_number)
        ]

    def _passage(self, number: int, chunk: Chunk) -> Passage:
        line = line_of(self.attached.extracted.text, chunk.start)
        return Passage(
            rank=number,
            document=self.attached.name,
            document_id=self.attached.id,
            page=chunk.page,
            place=place_of(chunk.page, chunk.headings, line, chunk.place),
            heading=" › ".join(chunk.headings),
            start=chunk.start,
            end=chunk.end,
            text=chunk.text,
            score=1.0,
            found_by=(),
        )


def wholes(attached: Sequence[Attached]) -> dict[str, list[AttachedPart]]:
    """Each text whole, by the message it came with."""
    found: dict[str, list[AttachedPart]] = {}
    for each in attached:
        found.setdefault(each.message_id, []).append(AttachedPart(each))
    return found


def parts_that_fit(
    attached: Sequence[Attached],
    question: str,
    budget_tokens: int,
    count_tokens: Callable[[list[str]], list[int]],
) -> list[AttachedPart]:
    """What of the texts fits, the newest first in line and last in the prompt.

    Args:
        attached: In the order in which they came.
        question: What the passages are to fit.
        budget_tokens: For all of them.
        count_tokens: In the model's own tokens.
    """
    taken: list[AttachedPart] = []
    left_tokens = budget_tokens
    for number_left, each in zip(range(len(attached), 0, -1), reversed(attached), strict=True):
        part = AttachedPart(each)
        fits = len(part.text) <= MOST_CHARS_PER_TOKEN * left_tokens
        size_tokens = count_tokens([part.text])[0] + _FRAME_TOKENS if fits else left_tokens + 1
        if size_tokens > left_tokens:
            share = max(left_tokens // number_left, min(left_tokens, _MIN_TOKENS))
            part, size_tokens = _best(each, question, share, count_tokens)
        if size_tokens <= left_tokens and part.text:
            taken.append(part)
            left_tokens -= size_tokens
    return taken[::-1]


def left_out_of(attached: Sequence[Attached], taken: Sequence[AttachedPart]) -> LeftOut:
    """Which texts the model did not get whole."""
    by_id = {part.attached.id: part for part in taken}
    partly = []
    for each in attached:
        part = by_id.get(each.id)
        if part is None or part.passages:
            count = len(part.passages) if part is not None else 0
            partly.append((each.name, count, len(each.passages)))
    return LeftOut(attachments=tuple(partly))


def _best(
    each: Attached,
    question: str,
    budget_tokens: int,
    count_tokens: Callable[[list[str]], list[int]],
) -> tuple[AttachedPart, int]:
    """The passages that fit a question best, in their order, and their size."""
    passages = each.passages
    ranked = _ranked(passages, question)[: max(4, budget_tokens // 20)]
    sizes = count_tokens([passages[place].text for place in ranked])
    chosen: list[int] = []
    left_tokens = budget_tokens - _FRAME_TOKENS
    for place, size_tokens in zip(ranked, sizes, strict=True):
        if size_tokens + 6 <= left_tokens:
            chosen.append(place)
            left_tokens -= size_tokens + 6
    if not chosen:
        return AttachedPart(each), budget_tokens + 1
    return (
        AttachedPart(each, tuple(passages[place] for place in sorted(chosen))),
        budget_tokens - left_tokens,
    )


def _ranked(passages: Sequence[Chunk], question: str) -> list[int]:
    """Places of the passages, those first that share most rare words with a question.

    Where none shares anything ("sum this up"), the beginning comes first.
    """
    wanted = content_words(question)
    shared = [wanted & content_words(passage.text) for passage in passages]
    spread = Counter(word for words in shared for word in words)
    worth = {word: math.log(1 + len(passages) / count) for word, count in spread.items()}
    return sorted(
        range(len(passages)), key=lambda place: (-sum(worth[w] for w in shared[place]), place)
    )


@lru_cache(maxsize=32)
def _passages(extracted: ExtractedText) -> tuple[Chunk, ...]:
    return tuple(chunks_of(extracted, PASSAGE_CHARS))
