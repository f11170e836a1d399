"""How much a document may hold: enough for any book, too little to fill a computer's memory."""

from __future__ import annotations

from assistant_studio.language import ngettext

MAX_FILE_BYTES = 1 << 30
"""Any file: a larger one is not even copied."""

MAX_TEXT_FILE_BYTES = 64 << 20
"""A plain text or Markdown file."""

MAX_HTML_FILE_BYTES = 32 << 20
"""A web page; its tree takes many times the file's size in memory."""

MAX_TEXT_CHARS = 64 << 20
"""The text taken from one document of any kind."""

MAX_PDF_FILE_BYTES = 1 << 30
MAX_PDF_PAGES = 50_000

MAX_ARCHIVE_ENTRIES = 50_000
"""Files inside an archive or a document that is one."""

MAX_PART_BYTES = 64 << 20
"""One part of such a document, unpacked; its tree takes many times that in memory."""

MAX_UNPACKED_BYTES = 1 << 30
"""All that is inside an archive, unpacked, archives inside it included."""

MAX_INNER_DEPTH = 3
"""Documents in archives in messages in archives; what lies deeper is left out."""

MAX_INNER_DOCUMENTS = 5_000
"""Documents inside an archive or a message."""

MAX_SLIDES = 10_000
MAX_COLUMNS = 16_384
"""Of a table, as many as a spreadsheet can have."""

MAX_MAIL_PARTS = 400
"""Parts of a message inside each other, by the boundaries it names."""

MAX_JSON_DEPTH = 500
MAX_SECTIONS = 500_000
"""Places in one document that passages keep apart."""

MAX_HEADINGS = 200_000
MAX_HEADING_CHARS = 200
"""Longer headings are shortened where they name a place; the text keeps them whole."""


def spoken_size(size_bytes: int) -> str:
    """A size as file managers say it, such as "300 MB"."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size_bytes >= factor:
            return f"{size_bytes / factor:.3g} {unit}"
    return ngettext("{count} byte", "{count} bytes", size_bytes)
