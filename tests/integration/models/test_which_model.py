"""With two models on the computer: whoever names one gets that one, whatever was loaded since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant_studio.cancel import Cancelled, CancelToken
from assistant_studio.models.engine import ChatMessage, GenerationEvent, Sampling

SYSTEM = ChatMessage("system", "Answer in one word.")
QUESTION = ChatMessage("user", "Which colour has the sky?")
SHORT = Sampling(temperature=0, max_tokens=2)


@pytest.fixture
def other_model(own_house: Any, starter_model: Path, tmp_path: Path) -> str:
    """The starter's tensors in a file with another sha256."""
    path = tmp_path / "other.gguf"
    path.write_bytes(starter_model.read_bytes() + bytes(32))
    sha256: str = own_house.store.add(path, link=True).sha256
    return sha256


def _answer(house: Any, model_sha256: str | None) -> list[GenerationEvent]:
    return list(house.engine.generate([SYSTEM, QUESTION], SHORT, 1, model_sha256=model_sha256))


def test_each_call_runs_on_the_model_it_names(own_house: Any, other_model: str) -> None:
    engine, starter = own_house.engine, own_house.store.default().sha256
    engine.load(starter)
    engine.load(other_model)
    _answer(own_house, starter)
    assert engine.loaded.sha256 == starter
    _answer(own_house, None)
    assert engine.loaded.sha256 == starter
    assert engine.count_tokens(["hello"], model_sha256=other_model) == [1]
    assert engine.loaded.sha256 == other_model
    assert engine.prompt_size([SYSTEM], model_sha256=starter) > 1
    assert engine.loaded.sha256 == starter
    engine.warm([SYSTEM], model_sha256=other_model)
    assert engine.loaded.sha256 == other_model


def test_an_answer_keeps_its_model_until_it_ends(own_house: Any, other_model: str) -> None:
    engine, starter = own_house.engine, own_house.store.default().sha256
    stream = engine.generate([SYSTEM, QUESTION], SHORT, 1, model_sha256=starter)
    next(stream)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):  # its turn has not come
        engine.count_tokens(["hello"], model_sha256=other_model, token=token)
    for _ in stream:
        assert engine.loaded.sha256 == starter
    engine.kill()
    _answer(own_house, other_model)
    assert engine.loaded.sha256 == other_model
