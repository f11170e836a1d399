"""The model of a turn: what it is, how long texts are for it, and what it writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant_studio.answering import budget, prompt
from assistant_studio.answering.chosen_model import chosen_model
from assistant_studio.answering.events import AnswerText, ReadingPrompt, ReasoningText, TurnEvent
from assistant_studio.answering.reasoning import Piece, ReasoningFilter
from assistant_studio.answering.turn import Turn
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.models.engine import (
    ChatMessage,
    Engine,
    GenerationDone,
    LoadedModel,
    PromptProgress,
    TextPiece,
)
from assistant_studio.models.repetition import repeated_chars
from assistant_studio.models.store import ModelStore


class AskedModel:
    """The models of assistants, as turns ask them."""

    def __init__(self, models: ModelStore, engine: Engine) -> None:
        self._models = models
        self.engine = engine

    def name(self, assistant: Assistant) -> str:
        """The name of an assistant's model.

        Raises:
            ModelMissing: It is not on this computer.
        """
        return chosen_model(self._models, assistant).name

    def sha256(self, assistant: Assistant) -> str:
        """Which model an assistant answers with."""
        return assistant.model_sha256 or self._models.default().sha256

    def small(self, assistant: Assistant) -> bool:
        """Whether the model is one that more text misleads more than it helps."""
        model = self._models.get(self.sha256(assistant))
        return model.info.parameters < budget.SMALL_MODEL_PARAMETERS

    def load(self, turn: Turn) -> LoadedModel:
        """Make the model of a turn ready."""
        return self.engine.load(turn.model_sha256, turn.token)

    def warm(
        self, assistant: Assistant, has_knowledge: bool, token: CancelToken | None
    ) -> LoadedModel:
        """Make the model and the front of the prompt ready before the first question."""
        front = self.front(assistant, has_knowledge)
        model_sha256 = chosen_model(self._models, assistant).sha256
        loaded = self.engine.load(model_sha256, token)
        self.engine.warm(front, token, model_sha256=model_sha256)
        return loaded

    def front(self, assistant: Assistant, has_knowledge: bool) -> list[ChatMessage]:
        """The messages that stay the same from turn to turn."""
        return prompt.front(assistant, has_knowledge and not self.small(assistant))

    def room(
        self, turn: Turn, loaded: LoadedModel, has_knowledge: bool, *, thorough: bool
    ) -> budget.Room:
        """How the context of a turn is shared out.

        Args:
            turn: The turn.
            loaded: Its model.
            has_knowledge: Whether the assistant has files.
            thorough: Fill the context instead of answering soon.
        """
        fixed = [*self.front(turn.assistant, has_knowledge), ChatMessage("user", turn.question)]
        fixed += prompt.begun(turn.begun)
        return budget.room(
            context_tokens=loaded.context_tokens,
            fixed_tokens=self.prompt_size(turn, fixed),
            wanted_answer_tokens=turn.sampling.max_tokens,
            prompt_tokens_per_s=loaded.prompt_tokens_per_s,
            thorough=thorough,
        )

    def count_tokens(self, turn: Turn, texts: list[str]) -> list[int]:
        """Tokens of each text."""
        if not texts:
            return []
        return self.engine.count_tokens(texts, model_sha256=turn.model_sha256, token=turn.token)

    def prompt_size(self, turn: Turn, messages: list[ChatMessage]) -> int:
        """Tokens of a whole prompt."""
        return self.engine.prompt_size(messages, model_sha256=turn.model_sha256, token=turn.token)

    def note(self, turn: Turn, messages: list[ChatMessage], most_tokens: int) -> str:
        """What the model says to a prompt that is a step of the turn; thoughts are left out.

        Args:
            turn: The turn; it is not changed.
            messages: The prompt.
            most_tokens: Of what is said. Drawn without dice, so that a step is always the same.
        """
        stop = (*turn.sampling.stop, *prompt.fences_of(messages[-1]))
        sampling = replace(turn.sampling, temperature=0.0, max_tokens=most_tokens, stop=stop)
        pieces = ReasoningFilter()
        said: list[str] = []
        for event in self.engine.generate(
            messages, sampling, 1, turn.token, model_sha256=turn.model_sha256
        ):
            if isinstance(event, TextPiece):
                said += (piece.text for piece in pieces.feed(event.text) if not piece.thought)
        said += (piece.text for piece in pieces.finish() if not piece.thought)
        return "".join(said).strip()

    def answer(self, turn: Turn, messages: list[ChatMessage]) -> Iterator[TurnEvent]:
        """Have the model write the answer; it is in `turn` then."""
        asked = next(message for message in reversed(messages) if message.role == "user")
        sampling = turn.sampling
        sampling = replace(sampling, stop=(*sampling.stop, *prompt.fences_of(asked)))
        pieces = ReasoningFilter(turn.reasoning, answering=bool(turn.text))
        for event in self.engine.generate(
            messages, sampling, 1, turn.token, model_sha256=turn.model_sha256
        ):
            match event:
                case PromptProgress(done, total, _):
                    yield ReadingPrompt(done, total)
                case TextPiece(text):
                    turn.first_token_s = turn.first_token_s or turn.elapsed_s
                    yield from _noted(turn, pieces, pieces.feed(text))
                case GenerationDone():
                    turn.done = event
        yield from _noted(turn, pieces, pieces.finish())
        if turn.done is not None and turn.done.finish == "repeats":
            again = repeated_chars(turn.text)
            turn.text = turn.text.rstrip()[: -again or None]


def _noted(turn: Turn, pieces: ReasoningFilter, found: Iterable[Piece]) -> Iterator[TurnEvent]:
    """What the model wrote, as it goes into the turn and to whoever follows it."""
    for piece in found:
        if piece.thought:
            seconds = turn.elapsed_s - turn.first_token_s
            turn.think(piece.text, seconds)
            yield ReasoningText(piece.text, seconds)
        else:
            turn.text += piece.text
            yield AnswerText(piece.text)
    if turn.reasoning is not None and not turn.reasoning.closed and not pieces.thinking:
        seconds = turn.elapsed_s - turn.first_token_s
        turn.reasoning = replace(turn.reasoning, seconds=seconds, closed=True)
