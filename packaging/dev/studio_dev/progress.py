"""One line that says what set-up is waiting for, and lines for what is done."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from typing import TextIO

_QUIET_INTERVAL_S = 15.0
_TICK_S = 0.25


def spoken(seconds: float) -> str:
    """A duration as a person says it: "0.3 s", "42 s", "6 min 12 s"."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    return f"{whole // 60} min {whole % 60} s"


class Board:
    """Shows several things at work at once, on a terminal as one line that is rewritten.

    Without a terminal it prints a line when something begins or ends, and one every
    15 seconds in between, so that a log stays short and still shows life.
    """

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._live = self._stream.isatty()
        self._working: dict[str, tuple[float, str]] = {}
        self._lock = threading.RLock()
        self._drawn = 0
        self._last_word = time.monotonic()
        self._ticking: threading.Event | None = None

    def say(self, text: str) -> None:
        """Print a line that stays."""
        with self._lock:
            self._wipe()
            self._stream.write(text + "\n")
            self._stream.flush()
            self._last_word = time.monotonic()
            self._draw()

    def begin(self, what: str) -> None:
        """Something starts; it is shown with its elapsed time until `end`."""
        with self._lock:
            self._working[what] = (time.monotonic(), "")
            if not self._live:
                self.say(f"  {what} ...")
            self._ensure_ticking()
            self._draw()

    def tell(self, what: str, detail: str) -> None:
        """Change the words behind something that is at work."""
        with self._lock:
            if what in self._working:
                self._working[what] = (self._working[what][0], detail)

    def end(self, what: str, outcome: str = "done") -> float:
        """Something is finished.

        Args:
            what: As given to `begin`.
            outcome: Said behind it; an empty text says nothing.

        Returns:
            How long it took, in seconds.
        """
        with self._lock:
            started, _ = self._working.pop(what, (time.monotonic(), ""))
            seconds = time.monotonic() - started
            if outcome:
                self.say(f"  {what}: {outcome} ({spoken(seconds)})")
            if not self._working and self._ticking is not None:
                self._ticking.set()
                self._ticking = None
            self._wipe()
            self._draw()
        return seconds

    def clear(self) -> None:
        """Forget everything that is at work (set-up stops)."""
        with self._lock:
            for what in list(self._working):
                self.end(what, outcome="")

    def _ensure_ticking(self) -> None:
        if self._ticking is None:
            self._ticking = threading.Event()
            threading.Thread(
                target=self._tick, args=(self._ticking,), name="progress", daemon=True
            ).start()

    def _tick(self, stop: threading.Event) -> None:
        while not stop.wait(_TICK_S):
            with self._lock:
                if self._live:
                    self._draw()
                elif time.monotonic() - self._last_word >= _QUIET_INTERVAL_S:
                    self.say(f"  ... {self._line()}")

    def _line(self) -> str:
        now = time.monotonic()
        parts = [
            f"{what}{': ' + detail if detail else ''} ({spoken(now - started)})"
            for what, (started, detail) in self._working.items()
        ]
        return " | ".join(parts)

    def _draw(self) -> None:
        if not self._live or not self._working:
            return
        width = max(20, shutil.get_terminal_size().columns - 1)
        line = f"  {self._line()}"[:width]
        self._stream.write("\r" + line.ljust(self._drawn))
        self._stream.flush()
        self._drawn = len(line)

    def _wipe(self) -> None:
        if self._live and self._drawn:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._drawn = 0
