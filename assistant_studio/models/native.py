"""What a prompt session asks of the native engine, so that its logic needs no llama.cpp."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from assistant_studio.cancel import CancelToken
from assistant_studio.models.engine import Sampling
from assistant_studio.models.prompting import Vocabulary

KV_TYPE = "f16"


class Sampler(Protocol):
    """Draws the next token from what the model said last."""

    def sample(self, logits: bytes | None = None) -> int:
        """The next token, after what was read last or after what `NativeModel.logits` gave."""
        ...


class NativeModel(Vocabulary, Protocol):
    """A loaded model with one context and one sequence of tokens in it."""

    @property
    def context_tokens(self) -> int:
        """How many tokens the context holds."""
        ...

    @property
    def trained_context_tokens(self) -> int:
        """How many the model was made for."""
        ...

    @property
    def batch_tokens(self) -> int:
        """How many tokens are read at once, at most."""
        ...

    def decode(self, tokens: Sequence[int]) -> bool:
        """Read tokens after those that are there; False if it was stopped, with none of them kept.

        Raises:
            ModelError: The engine could not.
        """
        ...

    def keep(self, count: int) -> bool:
        """Forget all but the first tokens; False (and all forgotten) if this model cannot."""
        ...

    def logits(self) -> bytes:
        """What the model said about the next token after what was read last."""
        ...

    def save_state(self) -> bytearray:
        """The keys and values of all tokens that are there."""
        ...

    def restore_state(self, state: bytearray) -> bool:
        """Put back what `save_state` gave; False (and all forgotten) if it is refused."""
        ...

    def sampler(self, sampling: Sampling, seed: int) -> AbstractContextManager[Sampler]:
        """A sampler for one answer."""
        ...

    def piece(self, token: int) -> bytes:
        """The bytes a token stands for; none for a control token."""
        ...

    def ends_answer(self, token: int) -> bool:
        """Whether the model ends its answer with this token."""
        ...

    def stopped_by(self, token: CancelToken) -> AbstractContextManager[None]:
        """Inside the block, `decode` stops as soon as `token` is set."""
        ...

    def close(self) -> None:
        """Free everything."""
        ...


class NativeLibrary(Protocol):
    """The library that loads models."""

    @property
    def version(self) -> str:
        """Versions, and what of the processor is used: states are kept for exactly this."""
        ...

    def knows(self, architecture: str) -> bool:
        """Whether the library can load models of an architecture."""
        ...

    def open(self, path: str, context_tokens: int, token: CancelToken) -> NativeModel | None:
        """Load a model, or None if the library refuses the file.

        Raises:
            ModelError: It is no model that writes text, or there is no memory for its context.
            Cancelled: `token` was set.
        """
        ...
