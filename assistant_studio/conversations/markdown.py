"""One Markdown block as rich text that is safe to show: a few tags, no pictures, no scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from assistant_studio.conversations.blocks import BlockKind
from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.escaping import escaped
from assistant_studio.conversations.inline_text import InlineWriter, Marks
from assistant_studio.conversations.positions import SourceMap, parser
from assistant_studio.conversations.sentence_marks import SentenceMark

# Beyond these a block is shown as plain text: laying it out would hold up the window.
MAX_BLOCK_CHARS = 20_000
MAX_TABLE_CELLS = 1_500

_PARSER = parser()
# Of the font's own height, which for Inter is 1.21 times its size.
_LINE_HEIGHT = "line-height:124%"
_HEADING_PX = {1: 20, 2: 17, 3: 15}
_GAP_PX = 8
_ALIGNMENTS = ("left", "center", "right")
_DELIMITER_CHARS = "|:- \t>*+.)0123456789"
_FENCE_LINE = re.compile(r" {0,3}(`{3,}|~{3,})")


def rich_text(
    source: str, kind: BlockKind, colors: TextColors, marks: Sequence[SentenceMark] = ()
) -> str:
    """A block of text, a list, a table, a heading or a quotation as rich text.

    The result holds nothing but `p b i s span br a ul ol li blockquote pre table tr th td`, with
    attributes from fixed patterns. Links go to http, https and mailto, or are `source:N`.

    Args:
        source: The block's Markdown.
        kind: What the block is; the outermost marks of a quotation are left to the window.
        colors: The theme's.
        marks: Sentences, with offsets into `source`.
    """
    # One character for one, so that every offset stays as it is.
    source = source.replace("\r\n", " \n").replace("\r", "\n")
    if _too_large(source):
        return f'<p style="margin:0;{_LINE_HEIGHT}">{escaped(source).replace(chr(10), "<br>")}</p>'
    return _BlockWriter(source, kind, colors, marks).written()


def code_text(source: str) -> str:
    """The code in a block of code: without its fences, or without its indentation."""
    first, _, rest = source.partition("\n")
    opened = _FENCE_LINE.match(first)
    if opened is None:
        return "\n".join(_dedented(line, 4) for line in source.split("\n"))
    lines = rest.split("\n") if rest else []
    if lines and _closes(lines[-1], opened[1]):
        lines.pop()
    indent = len(first) - len(first.lstrip(" "))
    return "\n".join(_dedented(line, indent) for line in lines)


def _closes(line: str, fence: str) -> bool:
    text = line.strip()
    return len(text) >= len(fence) and not text.strip(fence[0])


def _dedented(line: str, columns: int) -> str:
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(spaces, columns) :]


def _too_large(source: str) -> bool:
    if len(source) > MAX_BLOCK_CHARS:
        return True
    # Each row of a table is filled up to as many cells as its head has.
    lines = source.split("\n")
    heads = [line.count("|") for line in lines if not line.strip(_DELIMITER_CHARS)]
    return max(heads, default=0) * len(lines) > MAX_TABLE_CELLS


class _BlockWriter:
    """Writes the tokens of one block."""

    def __init__(
        self, source: str, kind: BlockKind, colors: TextColors, marks: Sequence[SentenceMark]
    ) -> None:
        self._tokens = _PARSER.parse(source)
        self._map = SourceMap(source)
        self._colors = colors
        self._marks = Marks(
            unsupported=[(mark.start, mark.end) for mark in marks if not mark.supported],
            citations=sorted((mark.end, number) for mark in marks for number in mark.sources),
        )
        self._hidden_quotes = 1 if kind is BlockKind.QUOTE else 0
        self._quotes = 0
        self._out: list[str] = []
        # A first paragraph, in the block or in a list item, has no gap above it.
        self._first = True

    def written(self) -> str:
        """The whole block."""
        texts = self._texts()
        for token in self._tokens:
            if token.type == "inline":
                self._out.append(next(texts).written(token.children or []))
            else:
                self._block(token)
        return "".join(self._out)

    def _texts(self) -> Iterator[InlineWriter]:
        """A writer for each inline text, in order."""
        places = [
            self._map.line_starts(token, in_cell=before.type in ("th_open", "td_open"))
            for before, token in zip(self._tokens, self._tokens[1:], strict=False)
            if token.type == "inline"
        ]
        # A citation belongs to the last text that began before its place.
        following = [place[0][1] for place in places[1:]]
        return (
            InlineWriter(self._colors, self._marks, place, end)
            for place, end in zip(places, [*following, float("inf")], strict=False)
        )

    def _block(self, token: Token) -> None:
        match token.type:
            case "paragraph_open":
                self._paragraph(token)
            case "heading_open":
                size = _HEADING_PX.get(int(token.tag[1]), 14)
                self._open("p", f"font-size:{size}px;font-weight:600;line-height:108%")
            case "paragraph_close" | "heading_close":
                self._out.append("" if token.hidden else "</p>")
            case "fence" | "code_block":
                self._code(token.content)
            case "hr":
                self._open("p", f"color:{self._colors.mute}")
                self._out.append("* * *</p>")
            case "blockquote_open" | "blockquote_close":
                self._quote(opens=token.nesting == 1)
            case _ if token.type.startswith(("table", "tr", "th_", "td_")):
                self._table(token)
            case _ if token.type.endswith(("list_open", "list_close", "item_open", "item_close")):
                self._list(token)

    def _open(self, tag: str, style: str) -> None:
        gap, self._first = (0 if self._first else _GAP_PX), False
        self._out.append(
            f'<{tag} style="margin-top:{gap}px;margin-bottom:0;'
            f'margin-left:0;margin-right:0;{style}">'
        )

    def _paragraph(self, token: Token) -> None:
        if token.hidden:
            self._first = False
        else:
            self._open("p", _LINE_HEIGHT)

    def _code(self, code: str) -> None:
        self._open(
            "pre",
            f"font-family:'{self._colors.mono}';font-size:13px;background-color:{self._colors.code}",
        )
        self._out.append(f"{escaped(code.rstrip(chr(10)))}</pre>")

    def _quote(self, *, opens: bool) -> None:
        self._quotes += 1 if opens else 0
        if self._quotes > self._hidden_quotes:
            style = f"margin-top:0;margin-bottom:0;margin-left:14px;color:{self._colors.mute}"
            self._out.append(f'<blockquote style="{style}">' if opens else "</blockquote>")
        self._quotes -= 0 if opens else 1

    def _list(self, token: Token) -> None:
        if token.type == "list_item_open":
            self._out.append(f'<li style="margin-top:{0 if self._first else 4}px;{_LINE_HEIGHT}">')
            self._first = True
        elif token.nesting == 1:
            start = f' start="{int(token.attrs["start"])}"' if "start" in token.attrs else ""
            # Qt indents lists by 40 pixels; half of that is as the window has it.
            self._out.append(
                f'<{token.tag}{start} style="margin-top:0;margin-bottom:0;margin-left:-18px">'
            )
        else:
            self._out.append(f"</{token.tag}>")
        if token.type == "list_item_close":
            self._first = False

    def _table(self, token: Token) -> None:
        if token.nesting == -1:
            if token.tag in ("table", "tr", "th", "td"):
                self._out.append(f"</{token.tag}>")
            return
        colors = self._colors
        if token.tag == "table":
            self._out.append(
                '<table border="1" cellspacing="0" cellpadding="7" '
                f'style="border-collapse:collapse;border-style:solid;border-color:{colors.line}">'
            )
        elif token.tag == "tr":
            self._out.append("<tr>")
        elif token.tag in ("th", "td"):
            align = str(token.attrs.get("style", "")).rpartition(":")[2]
            side = align if align in _ALIGNMENTS else "left"
            self._out.append(f'<{token.tag} align="{side}">')
