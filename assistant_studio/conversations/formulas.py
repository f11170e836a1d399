"""Formulas in LaTeX: which texts are some, and a drawing of one as SVG."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Beyond these a formula is shown as it was written: drawing it would take too long.
MAX_LATEX_CHARS = 1_500
MAX_DEPTH = 24
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_TRAILING = ".,;:"
_DELIMITERS = (("$$", "$$"), ("\\[", "\\]"), ("\\(", "\\)"), ("$", "$"))
# Something that stands in no sum of money.
_MATHS = re.compile(r"[\\^_=<>{}+*/|]|^[^\W\d]\w{0,2}'*$|^[^\W\d]\([^()]*\)$|^-?\d+(?:[.,]\d+)?$")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as a picture.

    Attributes:
        svg: The picture; paths only, no text and no links.
        width: In the pixels its size was given in.
        height: Likewise.
    """

    svg: str
    width: float
    height: float


def latex_of(source: str) -> str:
    """What stands between the delimiters of a formula."""
    text = source.strip().rstrip(_TRAILING)
    for opening, closing in _DELIMITERS:
        inner = len(opening) + len(closing)
        if text.startswith(opening) and text.endswith(closing) and len(text) >= inner:
            return text[len(opening) : -len(closing)].strip()
    return text


def inline_end(text: str, start: int) -> int:
    r"""Where the formula that begins at `start` ends (one past it); -1 if none begins there.

    "$5 and $10" are two sums of money: a formula's dollars touch it on their inner side, no digit
    follows the second one, and something in it is of no use in a sum.
    """
    if text.startswith(("\\(", "\\[", "$$"), start):
        closing = {"\\(": "\\)", "\\[": "\\]", "$$": "$$"}[text[start : start + 2]]
        end = text.find(closing, start + 2, start + MAX_LATEX_CHARS)
        return end + 2 if end > start + 2 and "\n\n" not in text[start:end] else -1
    if not text.startswith("$", start) or text[start + 1 : start + 2].isspace():
        return -1
    end = start + 1
    while (end := text.find("$", end, start + MAX_LATEX_CHARS)) > start:
        inner = text[start + 1 : end]
        before, after = text[end - 1], text[end + 1 : end + 2]
        if before != "\\" and not before.isspace() and not after.isdigit() and "\n" not in inner:
            return end + 1 if inner and _MATHS.search(inner) else -1
        end += 1
    return -1


@lru_cache(maxsize=256)
def drawing_of(latex: str, size_px: int, color: str) -> Drawing | None:
    """A formula as a picture; None where it cannot be drawn. Takes some 10 milliseconds.

    Args:
        latex: Without its delimiters.
        size_px: Of its letters.
        color: `#rrggbb`.
    """
    if not _COLOR.fullmatch(color) or not _drawable(latex):
        return None
    # Its font takes a moment to load, and most replies hold no formula.
    from latex2mathml.converter import convert
    from ziamath.config import config
    from ziamath.zmath import Latex

    config.svg2 = False
    try:
        # A command that it does not know would be drawn as its letters.
        if "\\" in convert(latex):
            return None
        formula = Latex(latex, size=size_px, color=color)
        svg = formula.svg()
        width, height = formula.getsize()
    except Exception:  # noqa: BLE001 - made for people's own formulas, it raises whatever it meets
        return None
    return Drawing(svg, float(width) + 2, float(height) + 2)


def _drawable(latex: str) -> bool:
    if not latex.strip() or len(latex) > MAX_LATEX_CHARS:
        return False
    depth = deepest = 0
    for character in latex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return depth == 0 and deepest <= MAX_DEPTH and latex.count("\\sqrt") <= MAX_DEPTH
