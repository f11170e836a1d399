"""Which sentences of an answer are marked, and where they fall into its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant_studio.conversations.blocks import Block


@dataclass(frozen=True, slots=True)
class SentenceMark:
    """A sentence of an answer, or the part of it that lies in one block.

    Attributes:
        start: First character.
        end: One past the last.
        sources: Numbers of the sources shown behind it; empty if it ends in a later block.
        supported: Whether any source supports it, or it claims nothing.
    """

    start: int
    end: int
    sources: tuple[int, ...]
    supported: bool


def marks_in(block: Block, sentences: Sequence[SentenceMark]) -> tuple[SentenceMark, ...]:
    """The marks that fall into a block, counted from its first character."""
    return tuple(
        SentenceMark(
            max(0, mark.start - block.start),
            min(mark.end, block.end) - block.start,
            mark.sources if mark.end <= block.end else (),
            mark.supported,
        )
        for mark in sentences
        if mark.start < block.end and mark.end > block.start
    )
