"""A full library: how long it takes to open, to search, to order, and its frames while it scrolls.

300 assistants with files, 10,000 conversations; the window draws in software at 1440 × 900.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import shiboken6  # noqa: E402 - the platform is chosen first
from PySide6.QtGui import QGuiApplication  # noqa: E402
from PySide6.QtQuick import QQuickItem, QQuickWindow  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402

from assistant_studio.assistants.assistant import Assistant  # noqa: E402
from assistant_studio.desktop.qml import StudioEngine, load_fonts  # noqa: E402
from assistant_studio.paths import Home  # noqa: E402
from assistant_studio.studio import Studio  # noqa: E402
from assistant_studio.viewmodels import services  # noqa: E402
from assistant_studio.viewmodels.indexing import indexing  # noqa: E402
from assistant_studio.viewmodels.living import living  # noqa: E402
from assistant_studio.viewmodels.task_pool import cancel_tasks, close_tasks  # noqa: E402

ASSISTANTS = 300
CONVERSATIONS = 10_000
SCROLL_STEPS = 120
STEP_PIXELS = 160


def fill(studio: Studio) -> None:
    """Put in as much as a person gathers in years."""
    made = [
        studio.assistants.create(
            Assistant(name=f"Assistant {number}", tagline="Answers from many files, with pages.")
        ).id
        for number in range(ASSISTANTS)
    ]
    with studio.database.transaction():
        for number in range(CONVERSATIONS):
            conversation = studio.conversations.create(made[number % ASSISTANTS])
            studio.conversations.add_user_message(conversation.id, f"Question {number}?")


def measure(window: QQuickWindow) -> tuple[float, dict[str, float], list[float], list[float]]:
    """Milliseconds until the library is drawn, of changes, and of frames at rest and scrolling."""
    app = living(lambda kind: kind.__name__ == "AppViewModel")[0]
    began_s = time.perf_counter()
    app.openLibrary()
    window.grabWindow()
    opened_ms = 1000 * (time.perf_counter() - began_s)
    grid = _grid(window.contentItem())

    def frame_ms(y: float) -> float:
        began_s = time.perf_counter()
        grid.setProperty("contentY", y)
        window.grabWindow()
        return 1000 * (time.perf_counter() - began_s)

    changes = _changes(window)
    still = sorted(frame_ms(0.5 * (step % 2)) for step in range(SCROLL_STEPS))
    scrolling = sorted(frame_ms(step * STEP_PIXELS) for step in range(SCROLL_STEPS))
    return opened_ms, changes, still, scrolling


def _changes(window: QQuickWindow) -> dict[str, float]:
    """The slowest of some keys of a search, and of some changes of the order.

    In the window's own processor time, to which nothing else on the computer adds.
    """
    model = living(lambda kind: kind.__name__ == "LibraryModel")[0]

    def ms(name: str, value: str) -> float:
        began_s = time.process_time()
        model.setProperty(name, value)
        window.grabWindow()
        return 1000 * (time.process_time() - began_s)

    keys = [ms("filter", typed) for typed in ("1", "17", "1", "", "assistant 29", "")]
    orders = [ms("sort", order) for order in ("name", "newest", "used", "name", "used")]
    slowest = {"search_key": max(keys), "order": max(orders)}
    return {f"{name}_slowest_cpu_ms": round(found) for name, found in slowest.items()}


def run() -> dict[str, Any]:
    """Fill a data folder of its own, open the window on it, and measure."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    load_fonts()
    with tempfile.TemporaryDirectory() as place:
        studio = Studio(Home(Path(place) / "home"))
        fill(studio)
        services.set_studio(studio)
        engine = StudioEngine()
        engine.loadFromModule("AssistantStudio.App", "Main")
        window = engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        window.resize(1440, 900)
        QTest.qWait(500)
        opened_ms, changes, still, scrolling = measure(window)
        shiboken6.delete(engine)
        indexing().stop()
        cancel_tasks()
        studio.close()
        close_tasks()
        services.set_studio(None)
    application.processEvents()
    return {
        "assistants": ASSISTANTS,
        "conversations": CONVERSATIONS,
        "library_drawn_ms": round(opened_ms),
        **changes,
        "frame_at_rest_median_ms": round(statistics.median(still), 1),
        "frame_scrolling_median_ms": round(statistics.median(scrolling), 1),
        "frame_scrolling_p99_ms": round(scrolling[int(len(scrolling) * 0.99)], 1),
        "scrolling_to_rest": round(statistics.median(scrolling) / statistics.median(still), 1),
    }


if __name__ == "__main__":
    print(run())  # noqa: T201


def _grid(root: QQuickItem) -> QQuickItem:
    """The library's cards; looked for among the items, without wrapping anything else."""
    waiting = [root]
    while waiting:
        item = waiting.pop()
        if item.property("dropIndex") is not None and item.property("cellWidth"):
            return item
        waiting.extend(item.childItems())
    raise RuntimeError("the library shows no cards")
