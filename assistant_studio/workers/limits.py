"""Limits that a worker sets on itself before it touches what comes from outside."""

from __future__ import annotations

import contextlib


def limit_memory(memory_bytes: int) -> None:
    """Bound the address space, and write no core file with somebody's document in it.

    Where the system knows no such limits (Windows), the time limits of the caller remain.
    """
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CORE, 0)):
        _soft, hard = resource.getrlimit(kind)
        bounded = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (bounded, hard))
