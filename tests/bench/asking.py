"""How soon an answer comes: a command from a cold process, and the parts of a cited answer."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from assistant_studio.answering.events import AnswerSaved, AnswerText, TurnEvent
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

RUNS = 5


def run() -> dict[str, Any]:
    """Measure on a data folder that holds the sample assistant, indexed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        with Studio(home) as studio:
            studio.install_starters()
            assistant = studio.assistants.list()[0]
            studio.knowledge.wait_until_indexed(assistant.id, None)
            question = assistant.starters[0]
        return {
            "first_search": _first_search(home, assistant.id, question),
            "cold_ask": _cold_ask(home, assistant.name, question),
            "warm_window": _parts(home, assistant.id, question),
        }


def _first_search(home: Home, assistant_id: str, question: str) -> dict[str, Any]:
    """Seconds from starting the knowledge worker to a result of both searches."""
    seconds, found_by = [], set()
    for _ in range(RUNS):
        with Studio(home) as studio:
            started_s = time.monotonic()
            result = studio.knowledge.search(assistant_id, question)
            seconds.append(time.monotonic() - started_s)
            found_by |= {way for passage in result.passages for way in passage.found_by}
    return {"median_s": statistics.median(seconds), "found_by": sorted(found_by)}


def _cold_ask(home: Home, name: str, question: str) -> dict[str, Any]:
    """A whole `ask`: process start to first word, less the time the prompt itself takes."""
    walls, prompts = [], []
    for _ in range(RUNS):
        command = [sys.executable, "-m", "assistant_studio", "--home", str(home.root)]
        started_s = time.monotonic()
        with subprocess.Popen(
            [*command, "ask", name, question], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as asked:
            assert asked.stdout is not None
            asked.stdout.read(1)
            walls.append(time.monotonic() - started_s)
            asked.stdout.read()
        finished = subprocess.run(
            [*command, "ask", name, question, "--json"], capture_output=True, check=True
        )
        timings = json.loads(finished.stdout)["timings"]
        prompts.append(timings["prompt_s"])
    return {
        "first_word_median_s": statistics.median(walls),
        "prompt_median_s": statistics.median(prompts),
        "rest_median_s": statistics.median(walls) - statistics.median(prompts),
        "target_rest_s": 4.0,
    }


def _parts(home: Home, assistant_id: str, question: str) -> dict[str, Any]:
    """A cited answer with the model warm, as in the window: what each part takes."""
    with Studio(home) as studio:
        studio.answering.warm(assistant_id)
        rows = []
        for _ in range(RUNS):
            conversation = studio.conversations.create(assistant_id)
            rows.append(_one(studio.answering.ask(conversation.id, question, temperature=0.0)))
    return {
        name: statistics.median(row[name] for row in rows)
        for name in ("retrieval_s", "first_word_s", "prompt_tokens", "reused_tokens", "total_s")
    } | {"cited": all(row["cited"] for row in rows)}


def _one(events: Any) -> dict[str, Any]:
    started_s = time.monotonic()
    first_word_s: float | None = None
    last: TurnEvent | None = None
    for event in events:
        if isinstance(event, AnswerText) and first_word_s is None:
            first_word_s = time.monotonic() - started_s
        last = event
    assert isinstance(last, AnswerSaved)
    return {
        "retrieval_s": last.timings.retrieval_s,
        "first_word_s": first_word_s,
        "prompt_tokens": last.timings.prompt_tokens,
        "reused_tokens": last.timings.reused_tokens,
        "total_s": last.timings.total_s,
        "cited": any(sentence.sources for sentence in last.sentences),
    }
