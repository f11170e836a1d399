"""Code as rich text: a few kinds of words in the theme's colours."""

from __future__ import annotations

import functools
import html
import time
from collections.abc import Iterator
from itertools import groupby

from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class, get_all_lexers
from pygments.token import Comment, Keyword, Name, Number, Operator, String, _TokenType

from assistant_studio.conversations.colors import TextColors

# Beyond these, colours would cost more time than a person would wait for them.
MAX_CODE_CHARS = 12_000
MAX_SECONDS = 0.05

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
) -> str:
    """Code as the inside of a `<pre>`: escaped text and coloured `<span>`s, nothing else.

    Args:
        code: As it was written.
        language: Any name Pygments knows, capitals do not matter; others stay plain.
        colors: The theme's.
        max_seconds: What is not coloured by then stays plain.
    """
    lexer = _lexer(language.casefold()) if len(code) <= MAX_CODE_CHARS else None
    if lexer is None:
        return html.escape(code)
    pieces = []
    for kind, words in groupby(_tokens(lexer, code, max_seconds), key=lambda token: token[0]):
        text = html.escape("".join(word for _, word in words))
        pieces.append(
            f'<span style="color:{getattr(colors, kind)}">{text}</span>' if kind else text
        )
    return "".join(pieces)


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
