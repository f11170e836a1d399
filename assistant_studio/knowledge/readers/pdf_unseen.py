"""Text on a PDF page that nobody sees: white on white, as small as dust, transparent, not painted.

A scanned page with recognised text is no such case: its letters are not painted because the picture
under them shows them. Nor is white text on a colour.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assistant_studio.knowledge.readers.pdf_paint import SHOWS_TEXT, Painter
from assistant_studio.knowledge.readers.pdf_text import page_text

if TYPE_CHECKING:
    from pypdf import PageObject

# What must be in a page's instructions for any of its text to be unseen; most pages have none of it
# and need no second look.
_SUSPICIOUS = re.compile(
    rb"\b3\s+Tr\b"
    rb"|(?:\b(?:1(?:\.0*)?|0?\.9\d*)\s+)(?:g|sc|scn)\b"
    rb"|(?:(?:\b1(?:\.0*)?|\b0?\.9\d*)\s+){3}(?:rg|sc|scn)\b"
    rb"|(?:\b0(?:\.0*\d*)?\s+){4}(?:k|sc|scn)\b"
    rb"|/[^\s/]+\s+(?:0|[01]?\.\d+|1(?:\.\d+)?)\s+Tf\b"
    rb"|\bgs\b"
    rb"|(?:\s-?0?\.0\d*){1,4}\s[^\n]{0,60}\b(?:Tm|cm)\b"
)
_MAX_CONTENT_BYTES = 8 << 20
_NEXT_LINE = (b"'", b'"')


def seen_text(page: PageObject) -> tuple[str, str]:
    """What a page shows, and what is on it without being seen; mostly empty.

    Args:
        page: Of pypdf; its instructions are changed where something is left out.
    """
    content = page.get_contents()
    data = content.get_data() if content is not None else b""
    if content is None or len(data) > _MAX_CONTENT_BYTES or not _SUSPICIOUS.search(data):
        return page_text(page), ""
    operations = list(content.operations)
    unseen = Painter(page).unseen_of(operations)
    if not unseen:
        return page_text(page), ""
    hidden = _text_of(page, content, operations, _showing(operations) - unseen)
    return _text_of(page, content, operations, unseen), hidden


def _showing(operations: list[tuple[Any, bytes]]) -> set[int]:
    return {at for at, (_, operator) in enumerate(operations) if operator in SHOWS_TEXT}


def _text_of(
    page: PageObject, content: Any, operations: list[tuple[Any, bytes]], without: set[int]
) -> str:
    """The page's text without the instructions at these positions."""
    from pypdf.generic import NameObject

    kept = []
    for at, (operands, operator) in enumerate(operations):
        if at not in without:
            kept.append((operands, operator))
        elif operator in _NEXT_LINE:
            kept.append(([], b"T*"))
    content.operations = kept
    page[NameObject("/Contents")] = content
    return page_text(page)
