"""A limit on the memory this process may take while somebody else's program runs in it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psutil

try:
    import resource
except ImportError:  # Windows: the deadline alone has to do
    resource = None  # type: ignore[assignment,unused-ignore]


@contextlib.contextmanager
def bounded_memory(more_bytes: int) -> Iterator[None]:
    """Raise `MemoryError` inside the block when the process grows by more than `more_bytes`.

    Where the system has no such limit, this does nothing. It holds for the whole process, so other
    threads share the room; one block at a time.
    """
    if resource is None:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = psutil.Process().memory_info().vms + more_bytes
    if soft != resource.RLIM_INFINITY:
        limit = min(limit, soft)
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    except (OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
