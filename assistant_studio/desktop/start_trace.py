"""How long the window took to be usable, part by part, for the bench and the curious."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtQuick import QQuickWindow

TRACE_VARIABLE = "ASSISTANT_STUDIO_TRACE_START"


class StartTrace(QObject):
    """Writes times since the process started to standard error, where the variable asks for it."""

    def __init__(self) -> None:
        super().__init__()
        self._on = os.environ.get(TRACE_VARIABLE) == "1"
        self._shown = False

    def mark(self, what: str) -> None:
        """Say that a part of the start is done."""
        if self._on:
            sys.stderr.write(f"start: {what} after {_times()}\n")
            sys.stderr.flush()

    def follow(self, window: QQuickWindow) -> None:
        """Say when the first picture is shown and the window takes events."""
        if self._on:
            window.frameSwapped.connect(self._first_frame, Qt.ConnectionType.QueuedConnection)

    def _first_frame(self) -> None:
        if self._shown:
            return
        self._shown = True
        self.mark("first frame")
        # Whatever waits in the event loop comes first: only then is a click answered.
        QTimer.singleShot(0, self._usable)

    def _usable(self) -> None:
        sys.stderr.write(f"window usable after {_times()}\n")
        sys.stderr.flush()


def _times() -> str:
    # The processor's time tells the app's own share where other programs run beside it.
    return f"{_process_age_s():.3f} s ({time.process_time():.3f} s of processor)"


def _process_age_s() -> float:
    """Seconds since this process was started; to a hundredth on Linux."""
    if sys.platform.startswith("linux"):
        with open("/proc/self/stat", encoding="utf-8", errors="replace") as stat:
            # Field 22 (proc(5)), counted after the name in parentheses, which may hold spaces.
            started_ticks = int(stat.read().rsplit(")", 1)[1].split()[19])
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started_ticks / os.sysconf("SC_CLK_TCK")
    import psutil  # only where somebody measures

    return time.time() - psutil.Process().create_time()
