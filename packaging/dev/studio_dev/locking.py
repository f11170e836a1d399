"""One set-up at a time in a folder, told by a lock that dies with whoever holds it."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from studio_dev.progress import Board

_POLL_S = 0.2


@contextlib.contextmanager
def only_one(path: Path, what: str, board: Board) -> Iterator[int]:
    """Hold the lock, waiting for another holder and saying so.

    Programs started with this descriptor hold the lock too: after set-up was killed, the next
    one waits for a pip that is still writing.

    Args:
        path: The lock's file.
        what: What the other one is doing, for the message.
        board: Where to say that we wait.

    Yields:
        The lock's file descriptor.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _try_lock(descriptor):
            waiting = f"waiting for {what} by another process ({_holder(path)})"
            board.begin(waiting)
            while not _try_lock(descriptor):
                time.sleep(_POLL_S)
            board.end(waiting, "it has ended")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0) if hasattr(os, "pwrite") else None
        yield descriptor
    finally:
        os.close(descriptor)


def _holder(path: Path) -> str:
    with contextlib.suppress(OSError):
        return path.read_text(encoding="ascii").strip() or "unknown"
    return "unknown"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
