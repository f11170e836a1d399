"""One caller at a time, in which those who wait can be told to stop waiting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant_studio.cancel import CancelToken


class Turns:
    """A lock whose waiters listen to their cancel token."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._taken = False

    @contextmanager
    def taken(self, token: CancelToken | None = None) -> Iterator[None]:
        """Hold the lock inside the block.

        Raises:
            Cancelled: `token` was set while waiting.
        """
        token = token or CancelToken()
        forget = token.on_cancel(self._look)
        try:
            with self._condition:
                self._condition.wait_for(lambda: not self._taken or token.cancelled)
                token.check()
                self._taken = True
        finally:
            forget()
        try:
            yield
        finally:
            with self._condition:
                self._taken = False
                self._condition.notify_all()

    def _look(self) -> None:
        with self._condition:
            self._condition.notify_all()
