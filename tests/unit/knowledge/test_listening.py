"""Following the worker after it could not be followed."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any, cast

import pytest

from assistant_studio.errors import StudioError
from assistant_studio.knowledge.listening import Listener
from assistant_studio.workers.host import WorkerBug, WorkerHost


class _Host:
    """Stands in for the worker, which cannot fail on demand."""

    def __init__(self, error: Exception) -> None:
        self.error = error
        self.asked: queue.SimpleQueue[str] = queue.SimpleQueue()

    def stream(self, method: str) -> Iterator[Any]:
        self.asked.put(method)
        raise self.error


@pytest.mark.parametrize("error", [StudioError("The disk is full."), WorkerBug("a traceback")])
def test_listening_begins_again_after_it_failed(error: Exception) -> None:
    host = _Host(error)
    listener = Listener(cast(WorkerHost, host), lambda: True)
    for _ in range(2):
        listener.listen()
        assert host.asked.get(timeout=30) == "watch"
        listener.join()
