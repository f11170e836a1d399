"""What the rest of the app asks of a language model engine, whoever runs it.

`llama_engine.LlamaEngine` is the embedded one (llama.cpp in a worker process). A server on a
person's own network can take its place behind the same interface.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant_studio.cancel import CancelToken


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a prompt; `role` is "system", "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn; temperature 0 is greedy.

    Attributes:
        temperature: 0 to 2.
        top_p: Nucleus, 0 to 1; 1 is off.
        top_k: 0 is off.
        min_p: 0 is off.
        repeat_penalty: 1 is off.
        max_tokens: At most so many tokens of answer.
        seed: None draws a new one.
        stop: Texts that end the answer.
    """

    temperature: float = 0.2
    top_p: float = 0.9
    top_k: int = 40
    min_p: float = 0.05
    repeat_penalty: float = 1.1
    max_tokens: int = 512
    seed: int | None = None
    stop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptProgress:
    """The prompt is being read: `done` of `total` tokens, of which `reused` cost nothing."""

    done: int
    total: int
    reused: int


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of the answer; pieces end on whole characters."""

    text: str


@dataclass(frozen=True, slots=True)
class GenerationDone:
    """The answer is complete.

    Attributes:
        prompt: The exact text the model saw, special tokens included.
        finish: "stop" (the model ended), "length" (max_tokens or context), "cancelled", "repeats"
            (it went round in circles; see `repetition.repeated_chars`).
        prompt_tokens: All tokens of the prompt.
        reused_tokens: Prompt tokens whose KV state was there already (memory or snapshot).
        output_tokens: Tokens of the answer.
        prompt_s: Seconds spent on the prompt.
        output_s: Seconds spent on the answer.
        seed: The seed that was used.
    """

    prompt: str
    finish: str
    prompt_tokens: int
    reused_tokens: int
    output_tokens: int
    prompt_s: float
    output_s: float
    seed: int


GenerationEvent = PromptProgress | TextPiece | GenerationDone


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What is loaded.

    Attributes:
        sha256: Of the model's file.
        name: The file's name without `.gguf`.
        context_tokens: The context that was made, in tokens.
        trained_context_tokens: What the model was made for.
        prompt_tokens_per_s: Prompt speed measured on this computer; None until measured.
        notice: A sentence for people when the model's chat template is not used as it is; else
            empty.
    """

    sha256: str
    name: str
    context_tokens: int
    trained_context_tokens: int
    prompt_tokens_per_s: float | None
    notice: str = ""


class Engine(Protocol):
    """A language model that answers chat prompts.

    Several callers may want several models: who names one by its `model_sha256` gets that very
    model, loaded if need be. None is the one that was loaded last.
    """

    def load(self, model_sha256: str, token: CancelToken | None = None) -> LoadedModel:
        """Make a model ready; returns at once if it is.

        Raises:
            ModelError: It is missing, broken, unknown or too large.
        """
        ...

    def count_tokens(
        self,
        texts: list[str],
        *,
        model_sha256: str | None = None,
        token: CancelToken | None = None,
    ) -> list[int]:
        """Tokens of each text in the model's own vocabulary.

        Raises:
            Cancelled: `token` was set.
        """
        ...

    def prompt_size(
        self,
        messages: list[ChatMessage],
        *,
        model_sha256: str | None = None,
        token: CancelToken | None = None,
    ) -> int:
        """Tokens of the rendered chat prompt, template and special tokens included.

        Raises:
            Cancelled: `token` was set.
        """
        ...

    def warm(
        self,
        front: list[ChatMessage],
        token: CancelToken | None = None,
        *,
        model_sha256: str | None = None,
    ) -> None:
        """Prepare the unchanging front of a prompt (and keep its snapshot) before it is needed."""
        ...

    def generate(
        self,
        messages: list[ChatMessage],
        sampling: Sampling,
        front_messages: int,
        token: CancelToken | None = None,
        *,
        model_sha256: str | None = None,
    ) -> Iterator[GenerationEvent]:
        """Answer a chat prompt, streaming; ends with `GenerationDone`, also when cancelled.

        Args:
            messages: The whole prompt; the last one is the user's, or the beginning of the
                model's own reply, which it then goes on from.
            sampling: How to draw tokens.
            front_messages: How many of the first messages never change between turns; the KV
                state of their tokens is kept as a snapshot on disk.
            token: Stops within 200 ms, in the prompt phase too.
            model_sha256: The model that must answer.
        """
        ...
