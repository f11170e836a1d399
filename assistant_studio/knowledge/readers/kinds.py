"""Telling what a file is: by its first bytes, and only then by its name."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO

from assistant_studio.language import N_

HEAD_BYTES = 4096
_PDF_MARK_WITHIN_BYTES = 1024


class FileKind(Enum):
    """The kinds that a reader knows; the value is what a person calls one."""

    PDF = N_("a PDF")
    DOCX = N_("a Word document")
    PPTX = N_("a presentation")
    XLSX = N_("a spreadsheet")
    ODF = N_("an OpenDocument file")
    EPUB = N_("an e-book")
    RTF = N_("a rich text document")
    ZIP = N_("an archive")
    MAIL = N_("an e-mail")
    TABLE = N_("a table")
    JSON = N_("JSON data")
    CODE = N_("source code")
    HTML = N_("a web page")
    MARKDOWN = N_("a Markdown file")
    TEXT = N_("plain text")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A kind of file that no reader knows.

    Attributes:
        what: What a person calls it, such as "a picture".
        hint: How its text can be had all the same.
    """

    what: str
    hint: str


CODE_SUFFIXES = tuple(
    """
    .py .pyi .js .mjs .cjs .jsx .ts .tsx .java .kt .kts .scala .c .h .cc .cpp .cxx .hpp .hh .cs .go
    .rs .rb .php .swift .m .mm .lua .pl .pm .r .jl .dart .ex .exs .erl .hs .ml .fs .vb .sql .sh
    .bash .zsh .ps1 .qml .css .scss .vue .svelte .gradle .groovy .zig .nim .proto
    """.split()
)
SUFFIXES = {
    ".pdf": FileKind.PDF,
    ".docx": FileKind.DOCX,
    ".docm": FileKind.DOCX,
    ".dotx": FileKind.DOCX,
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".potx"), FileKind.PPTX),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx"), FileKind.XLSX),
    **dict.fromkeys((".odt", ".ott", ".ods", ".ots", ".odp", ".otp"), FileKind.ODF),
    ".epub": FileKind.EPUB,
    ".rtf": FileKind.RTF,
    ".zip": FileKind.ZIP,
    ".eml": FileKind.MAIL,
    **dict.fromkeys((".csv", ".tsv", ".tab"), FileKind.TABLE),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".geojson"), FileKind.JSON),
    **dict.fromkeys(CODE_SUFFIXES, FileKind.CODE),
    ".html": FileKind.HTML,
    ".htm": FileKind.HTML,
    ".xhtml": FileKind.HTML,
    ".md": FileKind.MARKDOWN,
    ".markdown": FileKind.MARKDOWN,
    ".mdown": FileKind.MARKDOWN,
    ".mkd": FileKind.MARKDOWN,
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
}

_NO_TEXT = N_(
    "Add a file that holds text: PDF, a Word document, a web page, Markdown or plain text."
)


_PICTURE = Foreign(N_("a picture"), N_("Reading text from pictures is not part of this version."))
_SOUND = Foreign(N_("sound or video"), _NO_TEXT)
_ARCHIVE = Foreign(
    N_("an archive of a kind other than ZIP"), N_("Unpack it, and add the files in it.")
)
_PROGRAM = Foreign(N_("a program"), _NO_TEXT)
OLD_OFFICE = Foreign(
    N_("a document of an older Office program"),
    N_("Open it in its program, save it as DOCX, XLSX, PPTX or PDF, and add that."),
)
UNKNOWN_DATA = Foreign(N_("data without text"), _NO_TEXT)
BROKEN_ZIP = Foreign(N_("an archive that is cut off or damaged"), _NO_TEXT)

_MAGIC = (
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"BM", _PICTURE),
    (b"ID3", _SOUND),
    (b"OggS", _SOUND),
    (b"fLaC", _SOUND),
    (b"\x1aE\xdf\xa3", _SOUND),
    (b"\x1f\x8b", _ARCHIVE),
    (b"BZh", _ARCHIVE),
    (b"\xfd7zXZ\0", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", _ARCHIVE),
    (b"\x7fELF", _PROGRAM),
    (b"MZ", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (
        b"SQLite format 3\0",
        Foreign(N_("a database"), N_("Export its tables as text, and add that.")),
    ),
    (b"%!PS", Foreign(N_("a PostScript file"), N_("Convert it to PDF, and add that."))),
    (b"GGUF", Foreign(N_("a language model"), N_("Add it on the Models screen."))),
)
_SHORT_MAGIC = frozenset({b"BM", b"MZ", b"ID3", b"BZh", b"GIF8", b"GGUF", b"OggS", b"fLaC"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
# What is in an archive of each kind, and what else must be there: people's folders may be called
# "word" or "xl", too.
_PACKAGES = (
    ("word/", "word/document.xml", FileKind.DOCX),
    ("xl/", "xl/workbook.xml", FileKind.XLSX),
    ("ppt/", "ppt/presentation.xml", FileKind.PPTX),
)
_PACKAGE_MARKS = ("[Content_Types].xml", "_rels/.rels")
_AS_SHEET = N_("Open it in its program, save it as XLSX or PDF, and add that.")
_OLD_OFFICE_KINDS = (
    (
        "WordDocument",
        Foreign(
            N_("an old Word document (.doc)"),
            N_("Open it in its program, save it as DOCX or PDF, and add that."),
        ),
    ),
    (
        "PowerPoint Document",
        Foreign(
            N_("an old presentation (.ppt)"),
            N_("Open it in its program, save it as PPTX or PDF, and add that."),
        ),
    ),
    ("Workbook", Foreign(N_("an old spreadsheet (.xls)"), _AS_SHEET)),
    ("Book", Foreign(N_("an old spreadsheet (.xls)"), _AS_SHEET)),
    (
        "__properties_version1.0",
        Foreign(
            N_("an Outlook message (.msg)"),
            N_("Open it in its program, save it as EML or PDF, and add that."),
        ),
    ),
)
_MAIL_HEADER = re.compile(
    rb"^(From|To|Subject|Date|Message-ID|Received|Return-Path|MIME-Version):[ \t]",
    re.MULTILINE | re.IGNORECASE,
)
_MAIL_HEADERS = 4
_HTML_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,1000}?-->\s*)?"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def content_kind(file: BinaryIO, name_says: FileKind | None) -> FileKind | Foreign | None:
    """What the content is beyond doubt; None for what may be any kind of text.

    Args:
        file: Read from its beginning.
        name_says: A PDF may begin with other bytes where the name promises one, and a text may
            begin with the few letters of a short mark.
    """
    head = file.read(HEAD_BYTES)
    if b"%PDF-" in head[:_PDF_MARK_WITHIN_BYTES]:
        starts = head.lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-")
        if starts or name_says is FileKind.PDF:
            return FileKind.PDF
    if head.startswith(_ZIP_STARTS):
        return _zip_kind(file, name_says)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return FileKind.RTF
    if head.startswith(_OLE):
        return OLD_OFFICE
    return _foreign_kind(head)


def old_office_kind(head: bytes) -> Foreign:
    """What a document of an older Office program is, by the names in its directory."""
    for name, kind in _OLD_OFFICE_KINDS:
        if name.encode("utf-16-le") in head:
            return kind
    return OLD_OFFICE


def looks_like_mail(head: bytes) -> bool:
    """Whether a file begins with the lines that servers put before a message."""
    lines = head.split(b"\n\n")[0].split(b"\r\n\r\n")[0]
    return len(set(name.lower() for name in _MAIL_HEADER.findall(lines))) >= _MAIL_HEADERS


def looks_like_html(head: bytes) -> bool:
    """Whether a file begins as web pages do."""
    return _HTML_START.match(head) is not None


def is_plain(head: bytes) -> bool:
    """Whether these bytes hold no control characters, as those of a text."""
    return not head.translate(None, bytes(set(range(256)) - set(range(9)) - {11, *range(14, 32)}))


def _foreign_kind(head: bytes) -> Foreign | None:
    if head[4:12] in (b"ftypheic", b"ftypavif", b"ftypmif1"):
        return _PICTURE
    if head[4:8] == b"ftyp":
        return _SOUND
    if head.startswith(b"RIFF"):
        return _PICTURE if head[8:12] == b"WEBP" else _SOUND
    for mark, kind in _MAGIC:
        if head.startswith(mark) and not (mark in _SHORT_MAGIC and is_plain(head)):
            return kind
    return None


def _zip_kind(file: BinaryIO, name_says: FileKind | None) -> FileKind | Foreign:
    """What a ZIP archive holds, by the names in its directory."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError):
        return BROKEN_ZIP
    marked = any(mark in names for mark in _PACKAGE_MARKS)
    for folder, main, kind in _PACKAGES:
        if main in names or (
            (marked or name_says is kind) and any(name.startswith(folder) for name in names)
        ):
            return kind
    if "META-INF/container.xml" in names:
        return FileKind.EPUB
    if "content.xml" in names and ("mimetype" in names or "META-INF/manifest.xml" in names):
        return FileKind.ODF
    return FileKind.ZIP
