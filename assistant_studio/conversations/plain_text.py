"""A Markdown text without its marks, as it reads in a letter or is read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.token import Token

from assistant_studio.conversations.links import safe_address
from assistant_studio.conversations.positions import parser

_PARSER = parser()
_BULLET = "• "


def plain_text(markdown: str) -> str:
    """The words of a Markdown text, its lists and tables as lines; code and formulas as written."""
    return _Writer().written(_PARSER.parse(markdown))


class _Writer:
    """Writes the tokens of a text as lines."""

    def __init__(self) -> None:
        self._out: list[str] = []
        # For each list that is open: the number of its next item, or None for bullets.
        self._lists: list[int | None] = []
        self._cells: list[str] | None = None
        self._first_in_item = False

    def written(self, tokens: list[Token]) -> str:
        """The whole text."""
        for token in tokens:
            self._token(token)
        return "\n".join(self._out).strip("\n")

    def _token(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._text("".join(_inline(token.children or [])))
            case "fence" | "code_block":
                self._gap()
                self._out += [
                    self._indent + line for line in token.content.rstrip("\n").split("\n")
                ]
            case "hr":
                self._gap()
                self._out.append("* * *")
            case "table_open":
                self._gap()
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._out.append("\t".join(self._cells or []))
                self._cells = None
            case _:
                self._structure(token)

    def _structure(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._open_list(None)
            case "ordered_list_open":
                self._open_list(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._first_in_item = True
            case "paragraph_open" | "heading_open" if not self._first_in_item and not token.hidden:
                self._gap()

    @property
    def _indent(self) -> str:
        return "  " * len(self._lists)

    def _open_list(self, start: int | None) -> None:
        if not self._lists:
            self._gap()
        self._lists.append(start)

    def _gap(self) -> None:
        if self._out and self._out[-1]:
            self._out.append("")

    def _text(self, text: str) -> None:
        if self._cells is not None:
            self._cells.append(text)
            return
        lines = text.split("\n")
        indent = self._indent
        if self._first_in_item:
            self._first_in_item = False
            self._out.append(indent[2:] + self._mark() + lines.pop(0))
        self._out += [indent + line for line in lines]

    def _mark(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return _BULLET
        self._lists[-1] = number + 1
        return f"{number}. "


def _inline(tokens: list[Token]) -> Iterator[str]:
    """The text of a paragraph; behind the words of a link stands where it leads."""
    target, words = "", ""
    for token in tokens:
        match token.type:
            case "link_open":
                address = safe_address(str(token.attrs.get("href", "")))
                target, words = address.url if address else "", ""
                continue
            case "link_close":
                if target and target.removeprefix("mailto:") != words:
                    yield f" ({target})"
                target = ""
                continue
            case "softbreak" | "hardbreak":
                said = "\n"
            case "image":
                alt = "".join(child.content for child in token.children or [])
                said = f"[{alt}]" if alt else ""
            case _:
                said = token.content
        words += said
        yield said
