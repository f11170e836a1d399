"""Proof: whatever moment the app or a worker is killed at, nothing acknowledged is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from assistant_studio.answering.events import AnswerSaved, AnswerText
from assistant_studio.assistants.assistant import Assistant
from assistant_studio.conversations.message import MessageState
from assistant_studio.doctor import examine
from assistant_studio.errors import WorkerDied
from assistant_studio.knowledge.document import DocumentState
from assistant_studio.paths import Home
from assistant_studio.studio import Studio

VICTIM = Path(__file__).with_name("victim.py")


def kill_the_app(times: int) -> dict[str, Any]:
    """Kill the app at random moments while it indexes and answers; then count what is there."""
    with tempfile.TemporaryDirectory() as folder:
        home, scratch = Home(Path(folder) / "home").create(), Path(folder) / "scratch"
        scratch.mkdir()
        with Studio(home) as studio:
            studio.install_starters()
            assistant = studio.assistants.list()[0]
        promised: dict[str, set[str]] = {"document": set(), "message": set(), "answer": set()}
        moments = [random.uniform(0.3, 7.0) for _ in range(times)]
        for n, moment_s in enumerate(moments, 1):
            _run_and_kill(home, assistant.id, scratch, moment_s, promised)
            sys.stderr.write(f"\rkill {n} of {times}, {_counted(promised)}")
        sys.stderr.write("\n")
        return {"kills": times, **_reckoning(home, assistant.id, promised)}


def _run_and_kill(
    home: Home, assistant_id: str, scratch: Path, moment_s: float, promised: dict[str, set[str]]
) -> None:
    with subprocess.Popen(
        [sys.executable, str(VICTIM), str(home.root), assistant_id, str(scratch)],
        stdout=subprocess.PIPE,
        text=True,
    ) as app:
        time.sleep(moment_s)
        app.kill()
        said, _ = app.communicate()
    for line in said.splitlines():
        kind, identity, *_ = line.split()
        promised[kind].add(identity)


def _reckoning(home: Home, assistant_id: str, promised: dict[str, set[str]]) -> dict[str, Any]:
    with Studio(home) as studio:
        studio.knowledge.wait_until_indexed(assistant_id, None)
        documents = studio.knowledge.documents(assistant_id)
        names = Counter(document.name for document in documents)
        rows = studio.database.query("SELECT id, state FROM messages")
        messages = {row["id"]: row["state"] for row in rows}
        findings = examine(studio)
        return {
            "documents_promised": len(promised["document"]),
            "documents_lost": len(promised["document"] - {d.id for d in documents}),
            "documents_doubled": sum(count - 1 for count in names.values()),
            "documents_not_ready": sum(d.state != DocumentState.READY for d in documents),
            "messages_promised": len(promised["message"]),
            "messages_lost": len(promised["message"] - set(messages)),
            "answers_promised": len(promised["answer"]),
            "answers_lost": sum(
                messages.get(answer) != MessageState.COMPLETE for answer in promised["answer"]
            ),
            "doctor": [f"{f.what}: {f.detail}" for f in findings if not f.ok],
        }


def kill_the_model(times: int) -> dict[str, Any]:
    """Kill the model's worker in mid-answer; the next answer must come every time."""
    with tempfile.TemporaryDirectory() as folder, Studio(Home(Path(folder) / "home")) as studio:
        assistant = studio.assistants.create(Assistant(name="Victim"))
        died = answered = 0
        for n in range(1, times + 1):
            conversation = studio.conversations.create(assistant.id)
            died += _killed_in_mid_answer(studio, conversation.id)
            events = list(studio.answering.ask(conversation.id, "Say hello.", max_tokens=8))
            last = events[-1]
            answered += isinstance(last, AnswerSaved) and bool(last.text)
            sys.stderr.write(f"\rkill {n} of {times}, {answered} answers after it")
        sys.stderr.write("\n")
        return {"kills": times, "said_in_words": died, "answered_after": answered}


def _killed_in_mid_answer(studio: Studio, conversation_id: str) -> bool:
    pieces, deadly_piece = 0, random.randint(1, 8)
    try:
        for event in studio.answering.ask(conversation_id, "Tell me a long story about rain."):
            if isinstance(event, AnswerText):
                pieces += 1
                if pieces == deadly_piece and studio.engine.worker_pid is not None:
                    os.kill(studio.engine.worker_pid, signal.SIGKILL)
    except WorkerDied:
        return True
    return False


def _counted(promised: dict[str, set[str]]) -> str:
    return ", ".join(f"{len(ids)} {kind}s" for kind, ids in promised.items())
