"""The text of one paragraph, list item or cell as rich text, with citations and warnings in it."""

from __future__ import annotations

import html
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it.token import Token

from assistant_studio.conversations.colors import TextColors
from assistant_studio.conversations.escaping import escaped
from assistant_studio.conversations.formula_text import formula_text
from assistant_studio.conversations.formulas import latex_of
from assistant_studio.conversations.links import Address, bare_addresses, safe_address
from assistant_studio.conversations.positions import Fragment, fragments

# Stands around the number of a citation, so that the window finds where to draw it.
CITATION_MARK = "\u2063"

_TAGS = {"strong": "b", "em": "i", "s": "s"}


@dataclass(slots=True)
class Marks:
    """What is to be marked in a block; offsets count the characters of its source.

    Attributes:
        unsupported: Start and end of each sentence without a source.
        citations: Where each citation goes, and the number of its source; those that were written
            are taken away.
    """

    unsupported: list[tuple[int, int]] = field(default_factory=list)
    citations: list[tuple[int, int]] = field(default_factory=list)

    def take_citations(self, until: float) -> list[int]:
        """The numbers of the citations that belong before this place."""
        taken = [number for at, number in self.citations if at <= until]
        self.citations = [citation for citation in self.citations if citation[0] > until]
        return taken

    def edges(self, start: int, end: int) -> set[int]:
        """Where something begins or ends inside a stretch of the source."""
        places = {at for sentence in self.unsupported for at in sentence}
        places.update(at for at, _ in self.citations)
        return {at for at in places if start < at < end}

    def is_unsupported(self, at: int) -> bool:
        """Whether a character belongs to a sentence without a source."""
        return any(start <= at < end for start, end in self.unsupported)


class InlineWriter:
    """Writes one inline text.

    Args:
        colors: The theme's.
        marks: The block's; shared by its inline texts.
        places: For each line of the text: where it begins there, and where in the source.
        following: Where the next inline text of the block begins in the source.
    """

    def __init__(
        self,
        colors: TextColors,
        marks: Marks,
        places: list[tuple[int, int]],
        following: float,
    ) -> None:
        self._colors = colors
        self._marks = marks
        self._places = places
        self._following = following
        self._out: list[str] = []
        self._link: Address | None = None
        self._refused: str | None = None

    def written(self, tokens: list[Token]) -> str:
        """The text of these tokens."""
        for piece in fragments(tokens):
            if isinstance(piece, Fragment):
                self._text(piece)
            else:
                self._token(piece)
        self._cite(self._following)
        return "".join(self._out)

    def _text(self, piece: Fragment) -> None:
        start = self._source(piece.start)
        self._cite(start)
        if not piece.verbatim or self._link:
            self._emit(escaped(piece.text), start)
            self._cite(start + piece.end - piece.start)
            return
        position = 0
        for begin, end, address in bare_addresses(piece.text):
            self._plain(piece.text[position:begin], start + position)
            self._emit(self._anchor(address) + escaped(address.url) + "</a>", start + begin)
            self._cite(start + end)
            position = end
        self._plain(piece.text[position:], start + position)

    def _plain(self, text: str, start: int) -> None:
        end = start + len(text)
        for begin, stop in pairwise(sorted({start, end} | self._marks.edges(start, end))):
            self._emit(escaped(text[begin - start : stop - start]), begin)
            self._cite(stop)

    def _emit(self, markup: str, at: int) -> None:
        if markup and self._marks.is_unsupported(at):
            markup = (
                '<span style="text-decoration:underline;'
                f'text-decoration-color:{self._colors.warn}">{markup}</span>'
            )
        self._out.append(markup)

    def _cite(self, until: float) -> None:
        if self._link is not None or self._refused is not None:
            return
        for number in self._marks.take_citations(until):
            # Brackets, so that a copy of the text says what the number is.
            self._out.append(
                f'\u2060<a href="source:{number}" style="color:transparent;'
                'text-decoration:none;font-size:11px;font-weight:600">'
                f"{CITATION_MARK}&nbsp;&nbsp;[{number}]&nbsp;{CITATION_MARK}</a>"
            )

    def _token(self, token: Token) -> None:
        at = self._source(token.meta.get("at", 0))
        self._cite(at)
        kind, _, side = token.type.rpartition("_")
        if kind in _TAGS:
            self._out.append(f"<{'/' if side == 'close' else ''}{_TAGS[kind]}>")
            return
        match token.type:
            case "softbreak" | "hardbreak":
                self._out.append("<br>")
            case "code_inline":
                self._emit(self._code(token.content), at)
            case "formula":
                said = formula_text(latex_of(token.content))
                self._emit(escaped(said) if said else self._code(token.content), at)
            case "image":
                self._out.append(self._picture(token))
            case "link_open":
                self._open_link(str(token.attrs.get("href", "")))
            case "link_close":
                self._close_link()
            case _:
                self._out.append(escaped(token.content))

    def _code(self, code: str) -> str:
        return (
            f"<span style=\"font-family:'{self._colors.mono}';font-size:13px;"
            f'background-color:{self._colors.code}">{escaped(code)}</span>'
        )

    def _picture(self, token: Token) -> str:
        alt = "".join(child.content for child in token.children or [])
        words = escaped(f"[picture: {alt}]" if alt.strip() else "[picture]")
        return f'<span style="color:{self._colors.mute}">{words}</span>'

    def _anchor(self, address: Address) -> str:
        return (
            f'<a href="{html.escape(address.url)}" style="color:{self._colors.accent};'
            'text-decoration:underline">'
        )

    def _open_link(self, target: str) -> None:
        self._link = safe_address(target)
        if self._link is None:
            self._refused = target
        else:
            self._out.append(self._anchor(self._link))

    def _close_link(self) -> None:
        if self._link is not None:
            self._out.append("</a>")
        elif self._refused:
            # Shown, so that nobody wonders what the words pointed to, but nothing to click.
            words = f" ({visible_address(self._refused)})"
            self._out.append(f'<span style="color:{self._colors.mute}">{words}</span>')
        self._link = self._refused = None

    def _source(self, at: int) -> int:
        """The place in the block's source of a place in the inline text."""
        line = bisect_right(self._places, at, key=lambda place: place[0]) - 1
        inline_at, source_at = self._places[max(0, line)]
        return source_at + at - inline_at


def visible_address(target: str) -> str:
    """An address that is only shown; characters that hide or turn text are written out."""
    shown = "".join(
        char if char.isprintable() and char != CITATION_MARK else f"<U+{ord(char):04X}>"
        for char in target[:300]
    )
    return escaped(shown)
