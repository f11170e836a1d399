"""Takes a model's thinking aloud (`<think>…</think>`) apart from its answer, while it is written.

Only at the beginning of a reply: an answer may well speak about such tags. A model that never
closes them has thought to the end and not answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_TAGS = ("think", "thinking")
_OPENINGS = tuple(f"<{tag}>" for tag in _TAGS)


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What a model thought before it answered.

    Attributes:
        text: Its thoughts, as it wrote them.
        seconds: How long that took.
        closed: Whether it came to their end.
    """

    text: str
    seconds: float
    closed: bool

    def as_begun(self) -> str:
        """How a reply that begins with these thoughts begins."""
        return f"{_OPENINGS[0]}\n{self.text}" + (f"\n</{_TAGS[0]}>\n\n" if self.closed else "")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a reply: of its thoughts, or of its answer."""

    text: str
    thought: bool


class ReasoningFilter:
    """Told a reply piece by piece, says what of it is thought and what is answer."""

    def __init__(self, begun: Reasoning | None = None, *, answering: bool = False) -> None:
        """Begin with a reply's first character, or go on with one.

        Args:
            begun: What was thought already.
            answering: Whether some of the answer is written already.
        """
        thinks = begun is not None and not begun.closed
        self._closing = f"</{_TAGS[0]}>" if thinks else ""
        self._waits = not answering and begun is None
        # Line breaks around the tags are part of neither.
        self._trims = not thinks and not answering and begun is not None
        self._held = ""

    @property
    def thinking(self) -> bool:
        """Whether the next piece belongs to the thoughts."""
        return bool(self._closing)

    def feed(self, text: str) -> Iterator[Piece]:
        """The pieces that are certain now."""
        self._held += text
        if self._waits and not self._begin():
            return
        if self._closing:
            yield from self._think()
        if not self._closing:
            yield from self._answer()

    def finish(self) -> Iterator[Piece]:
        """What was held back, when no more comes."""
        held, self._held = self._held, ""
        if held.strip():
            yield Piece(held, thought=self.thinking)

    def _begin(self) -> bool:
        """Whether it is known how the reply begins."""
        seen = self._held.lstrip()
        for opening in _OPENINGS:
            if seen.startswith(opening):
                self._waits = False
                self._closing = f"</{opening[1:]}"
                self._trims = True
                self._held = seen[len(opening) :]
                return True
        if any(opening.startswith(seen) for opening in _OPENINGS):
            return False
        self._waits = False
        return True

    def _think(self) -> Iterator[Piece]:
        if self._trims:
            self._held = self._held.lstrip()
        thought, found, rest = self._held.partition(self._closing)
        if found:
            self._closing, self._trims, self._held = "", True, rest
            if thought:
                yield Piece(thought.rstrip(), thought=True)
            return
        kept = _length_of_begun(self._held, self._closing)
        certain, self._held = self._held[: len(self._held) - kept], self._held[-kept or None :]
        if kept == 0:
            self._held = ""
        if certain:
            self._trims = False
            yield Piece(certain, thought=True)

    def _answer(self) -> Iterator[Piece]:
        if self._trims:
            self._held = self._held.lstrip()
        if self._held:
            self._trims = False
            certain, self._held = self._held, ""
            yield Piece(certain, thought=False)


def _length_of_begun(text: str, tag: str) -> int:
    """How many of the last characters may be the beginning of a tag."""
    return next((n for n in range(len(tag) - 1, 0, -1) if text.endswith(tag[:n])), 0)
