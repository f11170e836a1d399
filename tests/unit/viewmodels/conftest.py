"""What tests of view models get: a Qt application, and a way to wait without sleeping."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task_pool import cancel_tasks, close_tasks

WaitFor = Callable[[Callable[[], object]], None]
# How long Qt's event loop runs, sleeping, between two looks.
STEP_MS = 10


@pytest.fixture(scope="session")
def application() -> QGuiApplication:
    existing = QGuiApplication.instance()
    return existing if isinstance(existing, QGuiApplication) else QGuiApplication([])


@pytest.fixture
def wait_for(application: QGuiApplication) -> WaitFor:
    """Run Qt's event loop until something holds."""

    def wait(condition: Callable[[], object], timeout_s: float = 10.0) -> None:
        end_s = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < end_s, "waited in vain"
            QTest.qWait(STEP_MS)

    return wait


@pytest.fixture(autouse=True)
def _tasks_end(application: QGuiApplication) -> Iterator[None]:
    yield
    cancel_tasks()
    close_tasks()
    application.processEvents()
    services.set_studio(None)
