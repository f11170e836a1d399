"""One window for each data folder, as processes see it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from assistant_studio.desktop.single_instance import LOCK_NAME
from assistant_studio.paths import Home

TIMEOUT_S = 60


class App:
    """The app in a process of its own."""

    def __init__(self, home: Home, *files: Path) -> None:
        command = [sys.executable, "-m", "assistant_studio", "--home", str(home.root)]
        self.process = subprocess.Popen(
            [*command, *map(str, files)],
            env={**os.environ, "ASSISTANT_STUDIO_TRACE_START": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.usable = threading.Event()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith("window usable after"):
                self.usable.set()

    def wait_usable(self) -> None:
        assert self.usable.wait(TIMEOUT_S), "the window never was usable"

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> int:
        self.process.terminate()
        return self.wait()

    def wait(self) -> int:
        status = self.process.wait(TIMEOUT_S)
        self._reader.join(TIMEOUT_S)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return status

    def kill(self) -> None:
        self.process.kill()
        self.wait()


@pytest.fixture
def start(home: Home) -> Iterator[Callable[..., App]]:
    started: list[App] = []

    def start_(*files: Path) -> App:
        started.append(App(home, *files))
        return started[-1]

    yield start_
    for app in started:
        if app.process.poll() is None:
            app.kill()


def test_a_second_start_calls_the_first_window_and_ends(
    start: Callable[..., App], tmp_path: Path
) -> None:
    first = start()
    first.wait_usable()

    second = start(tmp_path)

    assert second.wait() == 0
    assert not second.usable.is_set()
    assert first.process.poll() is None


def test_a_terminated_window_ends_in_good_order(start: Callable[..., App], home: Home) -> None:
    app = start()
    app.wait_usable()
    workers = app.children()

    assert app.end() == 0

    assert psutil.wait_procs(workers, timeout=TIMEOUT_S)[1] == []
    assert not (home.root / LOCK_NAME).exists()


def test_a_killed_window_leaves_nothing_in_the_way(start: Callable[..., App]) -> None:
    first = start()
    first.wait_usable()
    workers = first.children()
    first.kill()

    second = start()
    second.wait_usable()

    assert psutil.wait_procs(workers, timeout=TIMEOUT_S)[1] == []
    assert second.end() == 0


def test_two_starts_at_once_give_one_window(start: Callable[..., App]) -> None:
    apps = [start(), start()]
    ended = None
    while ended is None:
        ended = next((app for app in apps if app.process.poll() is not None), None)
        for app in apps:
            app.usable.wait(0.05)

    assert ended.wait() == 0
    other = next(app for app in apps if app is not ended)
    other.wait_usable()
    assert other.end() == 0
