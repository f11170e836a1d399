"""The chat page under load: frames while an answer streams, and a conversation of 5,000 messages.

Runs the real window offscreen in software rendering at 1440×900, as `dev.py bench` starts it in a
process of its own. The answer is typed from a script at the pace of a small model: what is measured
is the window. A frame is late when the event loop or the drawing held it up; beside the time by the
clock stands the processor time of the window's thread, which other programs cannot lengthen.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 1440, 900
MESSAGES = 5_000
TOKENS_PER_S = 60
FRAME_MS = 16
OPENINGS = 7
PARAGRAPH = (
    "Annual plans can be refunded within **thirty days** of purchase, provided that the *usage "
    "limits* of section four were kept; see `refundable()` and https://acme.example/refunds for "
    "more about it. Enterprise customers get sixty days.\n\n"
)
ANSWER = (
    "# Refunds\n\n"
    + PARAGRAPH * 4
    + "\n".join(f"{n}. Ask **team {n}** for the form, and keep a copy of it." for n in range(1, 25))
    + "\n\n| Plan | Days |\n|------|-----:|\n"
    + "\n".join(f"| Plan {n} | {n} |" for n in range(1, 20))
    + "\n\n$$x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}$$\n\n```python\n"
    + "".join(f"def refundable_{n}(purchase, today):\n    return {n}\n" for n in range(25))
    + "```\n\n"
    + PARAGRAPH * 5
)


def run() -> dict[str, Any]:
    """Measure in a fresh process, drawing in software."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    finished = subprocess.run(
        [sys.executable, __file__], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    result: dict[str, Any] = json.loads(finished.stdout.splitlines()[-1])
    return result


class Typist:
    """Answers from a script, where the model would."""

    def __init__(self, studio: Any) -> None:
        self._studio = studio

    def warm(self, _assistant_id: str, _token: Any = None) -> Any:
        """Nothing needs to be made ready."""
        from assistant_studio.models.engine import LoadedModel

        return LoadedModel("", "Typist", 4096, 4096, None)

    def ask(
        self, conversation_id: str, text: str, token: Any = None, attachments: Any = ()
    ) -> Iterator[Any]:
        """Type the answer, a token at a time."""
        from assistant_studio.answering.events import (
            AnswerSaved,
            AnswerText,
            LeftOut,
            Timings,
            UserSaved,
        )
        from assistant_studio.conversations.message import MessageState

        store = self._studio.conversations
        asked = store.add_user_message(conversation_id, text)
        yield UserSaved(conversation_id, asked.id)
        answer = store.begin_answer(conversation_id, asked.id)
        for start in range(0, len(ANSWER), 4):
            time.sleep(1 / TOKENS_PER_S / 2)
            yield AnswerText(ANSWER[start : start + 4])
        store.finish_answer(answer.id, ANSWER, MessageState.COMPLETE, {"finish": "stop"}, None)
        timings = Timings(0, 0, 0, 0, 0, 0, 0, TOKENS_PER_S)
        yield AnswerSaved(ANSWER, (), (), "stop", timings, LeftOut(), message_id=answer.id)


class Frames:
    """Keeps asking for frames, and notes when each was drawn.

    In software a frame that changes nothing is drawn but never swapped, so the swaps alone would
    count the pauses of the answer as slow frames.
    """

    def __init__(self, window: Any) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._window = window
        self.clock_ms: list[float] = []
        self.busy_ms: list[float] = []
        self._last = (time.perf_counter(), time.thread_time())
        self._timer = QTimer(interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(window.requestUpdate)
        window.afterRendering.connect(self._drawn)
        self._timer.start()

    def _drawn(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self.clock_ms.append((now[0] - self._last[0]) * 1000)
        self.busy_ms.append((now[1] - self._last[1]) * 1000)
        self._last = now

    def stop(self) -> dict[str, Any]:
        """What the frames were like."""
        self._timer.stop()
        self._window.afterRendering.disconnect(self._drawn)
        return {
            "frames": len(self.clock_ms),
            "p50_ms": _share(self.clock_ms, 0.5),
            "p99_ms": _share(self.clock_ms, 0.99),
            "longest_ms": _share(self.clock_ms, 1),
            "p99_busy_ms": _share(self.busy_ms, 0.99),
            "longest_busy_ms": _share(self.busy_ms, 1),
        }


def _share(times_ms: list[float], share: float) -> float:
    ordered = sorted(times_ms)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)


def measure() -> dict[str, Any]:
    """Everything, in this process."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "screens"))
    import make_screens as screens
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(sys.argv[:1])
    screens.load_fonts()
    with tempfile.TemporaryDirectory() as folder:
        studio = screens.Studio(screens.Home(Path(folder) / "home"))
        studio.answering.close()
        studio.answering = Typist(studio)
        assistant = studio.assistants.create(screens.Assistant(name="Bench"))
        long_id, short_id = _conversation(studio, assistant.id, MESSAGES), ""
        short_id = _conversation(studio, assistant.id, 2)
        studio.settings.change(window_width=WIDTH, window_height=HEIGHT)
        screens.services.set_studio(studio)
        camera = screens.Photographer(studio, Path(folder))
        outcome = {
            "opening_5000": _opening(camera, application, long_id, short_id),
            "scrolling_5000": _scrolling(camera, long_id),
            "streaming": _streaming(camera, short_id),
            "target": {"opening_ms": 500, "p99_frame_ms": 33},
            "load": os.getloadavg()[0],
        }
        camera.close()
        screens.indexing().stop()
        screens.cancel_tasks()
        studio.database.close()
        studio.knowledge.close()
        studio.engine.close()
        screens.close_tasks()
        screens.services.set_studio(None)
    return outcome


def _conversation(studio: Any, assistant_id: str, messages: int) -> str:
    from assistant_studio.conversations.message import MessageState

    store = studio.conversations
    conversation = store.create(assistant_id)
    with studio.database.transaction():
        for n in range(messages // 2):
            asked = store.add_user_message(conversation.id, f"Question {n}?")
            answer = store.begin_answer(conversation.id, asked.id)
            text = f"Answer {n}.\n\n{PARAGRAPH}- one\n- two\n"
            store.finish_answer(answer.id, text, MessageState.COMPLETE, {"finish": "stop"}, None)
    return str(conversation.id)


def _opening(camera: Any, application: Any, long_id: str, short_id: str) -> dict[str, Any]:
    """From the click to the first picture with the conversation's end on it."""
    chat = camera.view_model("ChatViewModel")
    times = []
    for _ in range(OPENINGS):
        camera.app.openConversation(short_id)
        _settle(camera, lambda: len(chat.messages.rows) == 2)
        began = time.perf_counter()
        camera.app.openConversation(long_id)
        while len(chat.messages.rows) <= 2:
            application.processEvents()
        camera.window.grabWindow()
        times.append((time.perf_counter() - began) * 1000)
    return {"p50_ms": _share(times, 0.5), "longest_ms": _share(times, 1), "openings": OPENINGS}


def _scrolling(camera: Any, long_id: str) -> dict[str, Any]:
    """Up through some hundred messages, older ones loaded on the way."""
    from PySide6.QtTest import QTest

    messages = _message_list(camera.window.contentItem())
    frames = Frames(camera.window)
    for _ in range(400):
        messages.scroll(-60.0)
        QTest.qWait(FRAME_MS)
    return frames.stop()


def _message_list(item: Any) -> Any:
    """The list of messages, looked for from the window's own item down."""
    waiting = [item]
    for found in waiting:
        if found.metaObject().className().startswith("MessageList_"):
            return found
        waiting.extend(found.childItems())
    raise LookupError("There is no list of messages.")


def _streaming(camera: Any, short_id: str) -> dict[str, Any]:
    chat = camera.view_model("ChatViewModel")
    camera.app.openConversation(short_id)
    _settle(camera, lambda: len(chat.messages.rows) == 2)
    frames = Frames(camera.window)
    chat.send("Tell me everything.")
    _settle(camera, lambda: not chat.busy)
    return frames.stop()


def _settle(camera: Any, condition: Callable[[], object]) -> None:
    from PySide6.QtTest import QTest

    while not condition():
        QTest.qWait(5)
    QTest.qWait(200)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()) + "\n")
