"""The edits of a draft: each can be undone and done again, and typing goes in runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

# Who stops typing for this long has finished a thought.
RUN_PAUSE_S = 1.5
# A draft's texts are shared between its states; a hundred thousand characters each time are not.
MAX_STEPS = 200
# A key may give more than one character: an emoji with its skin tone, a dead key's letter.
_KEY_CHARS = 4


@dataclass(frozen=True, slots=True)
class _Step(Generic[T]):
    """One state, and what led to it.

    Attributes:
        state: The whole draft.
        what: The field that was changed.
        run: What kind of typing went on; empty for an edit of its own.
        at_s: When, by the history's clock.
    """

    state: T
    what: str
    run: str
    at_s: float


class EditHistory(Generic[T]):
    """States of a draft in the order they came; one of them is the present."""

    def __init__(self, state: T, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._steps = [_Step(state, "", "", clock())]
        self._at = 0
        self._sealed = True

    @property
    def state(self) -> T:
        """The present."""
        return self._steps[self._at].state

    @property
    def undone_next(self) -> str:
        """The field that `undo` would take back; empty if there is nothing to undo."""
        return self._steps[self._at].what if self._at else ""

    @property
    def redone_next(self) -> str:
        """The field that `redo` would change again; empty if there is nothing to redo."""
        further = self._at + 1 < len(self._steps)
        return self._steps[self._at + 1].what if further else ""

    def edit(self, state: T, what: str, run: str = "") -> None:
        """Take a new state; what was undone before is given up.

        Args:
            state: The whole draft after the edit.
            what: The field that was changed.
            run: From `typing_run`. Edits of one field in one run are undone together.
        """
        last, now = self._steps[self._at], self._clock()
        goes_on = (
            not self._sealed
            and run != ""
            and (last.what, last.run) == (what, run)
            and now - last.at_s <= RUN_PAUSE_S
        )
        del self._steps[self._at + 1 :]
        if goes_on:
            del self._steps[self._at]
        self._steps.append(_Step(state, what, run, now))
        # The oldest states go; the first one that stays cannot be undone any further.
        del self._steps[: max(0, len(self._steps) - 1 - MAX_STEPS)]
        self._at = len(self._steps) - 1
        self._sealed = False

    def seal(self) -> None:
        """End a run of typing: the next edit is one of its own."""
        self._sealed = True

    def undo(self) -> str:
        """Go one edit back; gives the field that changed, empty if there was nothing to undo."""
        what = self.undone_next
        if what:
            self._at -= 1
            self._sealed = True
        return what

    def redo(self) -> str:
        """Go one edit forth again; gives the field, empty if there was nothing to redo."""
        what = self.redone_next
        if what:
            self._at += 1
            self._sealed = True
        return what


def typing_run(before: object, after: object) -> str:
    """What kind of typing an edit is: "typed", "erased", or empty for anything larger."""
    if not isinstance(before, str) or not isinstance(after, str):
        return ""
    grown = len(after) - len(before)
    if 0 < grown <= _KEY_CHARS:
        return "typed"
    return "erased" if -_KEY_CHARS <= grown < 0 else ""


def place_of_change(before: str, after: str) -> int:
    """Where in `after` the change from `before` ends: where a cursor belongs."""
    shorter = min(len(before), len(after))
    tail = 0
    while tail < shorter and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return len(after) - tail
