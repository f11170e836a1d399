"""Text from outside as a part of rich text that nothing in it can be taken for markup."""

from __future__ import annotations

import html
import re

# Qt's documents use some of these inside; none of them is text.
_NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2063\ufdd0-\ufdef\ufffc\ufffe\uffff\ud800-\udfff]")
# What Markdown could take for markup; an underline inside a word it does not.
_MARKUP = re.compile(r"[\\`*\[\]<>|$~&#!]|(?<!\w)_|_(?!\w)")
_BREAKS = str.maketrans("\u2028\u2029\x85", "   ")


def escaped(text: str) -> str:
    """Text that no character of can be taken for markup."""
    return html.escape(_NO_TEXT.sub("\ufffd", text.translate(_BREAKS)))


def plain_markdown(text: str) -> str:
    """Text from outside as a part of Markdown in which it stays text: no link, no picture."""
    return _MARKUP.sub(r"\\\g<0>", text)
