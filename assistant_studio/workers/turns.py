"""One caller at a time, in which those who wait can be told to stop waiting."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from assistant_studio.cancel import CancelToken


class Turns:
    """A lock whose waiters listen to their cancel token and are let in as they came."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._line: deque[object] = deque()

    @contextmanager
    def taken(self, token: CancelToken | None = None) -> Iterator[None]:
        """Hold the lock inside the block.

        Raises:
            Cancelled: `token` was set while waiting.
        """
        token = token or CancelToken()
        ticket = object()
        with self._condition:
            self._line.append(ticket)
        try:
            self._wait(ticket, token)
            yield
        finally:
            with self._condition:
                self._line.remove(ticket)
                self._condition.notify_all()

    def _wait(self, ticket: object, token: CancelToken) -> None:
        forget = token.on_cancel(self._look)
        try:
            with self._condition:
                self._condition.wait_for(lambda: token.cancelled or self._line[0] is ticket)
            token.check()
        finally:
            forget()

    def _look(self) -> None:
        with self._condition:
            self._condition.notify_all()
