"""An hour of use in a few minutes: what the window's process carries, and what is left behind.

Sixty rounds, each a minute's worth: look around, open conversations, change an assistant, go
through the settings, change language and colours; every fifth asks the real model a question.
"""

from __future__ import annotations

import collections
import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "screens"))

ROUNDS = 60
# The first rounds load pages, fonts and pictures that then stay.
WARM_ROUNDS = 10
MOST_MB = 250
ASK_EACH = 5
SECTIONS = ("appearance", "answers", "data", "network", "shortcuts", "about")


def an_hour(rounds: int) -> dict[str, Any]:
    """Run it in a process of its own, as the window has one."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, folder, str(rounds)]
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "QT_QUICK_BACKEND": "software",
        }
        answer = subprocess.run(
            command, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )
    found: dict[str, Any] = json.loads(answer.stdout.splitlines()[-1])
    return found


def main(folder: str, rounds: int) -> int:
    """Use the window; prints what was measured as JSON in the last line."""
    import make_screens as screens
    import psutil
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(sys.argv[:1])
    screens.load_fonts()
    studio, sample_id = screens.sample_studio(screens.Home(Path(folder) / "home"))
    screens.services.set_studio(studio)
    camera = screens.Photographer(studio, Path(folder))
    camera.wait_for(lambda: camera.app.modelState == "ready", "the language model")
    process, memory_mb, live = psutil.Process(), [], []
    for n in range(rounds):
        _one_minute(camera, sample_id, n, screens.QTest.qWait)
        gc.collect()
        memory_mb.append(round(process.memory_info().rss / 1e6, 1))
        if n in (WARM_ROUNDS, rounds - 1):
            live.append(_live_objects())
        sys.stderr.write(f"\rminute {n + 1} of {rounds}: {memory_mb[-1]} MB ")
    threads = sorted(thread.name for thread in threading.enumerate())
    grown = {
        name: [live[0][name], count]
        for name, count in live[-1].items()
        if count > live[0][name] + 2
    }
    camera.close()
    screens.indexing().stop()
    screens.cancel_tasks()
    studio.close()
    screens.close_tasks()
    screens.services.set_studio(None)
    application.processEvents()
    found = {
        "minutes": rounds,
        "memory_mb_each_ten_minutes": memory_mb[::10] + memory_mb[-1:],
        "memory_mb_most": max(memory_mb),
        "memory_mb_may_be": MOST_MB,
        "too_much_memory_failed": max(memory_mb) > MOST_MB,
        "objects": sum(live[-1].values()),
        "grown_classes_failed": grown,
        "threads": threads,
    }
    sys.stdout.write(json.dumps(found) + "\n")
    return 0


def _one_minute(camera: Any, sample_id: str, n: int, wait: Callable[[int], None]) -> None:
    app = camera.app
    if n % ASK_EACH == 0:
        camera.ask("Where is customer data stored?")
    app.openLibrary()
    wait(60)
    app.editAssistant(sample_id)
    wait(120)
    app.closeForm()
    app.openAssistant(sample_id)
    wait(60)
    for section in SECTIONS:
        app.openSettingsAt(section)
        wait(40)
    settings = camera.view_model("SettingsViewModel")
    settings.chooseLanguage("de" if n % 2 else "en")
    app.chooseTheme("dark" if n % 2 else "light")
    wait(60)
    app.openAssistant(sample_id)
    wait(60)


def _live_objects() -> collections.Counter[str]:
    """Live QObjects that Python knows of, by class."""
    import shiboken6
    from PySide6.QtCore import QObject

    wrappers = shiboken6.getAllValidWrappers()
    return collections.Counter(type(o).__name__ for o in wrappers if isinstance(o, QObject))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
