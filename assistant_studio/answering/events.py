"""What happens during one turn, in the order it happens."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from assistant_studio.answering.reasoning import Reasoning
from assistant_studio.answering.ways import Way
from assistant_studio.knowledge.document import Passage


@dataclass(frozen=True, slots=True)
class Source:
    """A passage an answer can cite, with the number it is cited by (from 1)."""

    n: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of an answer and what stands behind it.

    Attributes:
        start: First character in the answer.
        end: One past the last.
        text: The sentence.
        sources: Numbers of the sources that support it, best first.
        supported: Whether any does. Sentences that claim nothing (greetings, questions) count as
            supported with no sources.
    """

    start: int
    end: int
    text: str
    sources: tuple[int, ...]
    supported: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What did not fit into the context.

    Attributes:
        messages: Earlier messages.
        passages: Passages of the files.
        attachments: Attached texts that are not there whole: the name, how many passages of it
            are there, and how many it has.
    """

    messages: int = 0
    passages: int = 0
    attachments: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Timings:
    """How long the parts of a turn took, and how many tokens they moved.

    Attributes:
        retrieval_s: The search.
        prompt_s: The model's reading of the part of the prompt that was not known already.
        first_token_s: From the question to the first piece of the answer.
        total_s: From the question to the end of the answer.
        prompt_tokens: The whole prompt.
        reused_tokens: The part of it whose KV state was there already.
        output_tokens: The answer.
        tokens_per_s: While writing.
    """

    retrieval_s: float
    prompt_s: float
    first_token_s: float
    total_s: float
    prompt_tokens: int
    reused_tokens: int
    output_tokens: int
    tokens_per_s: float


@dataclass(frozen=True, slots=True)
class UserSaved:
    """The person's message is on disk; nothing before this point was acknowledged."""

    conversation_id: str
    message_id: str


@dataclass(frozen=True, slots=True)
class ModelLoading:
    """The model is being loaded."""

    model_name: str


@dataclass(frozen=True, slots=True)
class Searching:
    """The knowledge is being searched."""

    query: str


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that go into the prompt, numbered as they can be cited."""

    sources: tuple[Source, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class ReadingDocuments:
    """Whole documents are read: `done` of `total` sections.

    Attributes:
        names: Of the documents.
        done: Sections read.
        total: All of them.
        seconds_left: Estimated until the last one is read.
    """

    names: tuple[str, ...]
    done: int
    total: int
    seconds_left: float


@dataclass(frozen=True, slots=True)
class PromptReady:
    """The prompt is laid out."""

    context_used_tokens: int
    context_tokens: int
    left_out: LeftOut


@dataclass(frozen=True, slots=True)
class ReadingPrompt:
    """The model reads the prompt: `done` of `total` tokens."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class AnswerText:
    """The next piece of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class ReasoningText:
    """The next piece of what the model thinks before it answers.

    Attributes:
        text: The piece.
        seconds: How long it has been thinking.
    """

    text: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer is whole; the last event of a turn of which nothing is saved.

    Attributes:
        text: The whole answer.
        sentences: Each with its sources.
        sources: Those that were offered to the model.
        finish: "stop", "length", "cancelled", "repeats", "not_found" (an honest "not in your
            files"), "listed" (put together without the model), or "unclear" (the question has to
            say more).
        timings: How long it took.
        left_out: What did not fit.
        prompt: The exact text the model saw; None if it was not asked.
        reasoning: What the model thought first; never a part of `text`.
        way: How the files were used.
    """

    text: str
    sentences: tuple[CitedSentence, ...]
    sources: tuple[Source, ...]
    finish: str
    timings: Timings
    left_out: LeftOut
    prompt: str | None = None
    reasoning: Reasoning | None = None
    way: Way = Way()

    def record(self) -> dict[str, Any]:
        """What is kept of an answer beside its text, as plain data (`Message.details`)."""
        kept = {
            "sources": [asdict(source) for source in self.sources],
            "sentences": [asdict(sentence) for sentence in self.sentences],
            "timings": asdict(self.timings),
            "finish": self.finish,
            "left_out": asdict(self.left_out),
            "way": asdict(self.way),
        }
        return kept if self.reasoning is None else {**kept, "reasoning": asdict(self.reasoning)}


@dataclass(frozen=True, slots=True)
class AnswerSaved(Answered):
    """The answer with its sources is on disk; the last event of a turn in a conversation.

    Attributes:
        message_id: The answer's message.
    """

    message_id: str = field(kw_only=True)


TurnEvent = (
    UserSaved
    | ModelLoading
    | Searching
    | Found
    | ReadingDocuments
    | PromptReady
    | ReadingPrompt
    | ReasoningText
    | AnswerText
    | Answered
    | AnswerSaved
)
