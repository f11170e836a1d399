"""Whether a model fits into this computer's memory, asked before it is loaded."""

from __future__ import annotations

from dataclasses import dataclass

import psutil

from assistant_studio.errors import ModelTooLarge
from assistant_studio.language import _, decimal_number
from assistant_studio.models.gguf import GgufInfo

# Keys and values are kept as 16-bit floats: quantised ones changed answers of small models.
_KV_ELEMENT_BYTES = 2
# Tokens the engine reads at once; attention scores of so many rows are held in 32-bit floats.
_BATCH_TOKENS = 64
_SCORE_BYTES = 4
# The interpreter, the libraries and the vocabulary of a worker with a small model, as measured.
_WORKER_BYTES = 120_000_000


@dataclass(frozen=True, slots=True)
class MemoryNeed:
    """What a model takes up once loaded, in bytes.

    Attributes:
        weights_bytes: The file, mapped into memory.
        kv_bytes: Keys and values of a full context.
        working_bytes: Everything else.
    """

    weights_bytes: int
    kv_bytes: int
    working_bytes: int

    @property
    def total_bytes(self) -> int:
        """All of it."""
        return self.weights_bytes + self.kv_bytes + self.working_bytes


def memory_need(info: GgufInfo, context_tokens: int) -> MemoryNeed:
    """Estimate what a model needs with a context of so many tokens."""
    widths = info.key_length + info.value_length
    scores = info.heads * _BATCH_TOKENS * context_tokens * _SCORE_BYTES
    logits = info.vocabulary_size * _SCORE_BYTES
    return MemoryNeed(
        weights_bytes=info.file_size_bytes,
        kv_bytes=context_tokens * info.kv_heads_total * widths * _KV_ELEMENT_BYTES,
        working_bytes=_WORKER_BYTES + 2 * scores + 2 * logits,
    )


def available_bytes() -> int:
    """Memory that can be had now without swapping."""
    return int(psutil.virtual_memory().available)


def check_fits(name: str, info: GgufInfo, context_tokens: int, freed_bytes: int = 0) -> None:
    """Refuse a model that would not fit, before anything of it is loaded.

    Args:
        name: What to call the model in the sentence.
        info: Its header.
        context_tokens: The context it would be loaded with.
        freed_bytes: What unloading the model before it gives back.

    Raises:
        ModelTooLarge: It does not fit.
    """
    need = memory_need(info, context_tokens).total_bytes
    there = available_bytes() + freed_bytes
    if need > there:
        raise ModelTooLarge(
            _(
                "{name} needs about {gigabytes} of memory with a context of {context_tokens:,} "
                "tokens, but only {gigabytes_2} is free on this computer.",
                name=name,
                gigabytes=_gigabytes(need),
                context_tokens=context_tokens,
                gigabytes_2=_gigabytes(there),
            ),
            _(
                "Close other programs, choose a smaller model or quantisation, or lower the "
                "context in the settings."
            ),
        )


def _gigabytes(size_bytes: int) -> str:
    return f"{decimal_number(size_bytes / 1e9)} GB"
