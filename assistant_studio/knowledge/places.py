"""Where a passage stands, in the words a person would use."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant_studio.knowledge.document import Place, PlaceKind, PlaceStep


def place_of(
    page: int | None, headings: Sequence[str], line: int, place: Sequence[PlaceStep] = ()
) -> str:
    """The most telling place that is known.

    Args:
        page: Counted from 1; None where there are no pages.
        headings: The headings above the passage, outermost first.
        line: Counted from 1 in the whole text, as `line_of` gives it.
        place: Where it stands besides, outermost first.

    Returns:
        "Slide 3", "Sheet Q1, row 14", "offer.pdf, Page 4"; where no step says it, "Page 12", else
        the innermost heading, else "Line 40".
    """
    said: list[str] = []
    own = list(headings)
    for step in place:
        if step.kind is PlaceKind.PART:
            own = own[1:]
            line = max(1, line - step.number + 1)
        said.append(_step_text(step, line))
    if not place or place[-1].kind is PlaceKind.PART:
        said.append(_page_or_heading(page, own, line))
    text = ", ".join(said)
    return text[0].upper() + text[1:] if place and place[0].kind is PlaceKind.ROW else text


def place_as_json(place: Place) -> str | None:
    """A place as it is stored; None for an empty one."""
    steps = [[step.kind.value, step.number, step.last, step.name] for step in place]
    return json.dumps(steps) if steps else None


def place_from_json(stored: str | None) -> Place:
    """The place that `place_as_json` stored."""
    steps = json.loads(stored) if stored else []
    return tuple(
        PlaceStep(PlaceKind(kind), number, last, name) for kind, number, last, name in steps
    )


def line_of(text: str, offset: int) -> int:
    r"""The line, counted from 1, in which the character at `offset` stands.

    Lines end with \n, \r\n or a lone \r, whichever the file uses.
    """
    line = 1 + text.count("\n", 0, offset)
    if "\r" in text:
        line += text.count("\r", 0, offset) - text.count("\r\n", 0, offset)
        if offset > 0 and text[offset - 1 : offset + 1] == "\r\n":
            line -= 1
    return line


def _step_text(step: PlaceStep, line: int) -> str:
    match step.kind:
        case PlaceKind.PART:
            return step.name
        case PlaceKind.SLIDE:
            return f"Slide {step.number}"
        case PlaceKind.SHEET:
            return f"Sheet {step.name}"
        case PlaceKind.CHAPTER:
            return f"Chapter {step.number}"
        case PlaceKind.ROW:
            return f"rows {step.number}–{step.last}" if step.last else f"row {step.number}"
        case PlaceKind.LINE:
            return f"Line {step.number or line}"


def _page_or_heading(page: int | None, headings: Sequence[str], line: int) -> str:
    if page is not None:
        return f"Page {page}"
    for heading in reversed(headings):
        if heading.strip():
            return heading.strip()
    return f"Line {line}"
