"""What a single line of Markdown begins, by the rules of CommonMark and GitHub's tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar

_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$", re.DOTALL)
_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$")
_SETEXT = re.compile(r"(?:=+|-+)[ \t]*$")
_ITEM = re.compile(r"(?:([-+*])|(\d{1,9})([.)]))(?=[ \t]|$)")
_DELIMITER_CELL = re.compile(r":?-+:?")
_UNESCAPED_BAR = re.compile(r"(?<!\\)\|")
# May stand behind a formula of its own.
_FORMULA_END = ".,;:"
_TAB_STOP = 4
_CODE_INDENT = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line as far as it decides what it begins.

    Attributes:
        text: Its beginning without indentation; `HEAD_CHARS` with indentation at most.
        indent: Columns of indentation, tabs counted to the next multiple of four.
        start: First character in the whole text.
        end: One past the last, without the line break.
        whole: Whether `text` is all of it.
        previous_end: Where the block's line before this one ended.
    """

    HEAD_CHARS: ClassVar[int] = 1000

    text: str
    indent: int
    start: int
    end: int
    whole: bool
    previous_end: int = 0

    @classmethod
    def of(cls, head: str, start: int, length: int) -> Line:
        """The line that begins with `head` and is `length` characters long."""
        text = head.lstrip(" \t")
        indent = _columns(head[: len(head) - len(text)])
        return cls(text.rstrip(" \t\r"), indent, start, start + length, length <= cls.HEAD_CHARS)

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text and self.whole

    @property
    def indented(self) -> bool:
        """Whether it is indented as far as code."""
        return self.indent >= _CODE_INDENT

    def after(self, previous_end: int) -> Line:
        """The same line, knowing where the one before it ended."""
        return replace(self, previous_end=previous_end)

    def dedented(self, columns: int) -> Line:
        """The same line as seen from inside a container that is indented so far."""
        return replace(self, indent=max(0, self.indent - columns))

    def behind(self, characters: int) -> Line:
        """What stands behind the first characters of `text`."""
        rest = self.text[characters:]
        text = rest.lstrip(" \t")
        return replace(self, text=text, indent=_columns(rest[: len(rest) - len(text)]))

    def without_quote(self) -> Line:
        """What is quoted on this line."""
        inner = self.behind(1)
        return inner.dedented(1) if inner.indent else inner


@dataclass(frozen=True, slots=True)
class FencedLine:
    """A line that opens fenced code.

    Attributes:
        fence: The backticks or tildes.
        language: The first word behind them; may be empty.
    """

    fence: str
    language: str

    def closed_by(self, line: Line) -> bool:
        """Whether a later line ends the code: the same character, at least as often, alone."""
        if line.indented or not line.whole or len(line.text) < len(self.fence):
            return False
        return not line.text.strip(self.fence[0])


@dataclass(frozen=True, slots=True)
class ListMarker:
    """The marker of a list item.

    Attributes:
        kind: The bullet, or the character behind the number; another one begins another list.
        content_indent: Columns a line must be indented to belong to the item.
        ordered_start: The number; None for bullets.
        rest: The line as seen from inside the item.
    """

    kind: str
    content_indent: int
    ordered_start: int | None
    rest: Line


def fence_of(line: Line) -> FencedLine | None:
    """The code fence a line opens, if it does."""
    found = None if line.indented else _FENCE.match(line.text)
    if found is None:
        return None
    info = (found[2] if found[1] else found[4]).strip()
    return FencedLine(found[1] or found[3], info.split(maxsplit=1)[0] if info else "")


def is_heading(line: Line) -> bool:
    """Whether it is a heading that begins with number signs."""
    return not line.indented and _HEADING.match(line.text) is not None


def is_rule(line: Line) -> bool:
    """Whether it is a line across the page."""
    return not line.indented and line.whole and _RULE.match(line.text) is not None


def is_setext_underline(line: Line) -> bool:
    """Whether it makes the paragraph above it a heading."""
    return not line.indented and line.whole and _SETEXT.match(line.text) is not None


def is_quote(line: Line) -> bool:
    """Whether it begins or continues a quotation."""
    return not line.indented and line.text.startswith(">")


def list_marker(line: Line) -> ListMarker | None:
    """The list item a line begins, if it does; a rule looks alike and is to be asked for first."""
    found = _ITEM.match(line.text)
    if found is None or is_rule(line):
        return None
    rest = line.behind(found.end())
    # Five columns and more behind the marker are one column and indented code.
    inner = rest.indent if rest.text and rest.indent <= _CODE_INDENT else 1
    return ListMarker(
        kind=found[1] or found[3],
        content_indent=line.indent + found.end() + inner,
        ordered_start=int(found[2]) if found[2] else None,
        rest=rest.dedented(inner),
    )


def formula_of(line: Line) -> str:
    """What closes the formula that begins on this line and fills it; empty if none does.

    A formula with words beside it belongs to its paragraph.
    """
    closing = {"$$": "$$", "\\[": "\\]"}.get(line.text[:2], "")
    if line.indented or not line.whole or not closing:
        return ""
    return closing if closing not in line.text[2:] or is_formula(line, closing) else ""


def is_formula(line: Line, closing: str) -> bool:
    """Whether a formula that begins on this line ends with it too."""
    inner = line.text[2:].rstrip(_FORMULA_END)
    return inner.find(closing) == len(inner) - len(closing) > 0


def closes_formula(line: Line, closing: str) -> bool:
    """Whether a formula that is open ends with this line."""
    return line.whole and line.text.rstrip(_FORMULA_END).endswith(closing)


def interrupts_paragraph(line: Line) -> bool:
    """Whether it begins another block although no blank line stands before it."""
    if line.indented:
        return False
    if is_heading(line) or is_rule(line) or is_quote(line) or fence_of(line) or formula_of(line):
        return True
    item = list_marker(line)
    return item is not None and bool(item.rest.text) and item.ordered_start in (None, 1)


def delimiter_columns(line: Line) -> int:
    """How many columns the line below a table's head announces; 0 if it is none."""
    if line.indented or not line.whole or not line.text or line.text.strip("|-: \t"):
        return 0
    cells = _cells(line.text)
    return len(cells) if all(_DELIMITER_CELL.fullmatch(cell) for cell in cells) else 0


def table_columns(line: Line) -> int:
    """How many columns a line would have as the head of a table; 0 if it can be none."""
    if line.indented or not line.whole or "|" not in line.text:
        return 0
    return len(_cells(line.text))


def _cells(text: str) -> list[str]:
    cells = [cell.strip() for cell in _UNESCAPED_BAR.split(text)]
    if len(cells) > 1 and not cells[0]:
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1]:
        cells = cells[:-1]
    return cells


def _columns(whitespace: str) -> int:
    columns = 0
    for character in whitespace:
        columns += _TAB_STOP - columns % _TAB_STOP if character == "\t" else 1
    return columns
