"""What tests of view models get: a Qt application, and a way to wait without sleeping."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication

from assistant_studio.viewmodels import services
from assistant_studio.viewmodels.task import cancel_tasks, close_tasks

WaitFor = Callable[[Callable[[], object]], None]


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
            application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    return wait


@pytest.fixture(autouse=True)
def _tasks_end(application: QGuiApplication) -> Iterator[None]:
    yield
    cancel_tasks()
    close_tasks()
    application.processEvents()
    services.set_studio(None)
