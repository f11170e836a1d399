"""What is known of an answer besides its text, from events or from the database alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant_studio.answering import records
from assistant_studio.answering.events import (
    AnswerSaved,
    CitedSentence,
    LeftOut,
    Source,
    Timings,
)
from assistant_studio.answering.reasoning import Reasoning
from assistant_studio.answering.ways import WantedWay, Way, WayKind
from assistant_studio.conversations.sentence_marks import SentenceMark
from assistant_studio.errors import ErrorRecord


@dataclass(frozen=True, slots=True)
class AnswerDetails:
    """Sources, sentences and timings of one answer.

    Attributes:
        sources: Passages the model was given.
        sentences: Each with the sources that support it.
        timings: None while it is written, or if it failed.
        finish: As `AnswerSaved.finish`; empty if it failed.
        left_out: What did not fit into the context.
        error: Why it failed.
        reasoning: What the model thought before it answered.
        way: How the files were used.
    """

    sources: tuple[Source, ...] = ()
    sentences: tuple[CitedSentence, ...] = ()
    timings: Timings | None = None
    finish: str = ""
    left_out: LeftOut = LeftOut()
    error: ErrorRecord | None = None
    reasoning: Reasoning | None = None
    way: Way = Way()

    @property
    def other_way(self) -> str:
        """How else the question could be answered (a `WantedWay`); empty for not at all."""
        if self.way.kind is not WayKind.SEARCH:
            return str(WantedWay.SEARCH)
        from_files = bool(self.sources) or self.finish == "not_found"
        return str(WantedWay.WHOLE) if from_files else ""

    @property
    def cited(self) -> tuple[int, ...]:
        """Numbers of the sources that support some sentence."""
        return tuple(sorted({n for sentence in self.sentences for n in sentence.sources}))

    @property
    def unsupported(self) -> tuple[str, ...]:
        """Sentences that no source supports."""
        return tuple(sentence.text for sentence in self.sentences if not sentence.supported)

    def marks(self) -> tuple[SentenceMark, ...]:
        """The sentences as they are marked in the text."""
        return tuple(
            SentenceMark(sentence.start, sentence.end, sentence.sources, sentence.supported)
            for sentence in self.sentences
        )

    def supported_by(self, n: int) -> list[str]:
        """The sentences a source supports."""
        return [sentence.text for sentence in self.sentences if n in sentence.sources]


def details_of(saved: AnswerSaved) -> AnswerDetails:
    """The details of an answer that was just finished."""
    return AnswerDetails(
        saved.sources, saved.sentences, saved.timings, saved.finish, saved.left_out
    )


def details_from(data: Mapping[str, Any]) -> AnswerDetails:
    """The details a message was saved with; fields of other versions are passed over."""
    return AnswerDetails(
        sources=records.sources_from(data),
        sentences=records.sentences_from(data),
        timings=records.timings_from(data),
        finish=str(data.get("finish", "")),
        left_out=records.left_out_from(data),
        error=data.get("error"),
        reasoning=records.reasoning_from(data),
        way=records.way_from(data),
    )
