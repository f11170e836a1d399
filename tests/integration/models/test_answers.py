"""Answers of the real model: streamed, repeatable, and stopped at once."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import ContextTooSmall
from assistant_studio.models.engine import (
    ChatMessage,
    GenerationDone,
    PromptProgress,
    Sampling,
    TextPiece,
)

INSTRUCTIONS = (
    "You help the guests of a small hotel by the sea. Breakfast is from seven to ten. The pool "
    "closes at nine in the evening. Towels are at the reception. Dogs are welcome on the ground "
    "floor. The last bus to the town leaves at half past eleven. Answer in one short sentence."
)
SYSTEM = ChatMessage("system", INSTRUCTIONS)
GREEDY = Sampling(temperature=0, repeat_penalty=1.0, max_tokens=16)
LONG_PROMPT = ChatMessage("user", "The sea is wide and the boat is small. " * 300)


def _user(text: str) -> ChatMessage:
    return ChatMessage("user", text)


def test_an_answer_streams_and_says_how_it_went(house: Any) -> None:
    asked = house.ask(SYSTEM, _user("When is breakfast?"))
    assert "breakfast" in asked.text.lower()
    done = asked.done
    assert done.finish in ("stop", "length")
    assert done.prompt.startswith(f"<|im_start|>system\n{INSTRUCTIONS}<|im_end|>\n")
    assert done.prompt.endswith("When is breakfast?<|im_end|>\n<|im_start|>assistant\n")
    assert done.prompt_tokens == house.engine.prompt_size([SYSTEM, _user("When is breakfast?")])
    assert asked.progress[-1].done == asked.progress[-1].total == done.prompt_tokens
    assert 0 < done.output_tokens <= 16
    assert done.prompt_s > 0


def test_a_following_turn_reads_only_what_is_new(house: Any) -> None:
    first = house.ask(SYSTEM, _user("When does the pool close?"))
    answer = ChatMessage("assistant", first.text)
    second = house.ask(SYSTEM, _user("When does the pool close?"), answer, _user("And the bus?"))
    assert second.done.reused_tokens >= first.done.prompt_tokens


def test_the_same_seed_says_the_same_and_others_do_not(house: Any) -> None:
    def say(seed: int | None) -> Any:
        sampling = Sampling(
            temperature=1.2, top_p=1.0, top_k=0, min_p=0.0, seed=seed, max_tokens=20
        )
        return house.ask(SYSTEM, _user("Tell me a story."), sampling=sampling)

    first = say(42)
    assert first.done.seed == 42
    assert say(42).text == first.text
    assert len({first.text, say(1).text, say(2).text}) == 3
    drawn = say(None)
    assert say(drawn.done.seed).text == drawn.text


def test_stop_texts_and_length_end_an_answer(house: Any) -> None:
    question = (SYSTEM, _user("When is breakfast?"))
    whole = house.ask(*question)
    stop = whole.text[8:14]
    stopped = house.ask(
        *question, sampling=Sampling(temperature=0, repeat_penalty=1.0, max_tokens=16, stop=(stop,))
    )
    assert stopped.text == whole.text.split(stop)[0]
    assert stopped.done.finish == "stop"
    short = house.ask(*question, sampling=Sampling(temperature=0, repeat_penalty=1.0, max_tokens=3))
    assert (short.done.finish, short.done.output_tokens) == ("length", 3)
    assert whole.text.startswith(short.text)


def test_pieces_are_whole_characters(house: Any) -> None:
    sampling = Sampling(temperature=0, max_tokens=16)
    asked = house.ask(_user("Write only these: 🙂 日本 é € 🎉 🙂 日本 é € 🎉"), sampling=sampling)
    assert "\ufffd" not in asked.text


def _cancelled_after(house: Any, wait_for: type, messages: list[ChatMessage]) -> float:
    """Seconds from `cancel` to the end of the stream, cancelled at the first event of a kind."""
    token, asked_at, done = CancelToken(), 0.0, None
    sampling = Sampling(temperature=0, max_tokens=400)
    for event in house.engine.generate(messages, sampling, 1, token):
        if isinstance(event, wait_for) and not asked_at:
            # A little later, from another thread, as the window does it.
            timer = threading.Timer(0.05, token.cancel)
            asked_at = time.monotonic() + 0.05
            timer.start()
        if isinstance(event, GenerationDone):
            done = event
    took_s = time.monotonic() - asked_at
    timer.join()
    assert done is not None
    assert done.finish == "cancelled"
    return took_s


def test_stop_in_the_prompt_phase_is_quick_and_the_next_answer_is_right(house: Any) -> None:
    before = house.ask(SYSTEM, _user("When is breakfast?"))
    took_s = [_cancelled_after(house, PromptProgress, [SYSTEM, LONG_PROMPT]) for _ in range(3)]
    # The bench holds it to 0.2 s; here other work may have the processor.
    assert min(took_s) < 0.2
    assert max(took_s) < 1.0
    assert house.ask(SYSTEM, _user("When is breakfast?")).text == before.text


def test_stop_while_answering_is_quick(house: Any) -> None:
    story = [SYSTEM, _user("Tell me a long story about the sea.")]
    took_s = [_cancelled_after(house, TextPiece, story) for _ in range(3)]
    assert min(took_s) < 0.2
    assert max(took_s) < 1.0


def test_a_stopped_answer_keeps_its_prompt_and_counts(house: Any) -> None:
    token = CancelToken()
    text = ""
    for event in house.engine.generate([SYSTEM, _user("Tell me a story.")], GREEDY, 1, token):
        if isinstance(event, TextPiece):
            text += event.text
            token.cancel()
    assert isinstance(event, GenerationDone)
    assert event.finish == "cancelled"
    assert event.prompt
    assert event.output_tokens > 0
    assert text


def test_one_who_waits_can_be_called_off_without_harm_to_the_other(house: Any) -> None:
    stream = house.engine.generate(
        [SYSTEM, _user("Tell me a story.")], Sampling(temperature=0, max_tokens=40), 1
    )
    next(stream)
    token = CancelToken()
    threading.Timer(0.1, token.cancel).start()
    waited = house.ask(SYSTEM, _user("When is breakfast?"), token=token)
    assert waited.done.finish == "cancelled"
    *_, last = stream
    assert isinstance(last, GenerationDone)
    assert last.finish in ("stop", "length")


def test_a_set_token_starts_nothing(house: Any) -> None:
    token = CancelToken()
    token.cancel()
    assert house.ask(SYSTEM, _user("Hi"), token=token).done.finish == "cancelled"


def test_counting_does_not_wait_for_an_answer(house: Any) -> None:
    stream = house.engine.generate([SYSTEM, LONG_PROMPT], GREEDY, 1)
    next(stream)
    assert house.engine.count_tokens(["hello", "hello world", ""]) == [1, 2, 0]
    assert house.engine.prompt_size([SYSTEM]) > 64
    assert isinstance(next(stream), PromptProgress)  # still reading
    stream.close()


def test_warming_gives_way_to_an_answer(house: Any) -> None:
    house.load()
    long_front = ChatMessage("system", "Be kind to everybody who comes. " * 400)
    warming = threading.Thread(target=house.engine.warm, args=([long_front],))
    warming.start()
    asked = house.ask(SYSTEM, _user("When is breakfast?"))
    assert asked.done.finish in ("stop", "length")
    warming.join(1.0)
    assert not warming.is_alive()


def test_a_prompt_beyond_the_context_is_refused_and_an_answer_ends_with_it(
    small_house: Any,
) -> None:
    with pytest.raises(ContextTooSmall, match="context holds only 256"):
        small_house.ask(SYSTEM, _user("Is there anything else I should know? " * 30))
    words = "Tell me a long story about the sea."
    while small_house.engine.prompt_size([SYSTEM, _user(words)]) < 248:
        words += " And the wind."
    asked = small_house.ask(SYSTEM, _user(words))
    assert asked.done.finish == "length"
    # The last token was drawn, but has no place any more.
    assert asked.done.prompt_tokens + asked.done.output_tokens == 256 + 1
