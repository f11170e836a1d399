"""The language model: as fast as llama.cpp alone, soon with its first word, and quick to stop."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant_studio.cancel import CancelToken
from assistant_studio.models.engine import (
    ChatMessage,
    GenerationDone,
    GenerationEvent,
    PromptProgress,
    Sampling,
    TextPiece,
)
from assistant_studio.models.llama_engine import LlamaEngine
from assistant_studio.models.store import MODEL_MIGRATIONS, ModelStore
from assistant_studio.models.threads import most_threads
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database

PROMPTS = 20
STOPS = 20
SPEED_ROUNDS = 8
SPEED_TOKENS = 160
BUSY_ROUNDS = 3
RAW_LIMIT_S = 10.0
SPEED_SAMPLING = Sampling(temperature=0, repeat_penalty=1.0, max_tokens=SPEED_TOKENS)
GREEDY = Sampling(temperature=0, repeat_penalty=1.0, max_tokens=32)

_RULES = (
    "Answer in one or two short sentences. ",
    "When a guest asks about breakfast, say that it is served from seven to ten in the garden. ",
    "Towels for the pool are at the reception, and the pool closes at nine in the evening. ",
    "Dogs are welcome on the ground floor, but not in the restaurant. ",
    "The last bus to the town leaves at half past eleven from the stop beside the lighthouse. ",
    "If somebody is ill, give the number of the doctor and say that the night porter helps. ",
    "Never promise a room with a view: say that the reception will see what can be done. ",
)
INSTRUCTIONS = "You help the guests of a small hotel by the sea. " + "".join(_RULES) * 8
STORY = [
    ChatMessage("system", INSTRUCTIONS[:400]),
    ChatMessage("user", "Tell me a very long story about a boat, with many details."),
]
PASSAGES = "".join(
    f"<passage {n}> Guide, Page {n}\nThe coast path from bay {n} to bay {n + 1} takes two hours. "
    "It is marked with blue signs, and there is a spring on the way where the water is good.\n"
    "</passage>\n\n"
    for n in range(1, 9)
)
_ASKED = (
    "When is breakfast?",
    "Where are the towels?",
    "May I bring my dog?",
    "When does the last bus leave?",
    "My son is ill. What shall I do?",
    "Can I have a room with a view?",
    "When does the pool close?",
    "How long is the coast path?",
    "What can I do when it rains?",
    "Tell me something about the sea.",
)
QUESTIONS = [*_ASKED, *(f"Please be kind: {question}" for question in _ASKED)][:PROMPTS]


@dataclass(frozen=True, slots=True)
class Bench:
    """An engine in a data folder of its own."""

    home: Home
    engine: LlamaEngine
    model_sha256: str
    model_path: Path

    def restart(self, forget: bool) -> float:
        """A fresh worker with the model loaded; `forget` takes the snapshots away first."""
        self.engine.kill()
        if forget:
            shutil.rmtree(self.home.snapshots_dir, ignore_errors=True)
        started = time.perf_counter()
        self.engine.load(self.model_sha256)
        return time.perf_counter() - started

    def ask(self, messages: list[ChatMessage], sampling: Sampling = GREEDY) -> Asked:
        """One answer, timed on this side of the pipe."""
        started = time.perf_counter()
        return _asked(started, self.engine.generate(messages, sampling, 1))


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer: its text, seconds to its first piece, tokens per second after it."""

    text: str
    first_s: float
    tokens_per_s: float
    done: GenerationDone


def run() -> dict[str, Any]:
    """Measure everything."""
    speeds = {
        "speed": _speed(most_threads(), {}),
        "speed_one_thread": _speed(1, {"threads": 1}),
        "beside_a_busy_program": _beside_a_busy_program(),
    }
    with _bench() as bench:
        return {
            "model": bench.model_path.name,
            "threads": most_threads(),
            **speeds,
            "first_word": _first_word(bench, "", QUESTIONS),
            "first_word_with_passages": _first_word(bench, PASSAGES, QUESTIONS[::2]),
            "stop_in_prompt_s": _stops(bench, PromptProgress),
            "stop_in_answer_s": _stops(bench, TextPiece),
        }


@contextmanager
def _bench(**options: int) -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home").create()
        database = Database(home.studio_db, MODEL_MIGRATIONS, home.backups_dir)
        store = ModelStore(database, home)
        model = store.default()
        engine = LlamaEngine(home, store, options)
        try:
            yield Bench(home, engine, model.sha256, model.path)
        finally:
            engine.close()
            database.close()


def _asked(started: float, events: Iterator[GenerationEvent]) -> Asked:
    text, first_at = "", 0.0
    for event in events:
        match event:
            case TextPiece(piece):
                text += piece
                first_at = first_at or time.perf_counter()
            case GenerationDone():
                done = event
    seconds = time.perf_counter() - first_at
    return Asked(text, first_at - started, (done.output_tokens - 1) / seconds, done)


def _speed(threads: int, options: dict[str, int]) -> dict[str, Any]:
    """Tokens per second through the app and of llama-cpp-python alone, in turns, same settings."""
    ours, theirs, same = [], [], []
    with _bench(**options) as bench, _alone(bench, threads) as raw:
        for _ in range(SPEED_ROUNDS):
            bench.restart(forget=False)  # so that both read the whole prompt
            asked = bench.ask(STORY, SPEED_SAMPLING)
            text, speed = _raw_answer(raw, asked.done.prompt)
            ours.append(asked.tokens_per_s)
            theirs.append(speed)
            same.append(asked.text.startswith(text))
            _tell(f"{threads} threads: {asked.tokens_per_s:.1f} through the app, {speed:.1f} alone")
    return _compared(ours, theirs) | {
        "same_text": f"{sum(same)} of {len(same)}",
        "wanted": "ratio >= 0.95",
    }


def _beside_a_busy_program() -> dict[str, Any]:
    """The same while another program keeps one core busy; the app leaves that core to it."""
    ours, theirs = [], []
    command = [sys.executable, "-c", "while True: pass"]
    with _bench() as bench, _alone(bench, most_threads()) as raw:
        for _ in range(BUSY_ROUNDS):
            prompt = bench.ask(STORY, replace(SPEED_SAMPLING, max_tokens=1)).done.prompt
            busy = subprocess.Popen(command)
            try:
                ours.append(bench.ask(STORY, SPEED_SAMPLING).tokens_per_s)
                theirs.append(_raw_answer(raw, prompt)[1])
            finally:
                busy.kill()
                busy.wait()
            _tell(f"beside a busy program: {ours[-1]:.1f} through the app, {theirs[-1]:.1f} alone")
    return _compared(ours, theirs) | {"wanted": "for reference"}


def _compared(ours: list[float], theirs: list[float]) -> dict[str, Any]:
    return {
        "tokens_per_s": statistics.median(ours),
        "raw_tokens_per_s": statistics.median(theirs),
        "ratio": statistics.median(a / b for a, b in zip(ours, theirs, strict=True)),
        "ratio_of_best": max(ours) / max(theirs),
    }


@contextmanager
def _alone(bench: Bench, threads: int) -> Iterator[Any]:
    import llama_cpp

    raw = llama_cpp.Llama(
        str(bench.model_path),
        n_ctx=4096,
        n_threads=threads,
        n_threads_batch=threads,
        verbose=False,
    )
    yield raw
    raw.close()


def _raw_answer(raw: Any, prompt: str) -> tuple[str, float]:
    text, tokens, first_at = "", 0, 0.0
    raw.reset()
    stream = raw.create_completion(
        prompt, max_tokens=SPEED_TOKENS, temperature=0, repeat_penalty=1.0, stream=True
    )
    for chunk in stream:
        piece = chunk["choices"][0]["text"]
        if piece:
            text += piece
            tokens += 1
            first_at = first_at or time.perf_counter()
        # Beside a busy program its threads wait for each other, up to a second for each token.
        if first_at and time.perf_counter() - first_at > RAW_LIMIT_S:
            break
    return text, (tokens - 1) / (time.perf_counter() - first_at)


def _first_word(bench: Bench, passages: str, questions: list[str]) -> dict[str, Any]:
    """Seconds to the first word after a restart, with the front on disk and without."""
    cold, warm, same, loads = [], [], 0, []
    for number, question in enumerate(questions, 1):
        messages = [ChatMessage("system", INSTRUCTIONS), ChatMessage("user", passages + question)]
        bench.restart(forget=True)
        without = bench.ask(messages)
        loads.append(bench.restart(forget=False))
        with_snapshot = bench.ask(messages)
        cold.append(without)
        warm.append(with_snapshot)
        same += with_snapshot.text == without.text
        _tell(
            f"first word {number}: {without.first_s:.2f} s without a snapshot, "
            f"{with_snapshot.first_s:.2f} s with it, {same} of {number} the same"
        )
    ratios = [b.first_s / a.first_s for a, b in zip(cold, warm, strict=True)]
    return {
        "prompt_tokens": cold[0].done.prompt_tokens,
        "front_tokens": warm[0].done.reused_tokens,
        "without_snapshot_s": statistics.median(each.first_s for each in cold),
        "with_snapshot_s": statistics.median(each.first_s for each in warm),
        "ratio": statistics.median(ratios),
        "worst_ratio": max(ratios),
        "load_s": statistics.median(loads),
        "same_text": f"{same} of {len(questions)}",
        "wanted": "for reference" if passages else "ratio <= 0.10, all the same",
    }


def _stops(bench: Bench, kind: type) -> dict[str, Any]:
    """Seconds from `cancel` to the end of the stream, with a prompt of about 3,000 tokens."""
    long_text = "The sea is wide and the boat is small. " * 300
    text = long_text if kind is PromptProgress else "Tell me a very long story about a boat."
    messages = [ChatMessage("system", INSTRUCTIONS[:400]), ChatMessage("user", text)]
    bench.restart(forget=False)
    size_tokens = bench.engine.prompt_size(messages)
    took = [_stop_s(bench, kind, messages, delay_s=0.02 + 0.013 * n) for n in range(STOPS)]
    _tell(f"stop: at most {max(took):.3f} s")
    return {
        "prompt_tokens": size_tokens,
        "tries": STOPS,
        "median": statistics.median(took),
        "max": max(took),
        "wanted": "<= 0.2",
    }


def _stop_s(bench: Bench, kind: type, messages: list[ChatMessage], delay_s: float) -> float:
    token, timer, asked_at = CancelToken(), None, [0.0]

    def stop() -> None:
        asked_at[0] = time.perf_counter()
        token.cancel()

    sampling = Sampling(temperature=0, max_tokens=400)
    for event in bench.engine.generate(messages, sampling, 1, token):
        if timer is None and isinstance(event, kind):
            timer = threading.Timer(delay_s, stop)
            timer.start()
    ended_at = time.perf_counter()
    assert timer is not None
    timer.join()
    assert isinstance(event, GenerationDone)
    assert event.finish == "cancelled"
    return ended_at - asked_at[0]


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def main() -> None:
    """Print the figures as JSON."""
    json.dump(run(), sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
