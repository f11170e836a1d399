"""Splits a growing Markdown text into blocks of which only the last ones still change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from assistant_studio.conversations.lines import (
    FencedLine,
    Line,
    ListMarker,
    closes_formula,
    delimiter_columns,
    fence_of,
    formula_of,
    interrupts_paragraph,
    is_formula,
    is_heading,
    is_quote,
    is_rule,
    is_setext_underline,
    list_marker,
    table_columns,
)

# A list is cut at an item beyond this, so that the part that still changes stays small.
MAX_LIST_LINES = 20


class BlockKind(StrEnum):
    """What a block is, by how it begins."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    MATH = "math"
    QUOTE = "quote"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a Markdown text; its source is `text[start:end]`.

    Attributes:
        kind: What it is.
        start: First character in the text.
        end: One past the last; the line break after the block is not part of it.
        language: Of fenced code, the first word behind the fence, as written.
    """

    kind: BlockKind
    start: int
    end: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class BlockChanges:
    """What a piece of text did to the blocks: the first `keep` stand, `blocks` follow them."""

    keep: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """The block that the next line may still extend.

    Attributes:
        block: As it stands.
        last: The last line of a paragraph; it may turn out to be the head of a table.
        fence: The fence that is open, in code or inside a list or quote.
        closing: What ends the formula that is open.
        item: The latest outermost item of a list.
        lines: How many lines of a list came so far.
        after_blank: Whether a blank line came last.
        lazy: Whether a paragraph is open inside a list or quote, which goes on without markers.
    """

    block: Block
    last: Line | None = None
    fence: FencedLine | None = None
    closing: str = ""
    item: ListMarker | None = None
    lines: int = 1
    after_blank: bool = False
    lazy: bool = False

    def extended(self, end: int) -> _Open:
        """The same block, reaching as far as `end`."""
        return replace(self, block=replace(self.block, end=end), lines=self.lines + 1)


_Step = tuple[tuple[Block, ...], _Open | None]


class BlockSplitter:
    """Takes a Markdown text piece by piece and says which blocks it is made of so far.

    It keeps offsets only, never the text, and looks at each line a bounded number of characters
    deep, so that the whole takes time in proportion to the text however it is cut.
    """

    def __init__(self) -> None:
        self._finished: list[Block] = []
        self._open: _Open | None = None
        self._line_start = 0
        self._line_length = 0
        self._line_head = ""
        self._tail: tuple[Block, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of the text so far."""
        return (*self._finished, *self._tail)

    def feed(self, text: str) -> BlockChanges:
        """Take the next piece of the text.

        Returns:
            How many of the blocks so far stand for good, and those that follow now.
        """
        keep = len(self._finished)
        *complete, rest = text.split("\n")
        for piece in complete:
            self._grow_line(piece)
            done, self._open = _step(self._open, self._current_line())
            self._finished.extend(done)
            self._line_start += self._line_length + 1
            self._line_length, self._line_head = 0, ""
        self._grow_line(rest)
        self._tail = self._provisional_tail()
        return BlockChanges(keep, (*self._finished[keep:], *self._tail))

    def _grow_line(self, piece: str) -> None:
        room = Line.HEAD_CHARS - len(self._line_head)
        if room > 0:
            self._line_head += piece[:room]
        self._line_length += len(piece)

    def _current_line(self) -> Line:
        return Line.of(self._line_head, self._line_start, self._line_length)

    def _provisional_tail(self) -> tuple[Block, ...]:
        if not self._line_length:
            return () if self._open is None else (self._open.block,)
        done, still_open = _step(self._open, self._current_line())
        return done if still_open is None else (*done, still_open.block)


def split(text: str) -> tuple[Block, ...]:
    """The blocks of a whole text."""
    splitter = BlockSplitter()
    splitter.feed(text)
    return splitter.blocks


def _step(current: _Open | None, line: Line) -> _Step:
    """What one more line finishes, and what is open after it."""
    if current is None:
        return _begin(line)
    return _STEPS[current.block.kind](current, line)


def _begin(line: Line) -> _Step:
    if line.blank:
        return (), None
    if line.indented:
        return (), _Open(Block(BlockKind.CODE, line.start, line.end))
    if is_heading(line):
        return (Block(BlockKind.HEADING, line.start, line.end),), None
    if is_rule(line):
        return (Block(BlockKind.RULE, line.start, line.end),), None
    if fence := fence_of(line):
        return (), _Open(Block(BlockKind.CODE, line.start, line.end, fence.language), fence=fence)
    if closing := formula_of(line):
        formula = Block(BlockKind.MATH, line.start, line.end)
        if is_formula(line, closing):
            return (formula,), None
        return (), _Open(formula, closing=closing)
    if is_quote(line):
        return (), _quote(_Open(Block(BlockKind.QUOTE, line.start, line.end)), line)
    if item := list_marker(line):
        return (), _inside(_Open(Block(BlockKind.LIST, line.start, line.end), item=item), item.rest)
    return (), _Open(Block(BlockKind.PARAGRAPH, line.start, line.end), last=line)


def _close_and_begin(current: _Open, line: Line) -> _Step:
    done, opened = _begin(line)
    return (current.block, *done), opened


def _step_paragraph(current: _Open, line: Line) -> _Step:
    if line.blank:
        return (current.block,), None
    header = current.last
    if header and (columns := delimiter_columns(line)) and columns == table_columns(header):
        table = _Open(Block(BlockKind.TABLE, header.start, line.end))
        if header.start == current.block.start:
            return (), table
        return (replace(current.block, end=header.previous_end),), table
    if is_setext_underline(line):
        return (Block(BlockKind.HEADING, current.block.start, line.end),), None
    if interrupts_paragraph(line):
        return _close_and_begin(current, line)
    return (), replace(current.extended(line.end), last=line.after(current.block.end))


def _step_table(current: _Open, line: Line) -> _Step:
    if line.blank:
        return (current.block,), None
    if line.indented or interrupts_paragraph(line):
        return _close_and_begin(current, line)
    return (), current.extended(line.end)


def _step_code(current: _Open, line: Line) -> _Step:
    fence = current.fence
    if fence is None:
        if line.blank:
            return (), current
        if line.indented:
            return (), current.extended(line.end)
        return _close_and_begin(current, line)
    grown = current.extended(line.end)
    return ((grown.block,), None) if fence.closed_by(line) else ((), grown)


def _step_formula(current: _Open, line: Line) -> _Step:
    if line.blank:
        # It was none: nothing closes it.
        return (replace(current.block, kind=BlockKind.PARAGRAPH),), None
    grown = current.extended(line.end)
    return ((grown.block,), None) if closes_formula(line, current.closing) else ((), grown)


def _step_quote(current: _Open, line: Line) -> _Step:
    if line.blank:
        return (current.block,), None
    if is_quote(line):
        return (), _quote(current.extended(line.end), line)
    if current.lazy and not interrupts_paragraph(line):
        return (), current.extended(line.end)
    return _close_and_begin(current, line)


def _quote(current: _Open, line: Line) -> _Open:
    return _inside(current, line.without_quote())


def _step_list(current: _Open, line: Line) -> _Step:
    item = current.item
    assert item is not None
    if line.blank:
        return (), replace(current, after_blank=True)
    if line.indent >= item.content_indent:
        return (), _inside(current.extended(line.end), line.dedented(item.content_indent))
    following = None if is_rule(line) else list_marker(line)
    if following:
        return _next_item(replace(current, fence=None), line, following)
    lazily = current.lazy and not current.after_blank and current.fence is None
    if lazily and not interrupts_paragraph(line):
        return (), current.extended(line.end)
    return _close_and_begin(current, line)


def _next_item(current: _Open, line: Line, item: ListMarker) -> _Step:
    assert current.item is not None
    # Another kind of marker begins another list. Indented, it is meant as a list inside this one,
    # even by models that do not indent it as far as CommonMark asks.
    another = item.kind != current.item.kind and line.indent == 0
    if another or (current.lines >= MAX_LIST_LINES and line.indent == 0):
        return _close_and_begin(current, line)
    return (), _inside(replace(current.extended(line.end), item=item), item.rest)


def _inside(current: _Open, inner: Line) -> _Open:
    """The state after a line inside a list or quote; `inner` is the line without its markers."""
    if current.fence is not None:
        closed = current.fence.closed_by(inner)
        return replace(
            current, fence=None if closed else current.fence, lazy=False, after_blank=False
        )
    nested = list_marker(inner)
    text = nested.rest if nested else inner
    fence = fence_of(text)
    lazy = not (text.blank or fence or is_heading(text) or is_rule(text))
    return replace(current, fence=fence, lazy=lazy, after_blank=False)


_STEPS: dict[BlockKind, Callable[[_Open, Line], _Step]] = {
    BlockKind.PARAGRAPH: _step_paragraph,
    BlockKind.TABLE: _step_table,
    BlockKind.CODE: _step_code,
    BlockKind.MATH: _step_formula,
    BlockKind.QUOTE: _step_quote,
    BlockKind.LIST: _step_list,
}
