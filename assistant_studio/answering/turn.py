"""What is known of one turn while it goes on, and what it comes to."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from assistant_studio.answering.attached import Attached, AttachedPart
from assistant_studio.answering.citing import cited
from assistant_studio.answering.events import Answered, CitedSentence, LeftOut, Source, Timings
from assistant_studio.answering.reasoning import Reasoning
from assistant_studio.answering.ways import WantedWay, Way
from assistant_studio.answering.whole.notebook import Notebook
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.conversations.message import Message
from assistant_studio.models.engine import GenerationDone, Sampling


@dataclass(slots=True)
class Turn:
    """One question on its way to an answer; whoever runs it can read how far it came.

    Attributes:
        assistant: Who answers; it need not have been saved.
        question: The person's words.
        earlier: What was said before, first message first.
        sampling: How tokens are drawn.
        token: Stops the turn.
        model_sha256: The model that answers.
        started_s: When the person asked, on the monotonic clock.
        attached: What came with this question and the earlier ones.
        sources: The passages offered to the model.
        parts: What of the attached texts the model was given.
        retrieval_s: How long the search took.
        first_token_s: From the question to the first piece of the answer.
        left_out: What did not fit.
        text: What is written so far.
        reasoning: What the model thought before that.
        done: How the model ended; None before that, and if it was not asked.
        way: How the files were used.
        wanted_way: The way the person asked for; None for the one the question suggests.
        drawn_on: Ids of the documents that an answer to this question drew on before.
        notebook: Keeps what is noted of parts of long documents; None if nothing may be kept.
        so_far: What is to be kept of a reading while no text is written yet.
        finish: How the turn ended where the model does not say it; otherwise empty.
        sentences: The answer's sentences where their sources are known; None where they are to be
            looked for.
    """

    assistant: Assistant
    question: str
    earlier: tuple[Message, ...]
    sampling: Sampling
    token: CancelToken
    model_sha256: str
    started_s: float = field(default_factory=time.monotonic)
    attached: tuple[Attached, ...] = ()
    sources: tuple[Source, ...] = ()
    parts: tuple[AttachedPart, ...] = ()
    retrieval_s: float = 0.0
    first_token_s: float = 0.0
    left_out: LeftOut = field(default_factory=LeftOut)
    text: str = ""
    reasoning: Reasoning | None = None
    done: GenerationDone | None = None
    way: Way = field(default_factory=Way)
    wanted_way: WantedWay | None = None
    drawn_on: frozenset[str] = frozenset()
    notebook: Notebook | None = None
    so_far: str = ""
    finish: str = ""
    sentences: tuple[CitedSentence, ...] | None = None

    @property
    def elapsed_s(self) -> float:
        """Seconds since the person asked."""
        return time.monotonic() - self.started_s

    @property
    def begun(self) -> str:
        """The model's own reply as far as it is written, thoughts included."""
        thoughts = self.reasoning.as_begun() if self.reasoning is not None else ""
        return thoughts + self.text

    def think(self, text: str, seconds: float) -> None:
        """Note more of the model's thoughts."""
        before = self.reasoning.text if self.reasoning is not None else ""
        self.reasoning = Reasoning(before + text, seconds, closed=False)

    def answered(self) -> Answered:
        """The finished answer, each sentence tied to what supports it."""
        finish = self.finish or (self.done.finish if self.done is not None else "not_found")
        sentences = self.sentences or ()
        if finish != "not_found" and self.sentences is None:
            self.text = self.text.strip()
            sentences, self.sources = cited(self.text, self.sources, self.parts)
        return Answered(
            text=self.text,
            sentences=sentences,
            sources=self.sources,
            finish=finish,
            timings=self._timings(),
            left_out=self.left_out,
            prompt=self.done.prompt if self.done is not None else None,
            reasoning=self.reasoning,
            way=self.way,
        )

    def _timings(self) -> Timings:
        done = self.done
        return Timings(
            retrieval_s=self.retrieval_s,
            prompt_s=done.prompt_s if done else 0.0,
            first_token_s=self.first_token_s,
            total_s=self.elapsed_s,
            prompt_tokens=done.prompt_tokens if done else 0,
            reused_tokens=done.reused_tokens if done else 0,
            output_tokens=done.output_tokens if done else 0,
            tokens_per_s=done.output_tokens / done.output_s if done and done.output_s > 0 else 0.0,
        )


def chosen_sampling(assistant: Assistant, changes: Mapping[str, Any]) -> Sampling:
    """How an assistant draws its tokens, unless this one turn asks for something else."""
    own = {k: v for k, v in asdict(assistant.sampling).items() if v is not None}
    given = {k: v for k, v in changes.items() if v is not None}
    return replace(Sampling(), **{**own, **given})
