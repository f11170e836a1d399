"""Notices that a model goes round in circles: small ones may repeat their last words for ever."""

from __future__ import annotations

_TAIL_CHARS = 24
_MOST_PERIOD_CHARS = 2000
_LONG_PERIOD_CHARS = 60
# Something short may well come several times in a row: a rule of a table, a line of code.
_TIMES_LONG, _TIMES_SHORT = 3, 6
_ENDS = frozenset(".!?\n。！？|")


def may_repeat(piece: str) -> bool:
    """Whether a piece of text ends something that could be a repetition."""
    return not _ENDS.isdisjoint(piece)


def repeated_chars(text: str) -> int:
    """How much of the end of a text only repeats what stands before it, several times in a row.

    Returns:
        The length of all but the first time, in characters; 0 while nothing is repeated often
        enough.
    """
    text = text.rstrip()
    tail = text[-_TAIL_CHARS:]
    before = len(text) - len(tail)
    earlier = text.rfind(tail, max(0, before - _MOST_PERIOD_CHARS), len(text) - 1)
    if len(tail) < _TAIL_CHARS or earlier < 0 or not tail.strip():
        return 0
    period = before - earlier
    unit = text[-period:]
    times = 1
    while text.endswith(unit, 0, len(text) - times * period):
        times += 1
    if times < (_TIMES_LONG if period >= _LONG_PERIOD_CHARS else _TIMES_SHORT):
        return 0
    return (times - 1) * period
