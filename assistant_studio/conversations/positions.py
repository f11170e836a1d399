"""markdown-it with one addition: each inline token knows where in the source it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from assistant_studio.conversations.formulas import inline_end

_AT = "at"
FORMULA = "formula"


class _StateWithPositions(StateInline):
    """Notes at each token where in the inline text the parser stood."""

    _pending_at = 0

    def append_pending(self, text: str) -> None:
        if not self.pending:
            self._pending_at = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 - markdown-it's name
        token = super().pushPending()
        token.meta[_AT] = self._pending_at
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta[_AT] = self.pos
        return token


class _ParserWithPositions(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _StateWithPositions(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _formula(state: StateInline, silent: bool) -> bool:
    """markdown-it's rule for formulas; the token holds the whole source, delimiters included."""
    if state.src[state.pos] not in "$\\":
        return False
    end = inline_end(state.src, state.pos)
    if end < 0 or end > state.posMax:
        return False
    if not silent:
        state.push(FORMULA, "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def parser() -> MarkdownIt:
    """CommonMark with tables, strike-through and formulas; HTML is text, links are not judged."""
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.inline = _ParserWithPositions()
    markdown.enable(["table", "strikethrough"])
    markdown.inline.ruler.before("escape", FORMULA, _formula)
    # What stands in a reply is shown; a definition of a link would vanish. The joins would lose
    # the positions.
    markdown.disable(["reference", "html_inline", "html_block", "fragments_join", "text_join"])
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of text inside a paragraph.

    Attributes:
        text: As it is read.
        start: Where it begins in the inline text.
        end: One past its last character there.
        verbatim: Whether each character of `text` is one of the source; a mark can then fall
            inside it.
    """

    text: str
    start: int
    end: int
    verbatim: bool


def fragments(tokens: list[Token]) -> list[Token | Fragment]:
    """Inline tokens with the texts among them as fragments; texts that touch are joined."""
    found: list[Token | Fragment] = []
    position = 0
    for token in tokens:
        at = max(position, token.meta.get(_AT, position))
        match token.type:
            case "text":
                piece = Fragment(token.content, at, at + len(token.content), verbatim=True)
            case "text_special":
                piece = Fragment(token.content, at, at + len(token.markup), verbatim=False)
            case "code_inline":
                position = at + len(token.content) + 2 * len(token.markup)
                found.append(token)
                continue
            case "formula":
                position = at + len(token.content)
                found.append(token)
                continue
            case _:
                position = at
                found.append(token)
                continue
        position = piece.end
        if piece.text:
            _append(found, piece)
    return found


def _append(found: list[Token | Fragment], piece: Fragment) -> None:
    last = found[-1] if found else None
    if isinstance(last, Fragment) and last.verbatim and piece.verbatim and last.end == piece.start:
        found[-1] = Fragment(last.text + piece.text, last.start, piece.end, verbatim=True)
    else:
        found.append(piece)


class SourceMap:
    """Finds the place in a block's source for a place in one of its inline texts.

    markdown-it hands inline text over without indentation, markers and the blanks around table
    cells; each of its lines is looked up in the source line it came from.
    """

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._row = -1
        self._column = 0

    def line_starts(self, inline: Token, in_cell: bool) -> list[tuple[int, int]]:
        """For each line of an inline text: where it begins there, and where in the source."""
        row = inline.map[0] if inline.map else 0
        if row != self._row:
            self._row, self._column = row, 0
        starts = []
        inline_at = 0
        for number, line in enumerate(inline.content.split("\n")):
            find = self._cell if in_cell else self._end_of_line
            starts.append((inline_at, find(row + number, line.strip())))
            inline_at += len(line) + 1
        return starts

    def _end_of_line(self, row: int, text: str) -> int:
        if row >= len(self._lines):
            return self._starts[-1]
        line = self._lines[row].rstrip()
        # All that can stand behind the text is the closing marks of a heading.
        column = len(line) - len(text) if line.endswith(text) else line.find(text)
        return self._starts[row] + max(0, column)

    def _cell(self, row: int, text: str) -> int:
        column = self._lines[row].find(text, self._column)
        if column < 0:
            # An escaped bar is longer in the source; the cell's beginning is near enough.
            return self._starts[row] + self._column
        self._column = column + len(text)
        return self._starts[row] + column
