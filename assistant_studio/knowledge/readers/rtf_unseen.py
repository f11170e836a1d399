r"""What rich text hides: words marked hidden, set in letters like dust, or white on white.

The markup is gone through once; groups (`{…}`) inherit what holds around them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant_studio.knowledge.readers.unseen import TINY_PT, near_white

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,9})?[ ]?|\\[^a-z]|[{}]", re.IGNORECASE)
_COLOUR_TABLE = re.compile(r"\{\\colortbl([^{}]{0,20000})\}")
_COLOUR_PART = re.compile(r"\\(red|green|blue)(\d{1,3})")
_BACKGROUND = re.compile(r"\\(?:highlight|chcbpat|clcbpat|cbpat|cb)[1-9]")
_HALF_POINTS = 2
_MAX_DEPTH = 10_000


@dataclass(frozen=True, slots=True)
class _Style:
    hidden: bool = False
    tiny: bool = False
    white: bool = False

    @property
    def unseen(self) -> bool:
        return self.hidden or self.tiny or self.white


def without_unseen(rtf: str) -> tuple[str, list[str]]:
    """The markup without what cannot be seen, and that as pieces of markup of their own."""
    whites = set() if _BACKGROUND.search(rtf) else _white_numbers(rtf)
    kept: list[str] = []
    pieces: list[list[str]] = [[]]
    above: list[_Style] = []
    style = _Style()
    position = 0
    for token in _TOKEN.finditer(rtf):
        (pieces[-1] if style.unseen else kept).append(rtf[position : token.start()])
        position = token.end()
        mark, before = token[0], style
        if mark == "{" and len(above) < _MAX_DEPTH:
            above.append(style)
        elif mark == "}" and above:
            style = above.pop()
        elif token[1]:
            style = _changed(style, token[1], token[2], whites)
        # Braces and formatting stay where they were, letters go with the others.
        is_letter = token[1] == "u" or (token[1] is None and mark not in "{}")
        (pieces[-1] if is_letter and style.unseen else kept).append(mark)
        if before.unseen and not style.unseen:
            pieces.append([])
    kept.append(rtf[position:])
    hidden = ("".join(piece) for piece in pieces)
    return "".join(kept), [f"{{\\rtf1\\ansi {piece}}}" for piece in hidden if piece.strip()]


def _changed(style: _Style, word: str, argument: str | None, whites: set[int]) -> _Style:
    number = int(argument) if argument else None
    match word:
        case "v":
            return replace(style, hidden=number != 0)
        case "fs":
            return replace(style, tiny=number is not None and number < TINY_PT * _HALF_POINTS)
        case "cf":
            return replace(style, white=(number or 0) in whites)
        case "plain":
            return _Style()
    return style


def _white_numbers(rtf: str) -> set[int]:
    """Which colours of the document's table are white."""
    table = _COLOUR_TABLE.search(rtf)
    if table is None:
        return set()
    found = set()
    for number, entry in enumerate(table[1].split(";")):
        parts = {name: int(value) / 255 for name, value in _COLOUR_PART.findall(entry)}
        if len(parts) == 3 and near_white(parts["red"], parts["green"], parts["blue"]):
            found.add(number)
    return found
