"""How many threads the engine should use right now: as many as there are cores nobody else wants.

The engine's threads wait for each other after every step of the graph. If another program has one
of the cores, all of them wait for the one that was put aside, many times for each token: on two
cores, two threads beside one busy program wrote a tenth of what a single thread did.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

import psutil

# Shorter looks are coarse: the system counts in hundredths of a second.
_LOOK_EVERY_S = 0.25


def usable_cores() -> list[int]:
    """The processors this process may run on."""
    try:
        return sorted(os.sched_getaffinity(0))
    except AttributeError:  # not on Windows and macOS
        return list(range(os.cpu_count() or 1))


def most_threads() -> int:
    """One for each physical core: a second on the same core only gets in the way."""
    usable = len(usable_cores())
    return max(1, min(usable, psutil.cpu_count(logical=False) or usable))


@dataclass(frozen=True, slots=True)
class CpuTimes:
    """Seconds of work since the computer started.

    Attributes:
        at_s: When this was read.
        all_s: By everybody, on the processors this process may use.
        own_s: By this process.
    """

    at_s: float
    all_s: float
    own_s: float


def read_cpu_times() -> CpuTimes:
    """The system's own counters."""
    each = psutil.cpu_times(percpu=True)
    cores = [each[core] for core in usable_cores() if core < len(each)]
    idle_s = sum(core.idle + getattr(core, "iowait", 0.0) for core in cores)
    counted_s = sum(sum(core[:8]) for core in cores)
    return CpuTimes(time.monotonic(), counted_s - idle_s, time.process_time())


class ThreadGovernor:
    """Adapts the number of threads to what other programs leave free.

    Attributes:
        threads: How many to use now.
    """

    def __init__(self, most: int, now: CpuTimes, fixed: bool = False) -> None:
        self.threads = most
        self._most = most
        self._seen = now
        self._fixed = fixed

    def due(self) -> bool:
        """Whether it is time for another look."""
        return not self._fixed and time.monotonic() - self._seen.at_s >= _LOOK_EVERY_S

    def look(self, now: CpuTimes) -> int:
        """Take in new counters; returns how many threads to use from now on."""
        before, self._seen = self._seen, now
        seconds = now.at_s - before.at_s
        if seconds > 0:
            others = (now.all_s - before.all_s - (now.own_s - before.own_s)) / seconds
            free = self._most - max(0.0, others)
            self.threads = max(1, min(self._most, round(free)))
        return self.threads
