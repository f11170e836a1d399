"""What an assistant's instructions cost: tokens of the model's context."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.answering import prompt
from assistant_studio.answering.chosen_model import chosen_model
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.cancel import CancelToken
from assistant_studio.models.engine import Engine
from assistant_studio.models.store import ModelStore


@dataclass(frozen=True, slots=True)
class InstructionsCost:
    """Tokens of the instructions, with their variables filled in, and of the whole context."""

    tokens: int
    context_tokens: int


class InstructionsMeter:
    """Counts in the tokens of the very model that the assistant answers with."""

    def __init__(self, models: ModelStore, engine: Engine) -> None:
        self._models = models
        self._engine = engine

    def measure(self, assistant: Assistant, token: CancelToken | None = None) -> InstructionsCost:
        """The cost of an assistant's instructions, saved or not; loads its model if need be.

        Raises:
            ModelError: The model is missing or broken.
        """
        model_sha256 = chosen_model(self._models, assistant).sha256
        loaded = self._engine.load(model_sha256, token)
        (front,) = prompt.front(assistant, explains_passages=False)
        tokens = 0
        if assistant.instructions.strip():
            (tokens,) = self._engine.count_tokens(
                [front.content], model_sha256=model_sha256, token=token
            )
        return InstructionsCost(tokens, loaded.context_tokens)
