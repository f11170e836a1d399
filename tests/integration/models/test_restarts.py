"""After the worker ended: the next call finds its way alone, and the front comes from disk."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from assistant_studio.errors import WorkerDied
from assistant_studio.models.engine import ChatMessage, Sampling, TextPiece

INSTRUCTIONS = (
    "You help the guests of a small hotel by the sea. Breakfast is from seven to ten. The pool "
    "closes at nine in the evening. Towels are at the reception. Dogs are welcome on the ground "
    "floor. The last bus to the town leaves at half past eleven. Answer in one short sentence."
)
SYSTEM = ChatMessage("system", INSTRUCTIONS)


def _user(text: str) -> ChatMessage:
    return ChatMessage("user", text)


def test_a_restarted_worker_takes_the_front_from_disk_and_says_the_same(own_house: Any) -> None:
    question = _user("Where are the towels?")
    own_house.ask(SYSTEM, question)
    for path in own_house.home.snapshots_dir.iterdir():
        path.unlink()
    own_house.engine.kill()
    cold = own_house.ask(SYSTEM, question)
    own_house.engine.kill()
    restored = own_house.ask(SYSTEM, question)
    assert cold.done.reused_tokens == 0
    assert restored.done.reused_tokens >= 64
    assert restored.text == cold.text
    assert own_house.ask(SYSTEM, question).text == cold.text


def test_a_damaged_snapshot_is_dropped_and_the_answer_is_the_same(own_house: Any) -> None:
    question = _user("Are dogs welcome?")
    before = own_house.ask(SYSTEM, question)
    (path,) = own_house.home.snapshots_dir.iterdir()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
    own_house.engine.kill()
    after = own_house.ask(SYSTEM, question)
    assert (after.text, after.done.reused_tokens) == (before.text, 0)
    assert path.exists()  # made anew


def test_warming_makes_the_first_answer_start_from_a_snapshot(own_house: Any) -> None:
    system = ChatMessage("system", f"{INSTRUCTIONS} Be kind.")
    own_house.engine.warm([system])
    own_house.engine.kill()
    assert own_house.ask(system, _user("When is breakfast?")).done.reused_tokens >= 64


def _ask_and_kill(house: Any, question: ChatMessage) -> None:
    for event in house.engine.generate([SYSTEM, question], Sampling(max_tokens=200), 1):
        if isinstance(event, TextPiece):
            os.kill(house.engine.worker_pid, signal.SIGKILL)


def test_the_engine_answers_again_after_each_kill(own_house: Any) -> None:
    question = _user("Tell me a long story about the sea.")
    for _ in range(3):
        with pytest.raises(WorkerDied, match="stopped unexpectedly"):
            _ask_and_kill(own_house, question)
        again = own_house.ask(SYSTEM, _user("When is breakfast?"))
        assert again.text
    assert own_house.engine.count_tokens(["hello"]) == [1]


def test_the_speed_of_prompts_is_measured_and_remembered(own_house: Any) -> None:
    own_house.ask(ChatMessage("system", f"Some other words. {INSTRUCTIONS}"), _user("Hi"))
    own_house.engine.kill()
    loaded = own_house.engine.load(own_house.store.default().sha256)
    assert loaded.prompt_tokens_per_s > 1
    assert loaded.context_tokens == 4096
    assert loaded.trained_context_tokens == 8192
    assert loaded.notice == ""
