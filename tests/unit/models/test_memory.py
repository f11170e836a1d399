"""Whether a model fits, said before it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant_studio.errors import ModelTooLarge
from assistant_studio.models import memory
from assistant_studio.models.gguf import GgufInfo, inspect_gguf


@pytest.fixture
def info(gguf: Any, written: Callable[..., Path]) -> GgufInfo:
    return inspect_gguf(written(gguf.build()))


def test_keys_and_values_take_two_bytes_each(info: GgufInfo) -> None:
    # Two layers with two heads each, keys and values 16 wide.
    assert memory.memory_need(info, 1000).kv_bytes == 1000 * 2 * 2 * (16 + 16) * 2
    assert memory.memory_need(info, 1000).weights_bytes == info.file_size_bytes


def test_a_model_that_is_too_large_is_refused_with_both_sizes(
    info: GgufInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "available_bytes", lambda: 60_000_000)
    with pytest.raises(ModelTooLarge) as raised:
        memory.check_fits("Tiny", info, 4096)
    assert raised.value.message == (
        "Tiny needs about 0.1 GB of memory with a context of 4,096 tokens, but only 0.1 GB is "
        "free on this computer."
    )
    assert "smaller model" in raised.value.hint


def test_what_the_model_before_gives_back_counts(
    info: GgufInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "available_bytes", lambda: 60_000_000)
    memory.check_fits("Tiny", info, 4096, freed_bytes=200_000_000)


def test_this_computer_has_memory() -> None:
    assert memory.available_bytes() > 0
