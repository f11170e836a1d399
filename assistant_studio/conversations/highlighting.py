"""Code as rich text: a few kinds of words in the theme's colours."""

from __future__ import annotations

import functools
import html
import time
from collections.abc import Iterable, Iterator

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class, get_all_lexers
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType

from assistant_studio.conversations.colors import TextColors

# Beyond these, colours would cost more time than a person would wait for them.
MAX_CODE_CHARS = 12_000
MAX_SECONDS = 0.04
# Code is drawn in parts, so that code that grows is not drawn from its first line each time.
PART_LINES = 40

_CLASSES: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "comment"),
    (String, "string"),
    (Number, "number"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Tag, "keyword"),
)


def highlighted(
    code: str, language: str, colors: TextColors, max_seconds: float = MAX_SECONDS
) -> tuple[str, ...]:
    """Code in parts of `PART_LINES` lines, each as the inside of a `<pre>`.

    The markup is escaped text and coloured `<span>`s that end with their line, nothing else; the
    parts joined by line breaks are the whole.

    Args:
        code: As it was written.
        language: Any name Pygments knows, capitals do not matter; others stay plain.
        colors: The theme's.
        max_seconds: What is not coloured by then stays plain.
    """
    lexer = _lexer(language.casefold()) if len(code) <= MAX_CODE_CHARS else None
    tokens = [("", code)] if lexer is None else _tokens(lexer, code, max_seconds)
    lines = _lines(tokens, colors)
    return tuple(
        "\n".join(lines[start : start + PART_LINES]) for start in range(0, len(lines), PART_LINES)
    )


class GrowingCode:
    """Colours code that still grows: only its last part is looked at again.

    Each part is coloured by itself, so a text that began in the part before may look plain until
    the code is whole and `highlighted` has seen all of it.
    """

    def __init__(self, language: str, colors: TextColors) -> None:
        self._language = language
        self._colors = colors
        self._known: dict[int, tuple[str, str]] = {}

    def parts(self, code: str) -> tuple[str, ...]:
        """The parts of the code so far, as `highlighted` gives them."""
        lines = code.split("\n")
        found = []
        for place, start in enumerate(range(0, len(lines), PART_LINES)):
            part = "\n".join(lines[start : start + PART_LINES])
            if place not in self._known or self._known[place][0] != part:
                self._known[place] = (part, self._painted(part, len(code)))
            found.append(self._known[place][1])
        return tuple(found)

    def _painted(self, part: str, whole_chars: int) -> str:
        language = self._language if whole_chars <= MAX_CODE_CHARS else ""
        return "\n".join(highlighted(part, language, self._colors))


def _lines(tokens: Iterable[tuple[str, str]], colors: TextColors) -> list[str]:
    """The markup of each line; neighbouring words of one kind share a span."""
    lines: list[str] = []
    line: list[tuple[str, str]] = []
    for kind, text in tokens:
        first, *following = text.split("\n")
        _add(line, kind, first)
        for piece in following:
            lines.append(_markup(line, colors))
            line = []
            _add(line, kind, piece)
    lines.append(_markup(line, colors))
    return lines


def _add(line: list[tuple[str, str]], kind: str, text: str) -> None:
    if line and line[-1][0] == kind:
        line[-1] = (kind, line[-1][1] + text)
    elif text:
        line.append((kind, text))


def _markup(line: Iterable[tuple[str, str]], colors: TextColors) -> str:
    return "".join(
        f'<span style="color:{getattr(colors, kind)}">{html.escape(text)}</span>'
        if kind
        else html.escape(text)
        for kind, text in line
    )


def _tokens(lexer: Lexer, code: str, max_seconds: float) -> Iterator[tuple[str, str]]:
    """Class and text of each piece; together they are exactly `code`."""
    give_up_at = time.perf_counter() + max_seconds
    position = 0
    for start, token, value in lexer.get_tokens_unprocessed(code):
        if start != position or time.perf_counter() > give_up_at:
            break
        position += len(value)
        yield _class_of(token), value
    if position < len(code):
        yield "", code[position:]


@functools.cache
def _class_of(token: _TokenType) -> str:
    return next((name for kind, name in _CLASSES if kind in token.split()), "")


@functools.lru_cache(maxsize=32)
def _lexer(language: str) -> Lexer | None:
    name = _names().get(language)
    found = find_lexer_class(name) if name else None
    return found() if found else None


@functools.cache
def _names() -> dict[str, str]:
    """Each short name of a language to the lexer's own; asked only of those Pygments ships."""
    names = {
        alias.casefold(): name
        for name, aliases, _, _ in get_all_lexers(plugins=False)
        for alias in aliases
    }
    return {language: name for language, name in names.items() if name != "Text only"}
