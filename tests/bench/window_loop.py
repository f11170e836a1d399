"""How long the window's event loop is ever blocked while an answer streams and a file is indexed.

Runs the real window offscreen, as `dev.py bench` starts it in a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
BEAT_MS = 5
ANSWER_TOKENS = 1000
PDF_PAGES = 200
QUESTION = "Write a very long story about a river, with many chapters."


def run() -> dict[str, Any]:
    """Measure in a fresh process, drawing in software."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    finished = subprocess.run(
        [sys.executable, __file__], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    result: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return result


def measure() -> dict[str, Any]:
    """Stream an answer while a long PDF is read and indexed; the longest gap between beats."""
    sys.path.insert(0, str(TESTS / "screens"))
    import make_screens as screens
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QGuiApplication

    from assistant_studio.viewmodels.task import Task

    application = QGuiApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        home = screens.Home(Path(folder) / "home")
        studio, sample_id = screens.sample_studio(home)
        plain = studio.assistants.create(_storyteller(studio.assistants.get(sample_id)))
        screens.services.set_studio(studio)
        camera = screens.Photographer(studio, Path(folder))
        camera.app.openAssistant(plain.id)
        camera.wait_for(lambda: camera.app.modelState == "ready", "the language model")
        beats: list[float] = []
        timer = QTimer(application)
        timer.timeout.connect(lambda: beats.append(time.monotonic()))
        timer.start(BEAT_MS)
        pdf = _long_pdf(Path(folder))
        outcome: dict[str, Any] = {}
        indexed: list[bool] = []
        adding = Task(application, lambda _token: _add_and_wait(studio, sample_id, pdf))
        adding.succeeded(lambda _nothing: indexed.append(True)).start()
        camera.ask(QUESTION)
        camera.wait_for(lambda: indexed, "the PDF")
        timer.stop()
        gaps = sorted(b - a for a, b in zip(beats, beats[1:], strict=False))
        message = studio.conversations.list(plain.id)[0]
        answer = studio.conversations.messages(message.id)[-1]
        outcome = {
            "output_tokens": answer.details["timings"]["output_tokens"],
            "pdf_pages": PDF_PAGES,
            "beats": len(beats),
            "longest_gap_ms": round(gaps[-1] * 1000, 1),
            "p99_gap_ms": round(gaps[int(len(gaps) * 0.99)] * 1000, 1),
            "gaps_over_100_ms": sum(gap > 0.1 for gap in gaps),
            "target_ms": 100,
            "load": os.getloadavg()[0],
        }
        camera.close()
        screens.indexing().stop()
        screens.cancel_tasks()
        studio.close()
        screens.close_tasks()
        screens.services.set_studio(None)
    return outcome


def _storyteller(sample: Any) -> Any:
    sampling = replace(sample.sampling, temperature=1.0, max_tokens=ANSWER_TOKENS)
    return replace(sample, id="", name="Storyteller", instructions="", sampling=sampling)


def _add_and_wait(studio: Any, assistant_id: str, pdf: Path) -> None:
    """Runs on a task's thread: asking the worker from the window's would block it."""
    studio.knowledge.add(assistant_id, [pdf])
    studio.knowledge.wait_until_indexed(assistant_id, None)


def _long_pdf(folder: Path) -> Path:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    path = folder / "long.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for page in range(1, PDF_PAGES + 1):
        for line in range(40):
            text = (
                f"Line {line} of page {page} says that item {page * 40 + line} costs {line} euros."
            )
            canvas.drawString(60, 800 - line * 18, text)
        canvas.showPage()
    canvas.save()
    return path


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()) + "\n")
