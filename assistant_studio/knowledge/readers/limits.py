"""How much a document may hold: enough for any book, too little to fill a computer's memory."""

from __future__ import annotations

MAX_TEXT_FILE_BYTES = 64 << 20
"""A plain text or Markdown file."""

MAX_HTML_FILE_BYTES = 32 << 20
"""A web page; its tree takes many times the file's size in memory."""

MAX_TEXT_CHARS = 64 << 20
"""The text taken from one document of any kind."""

MAX_PDF_FILE_BYTES = 1 << 30
MAX_PDF_PAGES = 50_000

MAX_DOCX_PART_BYTES = 64 << 20
"""A Word document's text part, unpacked; its tree takes many times that in memory."""

MAX_DOCX_ENTRIES = 50_000
"""Files inside a Word document."""

MAX_HEADINGS = 200_000
MAX_HEADING_CHARS = 200
"""Longer headings are shortened where they name a place; the text keeps them whole."""


def spoken_size(size_bytes: int) -> str:
    """A size as file managers say it, such as "300 MB"."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size_bytes >= factor:
            return f"{size_bytes / factor:.3g} {unit}"
    return f"{size_bytes} bytes"
