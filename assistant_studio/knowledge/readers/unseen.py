"""Text that is in a document but that nobody who looks at it sees: gathered, told, left out."""

from __future__ import annotations

from assistant_studio.knowledge.document import Flag, FlagKind

QUOTE_CHARS = 120
MAX_FLAGS = 50
TINY_PT = 2.0
"""Letters smaller than this are no writing: footnotes have 6 points, small print 4."""

_NEAR_WHITE = 0.96
_LEAST_LETTERS = 3


def near_white(red: float, green: float, blue: float) -> bool:
    """Whether a colour (0 to 1 each) cannot be told from white paper."""
    return min(red, green, blue) >= _NEAR_WHITE


def near_white_hex(colour: str) -> bool:
    """Whether a colour written as six hexadecimal digits cannot be told from white paper."""
    try:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    except ValueError:
        return False
    return len(colour) == 6 and near_white(*parts)


def quoted(text: str) -> str:
    """The beginning of a text on one line, without what cannot be seen in it."""
    line = " ".join(
        "".join(c for c in text[: 4 * QUOTE_CHARS] if c.isprintable() or c.isspace()).split()
    )
    return line if len(line) <= QUOTE_CHARS else f"{line[: QUOTE_CHARS - 1]}…"


class UnseenTexts:
    """Gathers what was left out, place by place."""

    def __init__(self) -> None:
        self._found: dict[str, list[str]] = {}

    def add(self, place: str, text: str) -> None:
        """Note a text that was left out; a few stray letters or digits are no text."""
        if sum(c.isalpha() for c in text) >= _LEAST_LETTERS:
            self._found.setdefault(place, []).append(text)

    def flags(self) -> tuple[Flag, ...]:
        """One finding for each place, in the order they were met."""
        return tuple(
            Flag(FlagKind.UNSEEN, place, quoted(" ".join(texts)), left_out=True)
            for place, texts in list(self._found.items())[:MAX_FLAGS]
        )
