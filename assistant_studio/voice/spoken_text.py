"""An answer as it is read aloud: its words and sources; code and formulas are only announced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from assistant_studio.conversations.positions import FORMULA, parser
from assistant_studio.language import _

_PARSER = parser()
_ENDS = (".", "!", "?", ":", "…", ";")
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def spoken_text(markdown: str, cited: Iterable[tuple[int, Sequence[int]]] = ()) -> str:
    """The text of an answer for a voice, a paragraph a line.

    Args:
        markdown: The answer.
        cited: Of each sentence that has sources, where it ends and their numbers.
    """
    lines: list[str] = []
    cells: list[str] | None = None
    for token in _PARSER.parse(_with_sources(markdown, cited)):
        match token.type:
            case "inline":
                words = " ".join("".join(map(_said, token.children or [])).split())
                if cells is not None:
                    cells.append(words)
                elif words:
                    lines.append(words if words.endswith(_ENDS) else f"{words}.")
            case "fence" | "code_block":
                lines.append(_code(token.info.split()[0] if token.info.split() else ""))
            case "tr_open":
                cells = []
            case "tr_close":
                lines.append(", ".join(cells or []) + ".")
                cells = None
    return "\n".join(lines)


def _with_sources(markdown: str, cited: Iterable[tuple[int, Sequence[int]]]) -> str:
    text = markdown
    for end, numbers in sorted(cited, reverse=True):
        if numbers:
            named = _(" and ").join(map(_number, numbers))
            text = f"{text[:end]} ({_('source {number}', number=named)}) {text[end:]}"
    return text


def _number(number: int) -> str:
    return _(_NUMBERS[number - 1]) if 0 < number <= len(_NUMBERS) else str(number)


def _said(token: Token) -> str:
    match token.type:
        case "softbreak" | "hardbreak":
            return " "
        case "image":
            return ""
        case _ if token.type == FORMULA:
            return _(" a formula ")
    return token.content


def _code(language: str) -> str:
    if language:
        return _("Here stands code in {language}.", language=language)
    return _("Here stands code.")
