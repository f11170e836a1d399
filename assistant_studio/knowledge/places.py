"""Where a passage stands, in the words a person would use."""

from __future__ import annotations

from collections.abc import Sequence


def place_of(page: int | None, headings: Sequence[str], line: int) -> str:
    """The most telling place that is known.

    Args:
        page: Counted from 1; None where there are no pages.
        headings: The headings above the passage, outermost first.
        line: Counted from 1, as `line_of` gives it.

    Returns:
        "Page 12", else the innermost heading, else "Line 40".
    """
    if page is not None:
        return f"Page {page}"
    for heading in reversed(headings):
        if heading.strip():
            return heading.strip()
    return f"Line {line}"


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
