"""How fast indexing goes, and how it makes way for searches."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant_studio.knowledge.jobs import Backlog

# Newer batches count more, so that the estimate follows a computer that got busy.
_MEMORY = 0.8


class Pace:
    """Measures indexing and estimates what is left of it."""

    def __init__(self) -> None:
        self._seconds_per_chunk: float | None = None
        self._bytes = 0
        self._chunks = 0

    def embedded(self, chunks: int, seconds: float) -> None:
        """Note that a batch was embedded."""
        now = seconds / max(1, chunks)
        before = self._seconds_per_chunk
        self._seconds_per_chunk = now if before is None else _MEMORY * before + (1 - _MEMORY) * now

    def read(self, size_bytes: int, chunks: int) -> None:
        """Note how many chunks came out of a file."""
        self._bytes += size_bytes
        self._chunks += chunks

    def seconds_left(self, backlog: Backlog, done: int) -> float | None:
        """For all unfinished documents; None until something was measured.

        Args:
            backlog: All of them, the current one included.
            done: Chunks of the current document that are embedded.
        """
        if self._seconds_per_chunk is None:
            return None
        per_byte = self._chunks / self._bytes if self._bytes else 0.0
        chunks = backlog.chunks + per_byte * backlog.bytes_to_read
        return max(0.0, chunks - done) * self._seconds_per_chunk


class SearchFirst:
    """Lets indexing wait while searches run, so that they need not share the processor."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._searches = 0

    @contextmanager
    def searching(self) -> Iterator[None]:
        """A search runs inside."""
        with self._condition:
            self._searches += 1
        try:
            yield
        finally:
            with self._condition:
                self._searches -= 1
                self._condition.notify_all()

    def wait(self, at_most_s: float) -> None:
        """Wait until no search runs, but not for ever."""
        with self._condition:
            self._condition.wait_for(lambda: self._searches == 0, at_most_s)
