"""Turns the bytes of tokens into text as it can be shown: whole characters, up to a stop text."""

from __future__ import annotations

import codecs
from collections.abc import Sequence


class TextStream:
    """Collects an answer's bytes and gives out its text.

    A token may end in the middle of a character, and a stop text may be spread over several tokens:
    what could still become either is held back until it is decided.

    Attributes:
        stopped: Whether a stop text has come; nothing more is given out then.
    """

    def __init__(self, stops: Sequence[str]) -> None:
        self.stopped = False
        self._stops = tuple(stop for stop in stops if stop)
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._held = ""

    def feed(self, piece: bytes) -> str:
        """Take the bytes of one token; returns what can be shown now."""
        return self._take(self._decoder.decode(piece))

    def finish(self) -> str:
        """The answer has ended: returns what was held back, but for a character cut in two."""
        rest, self._held = self._held, ""
        return rest

    def _take(self, text: str) -> str:
        if self.stopped:
            return ""
        self._held += text
        found = [self._held.find(stop) for stop in self._stops]
        ends = [position for position in found if position >= 0]
        if ends:
            self.stopped = True
            shown, self._held = self._held[: min(ends)], ""
            return shown
        keep = max((_overlap(self._held, stop) for stop in self._stops), default=0)
        cut = len(self._held) - keep
        shown, self._held = self._held[:cut], self._held[cut:]
        return shown


def _overlap(text: str, stop: str) -> int:
    """How much of the end of `text` could be the beginning of `stop`."""
    for length in range(min(len(text), len(stop) - 1), 0, -1):
        if text.endswith(stop[:length]):
            return length
    return 0
