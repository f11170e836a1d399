"""The text of one PDF page, cleaned of what only the printing needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
_SURROGATES = re.compile("[\ud800-\udfff]")
_MANY_LINE_BREAKS = re.compile(r"\n{3,}")
_LINE_END_HYPHEN = re.compile("[-\u00ad]\n")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD_CHARS = 40
_WORD_BEFORE = re.compile(r"[^\W\d_]+\Z")
_WORD_AFTER = re.compile(r"[^\W\d_]+")
_BLANK_PAGE_BYTES = 64
_FORM_DEPTH = 3
_EMPTY_STREAM_BYTES = 32


def page_text(page: PageObject) -> str:
    """What a page says: lines without spaces at their ends, ligatures as letters."""
    text = page.extract_text().replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATES.sub("\ufffd", text.translate(_CONTROLS).translate(_LIGATURES))
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return _MANY_LINE_BREAKS.sub("\n\n", lines).strip()


def shows_something(page: PageObject) -> bool:
    """Whether a page without text is more than blank paper: a picture or a drawing."""
    if _holds_picture(page.get("/Resources"), _FORM_DEPTH):
        return True
    contents = page.get_contents()
    return contents is not None and len(contents.get_data().strip()) > _BLANK_PAGE_BYTES


def is_garbled(text: str) -> bool:
    """Whether most of a text is signs that stand for unknown letters."""
    return 2 * text.count("\ufffd") > len(text) - text.count(" ") - text.count("\n")


def contents_lost(page: PageObject) -> bool:
    """Whether a page has contents of which nothing could be unpacked."""
    contents = page.get("/Contents")
    contents = contents.get_object() if contents is not None else None
    streams = contents if isinstance(contents, list) else [contents]
    for reference in streams:
        stream = reference.get_object() if reference is not None else None
        # pypdf gives no public way to the packed bytes, and no error where it unpacks nothing.
        packed = getattr(stream, "_data", b"")
        if stream is not None and len(packed) > _EMPTY_STREAM_BYTES and not stream.get_data():
            return True
    return False


def joined_words(pages: Sequence[str]) -> list[str]:
    """The pages with words that were broken at line ends made whole.

    Whether a hyphen belongs to the word ("well-known") the rest of the document decides; where it
    says nothing, the hyphen goes.
    """
    if not any("-\n" in page or "\u00ad" in page for page in pages):
        return list(pages)
    words = {word.lower() for page in pages for word in _WORD.findall(page)}
    return [_joined(page, words).replace("\u00ad", "") for page in pages]


def _joined(page: str, words: set[str]) -> str:
    pieces = []
    position = 0
    for hyphen in _LINE_END_HYPHEN.finditer(page):
        before = _WORD_BEFORE.search(
            page, max(position, hyphen.start() - _WORD_CHARS), hyphen.start()
        )
        after = _WORD_AFTER.match(page, hyphen.end(), hyphen.end() + _WORD_CHARS)
        if before is None or after is None or not after[0][0].islower():
            continue
        whole = f"{before[0]}{after[0]}".lower()
        keeps_hyphen = f"{before[0]}-{after[0]}".lower() in words and whole not in words
        pieces.append(page[position : hyphen.start()])
        pieces.append("-" if keeps_hyphen and hyphen[0][0] == "-" else "")
        position = hyphen.end()
    pieces.append(page[position:])
    return "".join(pieces)


def _holds_picture(resources: Any, depth: int) -> bool:
    """Whether a page's or form's resources name a picture."""
    resources = resources.get_object() if resources is not None else None
    named = resources.get("/XObject") if isinstance(resources, dict) else None
    named = named.get_object() if named is not None else None
    if not isinstance(named, dict):
        return False
    for value in named.values():
        thing = value.get_object()
        if not isinstance(thing, dict):
            continue
        if thing.get("/Subtype") == "/Image":
            return True
        if depth > 0 and _holds_picture(thing.get("/Resources"), depth - 1):
            return True
    return False
