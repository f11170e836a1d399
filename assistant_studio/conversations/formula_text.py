r"""A small formula as plain characters: `x^2 \leq \alpha` as "x² ≤ α", for the middle of a line."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from xml.etree.ElementTree import Element

from assistant_studio.conversations.formulas import MAX_DEPTH

MAX_CHARS = 300
_HIGH = dict(
    zip(
        "0123456789+-=()niabcdefghjklmoprstuvwxyz",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        strict=True,
    )
)
_LOW = dict(
    zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
_HIGH |= {"−": "⁻", "′": "′", "*": "*", "T": "ᵀ", "∘": "°"}
_LOW |= {"−": "₋"}
_ACCENTS = {
    "^": "\u0302",
    "~": "\u0303",
    "¯": "\u0304",
    "―": "\u0304",
    "→": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
}
_CALL = re.compile(r"(\w) \((?=\S)")
_BESIDE = frozenset("=<>≤≥≠≈≡≅∼∝∈∉⊂⊆⊃⊇∪∩→←↔⇒⇐⇔↦+−±∓×⋅÷∧∨")


@lru_cache(maxsize=512)
def formula_text(latex: str) -> str | None:
    """The formula in one line of characters; None where a line cannot hold it."""
    if (
        len(latex) > MAX_CHARS
        or latex.count("{") > MAX_DEPTH
        or latex.count("{") != latex.count("}")
    ):
        return None
    # Loaded with the first formula.
    from latex2mathml.converter import convert_to_element

    try:
        said = _said(convert_to_element(latex))
    except Exception:  # noqa: BLE001 - it raises whatever it meets in a formula that is none
        return None
    if said is None or "\\" in said:
        return None
    said = said.replace("\u2061", "").replace("\u2062", "")
    return _CALL.sub(r"\1(", " ".join(said.split())) or None


def _said(element: Element) -> str | None:
    kind = element.tag.rpartition("}")[2]
    text = html.unescape(element.text or "")
    if kind == "mi":
        # "sin x", but "xy".
        return f" {text} " if len(text) > 1 else text
    if kind in ("mn", "mtext", "ms"):
        return text
    if kind == "mo":
        return _operator(text)
    if kind == "mspace":
        return " "
    find = _KINDS.get(kind)
    parts = [_said(child) for child in element]
    known = [part for part in parts if part is not None]
    if find is None or len(known) < len(parts):
        return None
    try:
        return find(known)
    except (KeyError, ValueError):
        return None


def _operator(text: str) -> str:
    text = text.replace("-", "−")
    return f" {text} " if text in _BESIDE else text


def _row(parts: list[str]) -> str:
    return "".join(parts)


def _fraction(parts: list[str]) -> str:
    above, below = parts
    return f"{_grouped(above)}/{_grouped(below)}"


def _root(parts: list[str]) -> str:
    return f"√{_grouped(''.join(parts))}"


def _nth_root(parts: list[str]) -> str:
    inside, degree = parts
    return f"{_raised(degree)}√{_grouped(inside)}"


def _high(parts: list[str]) -> str:
    base, index = parts
    return base + _raised(index)


def _low(parts: list[str]) -> str:
    base, index = parts
    return base + _lowered(index)


def _low_and_high(parts: list[str]) -> str:
    base, low, high = parts
    return base + _lowered(low) + _raised(high)


def _over(parts: list[str]) -> str:
    base, accent = parts[0].strip(), parts[1].strip()
    if base.isalnum() and accent in _ACCENTS:
        return "".join(letter + _ACCENTS[accent] for letter in base)
    return _high(parts)


def _raised(text: str) -> str:
    plain = text.replace(" ", "")
    return (
        "".join(_HIGH[c] for c in plain) if all(c in _HIGH for c in plain) else f"^{_grouped(text)}"
    )


def _lowered(text: str) -> str:
    plain = text.replace(" ", "")
    return (
        "".join(_LOW[c] for c in plain) if all(c in _LOW for c in plain) else f"_{_grouped(text)}"
    )


def _grouped(text: str) -> str:
    whole = text.strip()
    return whole if whole.isalnum() or len(whole) == 1 else f"({whole})"


_KINDS: dict[str, Callable[[list[str]], str]] = {
    "math": _row,
    "mrow": _row,
    "mstyle": _row,
    "mpadded": _row,
    "mfenced": lambda parts: f"({', '.join(parts)})",
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _nth_root,
    "msup": _high,
    "msub": _low,
    "msubsup": _low_and_high,
    "munder": _low,
    "mover": _over,
    "munderover": _low_and_high,
}
