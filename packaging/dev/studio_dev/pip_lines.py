"""Turns pip's lines into a few words that a person can read."""

from __future__ import annotations

import re
from collections.abc import Callable

_MEGABYTE = 1_000_000


class PipLines:
    """Follows pip's lines.

    Args:
        tell: Called with a few words whenever there is something new to say.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._doing = ""

    def __call__(self, line: str) -> None:
        """Read one line of pip's output."""
        words = describe(line)
        if words:
            self._doing = words
            self._tell(words)
            return
        share = re.match(r"\s*Progress (\d+) of (\d+)", line)
        if share and int(share[2]) > 0:
            done, total = int(share[1]), int(share[2])
            self._tell(f"{self._doing} {100 * done // total} % of {total / _MEGABYTE:.0f} MB")


def describe(line: str) -> str:
    """What a line of pip's output says, in a few words; empty if nothing of interest.

    Args:
        line: One line, without its end.
    """
    line = line.strip()
    found = re.match(r"\[(\d+)/(\d+)\] ", line)
    if found:
        return f"compiling {found[1]} of {found[2]}"
    found = re.match(r"(Collecting|Downloading|Using cached|Processing) (\S+)", line)
    if found:
        name = re.split(r"[-=<>;\[( ]", found[2].rstrip("/").rsplit("/", 1)[-1])[0]
        doing = "looking up" if found[1] == "Collecting" else "fetching"
        return f"{doing} {name}"
    if line.startswith("Installing collected packages:"):
        return f"unpacking {line.count(',') + 1} packages"
    return next((words for start, words in _STARTS if line.startswith(start)), "")


_STARTS = (
    ("Installing build dependencies: started", "fetching the build tools"),
    ("*** Configuring CMake", "configuring"),
    ("*** Making wheel", "packing"),
)
