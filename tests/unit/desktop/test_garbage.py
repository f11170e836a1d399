"""Garbage that a task's thread leaves is taken away on the window's thread."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from assistant_studio.desktop.garbage import WindowGarbage


class Cycle:
    """Garbage that only a collection finds, and that notes which thread ended it."""

    def __init__(self, ended: Callable[[int], None]) -> None:
        self.itself = self
        self._ended = ended

    def __del__(self) -> None:
        self._ended(threading.get_ident())


@pytest.fixture
def garbage(application: QGuiApplication) -> Iterator[WindowGarbage]:
    made = WindowGarbage(application)
    made.start()
    yield made
    made.close()
    made.deleteLater()


def test_what_another_thread_leaves_ends_on_the_windows(garbage: WindowGarbage) -> None:
    threads: list[int] = []

    def work() -> None:
        Cycle(threads.append)
        # Far more new objects than would make Python collect right here.
        assert len([[number] for number in range(50_000)]) == 50_000

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert threads == []
    kept = [[number] for number in range(5000)]
    end_s = time.monotonic() + 20
    while not threads and time.monotonic() < end_s:
        QTest.qWait(20)
    assert threads == [threading.get_ident()]
    assert kept


def test_python_collects_again_afterwards(application: QGuiApplication) -> None:
    made = WindowGarbage(application)
    made.start()
    assert not gc.isenabled()
    made.close()
    assert gc.isenabled()
