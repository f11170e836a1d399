"""What is known of an answer besides its text, from events or from the database alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from assistant_studio.answering.events import (
    AnswerSaved,
    CitedSentence,
    LeftOut,
    Source,
    Timings,
)
from assistant_studio.conversations.sentence_marks import SentenceMark
from assistant_studio.errors import ErrorRecord
from assistant_studio.knowledge.document import Passage


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
    """

    sources: tuple[Source, ...] = ()
    sentences: tuple[CitedSentence, ...] = ()
    timings: Timings | None = None
    finish: str = ""
    left_out: LeftOut = LeftOut()
    error: ErrorRecord | None = None

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
    timings = data.get("timings")
    return AnswerDetails(
        sources=tuple(
            Source(int(source["n"]), _made(Passage, source["passage"], ("found_by",)))
            for source in data.get("sources", ())
        ),
        sentences=tuple(
            _made(CitedSentence, sentence, ("sources",)) for sentence in data.get("sentences", ())
        ),
        timings=_made(Timings, timings) if timings else None,
        finish=str(data.get("finish", "")),
        left_out=_made(LeftOut, data.get("left_out", {})),
        error=data.get("error"),
    )


def _made(kind: Any, data: Mapping[str, Any], tuples: Sequence[str] = ()) -> Any:
    values = {field.name: data[field.name] for field in fields(kind) if field.name in data}
    return kind(**{k: tuple(v) if k in tuples else v for k, v in values.items()})
