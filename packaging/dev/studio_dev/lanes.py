"""Several pieces of work side by side, each on a thread; the first that fails stops all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from studio_dev.children import Children, Stopped

_WAIT_S = 0.2


class _Lane(threading.Thread):
    """One piece of work, and how it failed if it did."""

    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__(name=getattr(work, "__name__", "lane"))
        self._work = work
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            self._work()
        except BaseException as failure:  # noqa: BLE001 - the main thread raises it again
            self.failure = failure


def side_by_side(works: Sequence[Callable[[], None]], run: Children) -> None:
    """Do all the work, and return when all of it is done.

    Args:
        works: The pieces.
        run: What they start programs with; stopped when one fails or we are interrupted.

    Raises:
        BaseException: What the first failing piece raised.
    """
    lanes = [_Lane(work) for work in works]
    for lane in lanes:
        lane.start()
    try:
        while any(lane.is_alive() for lane in lanes):
            for lane in lanes:
                # A short wait: on Windows a longer one would hold up Ctrl-C.
                lane.join(_WAIT_S)
            if any(lane.failure for lane in lanes):
                break
    finally:
        if any(lane.is_alive() for lane in lanes):
            run.stop()
        for lane in lanes:
            lane.join()
    failures = [lane.failure for lane in lanes if lane.failure is not None]
    # Those that were stopped fell because of the one that failed.
    for failure in sorted(failures, key=lambda found: isinstance(found, Stopped)):
        raise failure
