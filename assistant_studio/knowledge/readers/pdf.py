"""Reading PDF files page by page."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import (
    DamagedDocument,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
)
from assistant_studio.knowledge.document import ExtractedText
from assistant_studio.knowledge.readers.limits import (
    MAX_PDF_FILE_BYTES,
    MAX_PDF_PAGES,
    MAX_TEXT_CHARS,
    spoken_size,
)
from assistant_studio.knowledge.readers.pdf_outline import outline_of, sections_of_pages
from assistant_studio.knowledge.readers.pdf_running_lines import without_running_lines
from assistant_studio.knowledge.readers.pdf_text import (
    contents_lost,
    is_garbled,
    joined_words,
    shows_something,
)
from assistant_studio.knowledge.readers.pdf_unseen import seen_text
from assistant_studio.knowledge.readers.source import (
    GET_AGAIN,
    Progress,
    Reading,
    Source,
    damage_named,
)
from assistant_studio.knowledge.readers.unseen import UnseenTexts
from assistant_studio.language import N_, _, ngettext, whole_number

if TYPE_CHECKING:
    from pypdf import PdfReader

_TAIL_BYTES = 1 << 20
_OBJECT_START = re.compile(rb"\d+ \d+ obj\b")
_FORGET_EVERY_PAGES = 50
_PAGE_GAP = "\n\n"
_NO_OCR = N_("Reading text from pictures is not part of this version")


@dataclass(slots=True)
class _Pages:
    """What came of each page.

    Attributes:
        texts: What each says; empty where it says nothing or cannot be read.
        pictures: Numbers of those that show something but say nothing.
        unreadable: Numbers of those that are broken, or whose fonts hide their letters.
        chars: The length of all texts.
    """

    texts: list[str] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    unreadable: list[int] = field(default_factory=list)
    chars: int = 0


def read(source: Source, token: CancelToken) -> Reading:
    """Read a PDF; the pages without text, and those that are damaged, are named."""
    with source.open() as file:
        _check_whole(source, file)
        with damage_named(source, _("its pages cannot be found")):
            reader = _opened(source, file)
            total = len(reader.pages)
        if total > MAX_PDF_PAGES:
            raise DocumentTooLarge(
                _(
                    "{name} has {count} pages; PDFs are read up to {limit}.",
                    name=source.quoted,
                    count=whole_number(total),
                    limit=whole_number(MAX_PDF_PAGES),
                ),
                _("Split it into smaller files and add those."),
            )
        pages = _Pages()
        unseen = UnseenTexts()
        for number in range(1, total + 1):
            token.check()
            _read_page(reader, number, pages, unseen)
            _check_length(source, pages.chars)
            yield Progress(number, total)
        outline = outline_of(reader)
    _require_text(source, pages, hidden=bool(unseen.flags()))
    texts = joined_words(without_running_lines(pages.texts))
    return ExtractedText(
        _PAGE_GAP.join(text for text in texts if text),
        sections_of_pages(texts, len(_PAGE_GAP), outline),
        page_count=total,
        pages_without_text=tuple(pages.pictures),
        notes=_notes(pages),
        flags=unseen.flags(),
    )


def _read_page(reader: PdfReader, number: int, pages: _Pages, unseen: UnseenTexts) -> None:
    text = ""
    try:
        page = reader.pages[number - 1]
        text, hidden = seen_text(page)
        unseen.add(f"Page {number}", hidden)
        if is_garbled(text) or (not text and contents_lost(page)):
            text = ""
            pages.unreadable.append(number)
        elif not text and not hidden and shows_something(page):
            pages.pictures.append(number)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a broken page raises anything, and must cost only itself
        pages.unreadable.append(number)
    pages.texts.append(text)
    pages.chars += len(text)
    if number % _FORGET_EVERY_PAGES == 0:
        # What pypdf has parsed it keeps, pictures and unpacked pages too.
        reader.resolved_objects.clear()


def _check_whole(source: Source, file: BinaryIO) -> None:
    """Refuse a file without its end: what pypdf would find in it is only a part of the document.

    A download that stopped leaves no end mark, or the mark of an earlier part with objects behind
    it (files made for fast web view begin with one).
    """
    size_bytes = file.seek(0, 2)
    if size_bytes > MAX_PDF_FILE_BYTES:
        raise DocumentTooLarge(
            _(
                "{name} has {size}; PDFs are read up to {limit}.",
                name=source.quoted,
                size=spoken_size(size_bytes),
                limit=spoken_size(MAX_PDF_FILE_BYTES),
            ),
            _("Split it into smaller files and add those."),
        )
    file.seek(max(0, size_bytes - _TAIL_BYTES))
    before, mark, behind = file.read().rpartition(b"%%EOF")
    if mark and not _OBJECT_START.search(behind):
        return
    if not mark and behind.rstrip().endswith((b"%%EO", b"%%E", b"%%")):
        return
    raise DamagedDocument(
        _("{name} is cut off: the end of the file is missing.", name=source.quoted), _(GET_AGAIN)
    )


def _opened(source: Source, file: BinaryIO) -> PdfReader:
    """Open with pypdf; a PDF that is encrypted only against changes opens without a password."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(file)
        opens = not reader.is_encrypted or bool(reader.decrypt(""))
    except (DependencyError, NotImplementedError) as error:
        raise EncryptedDocument(
            _("{name} is encrypted in a way that cannot be undone here.", name=source.quoted),
            _("Open it in a PDF viewer, print it to a new PDF, and add that."),
        ) from error
    if not opens:
        raise EncryptedDocument(
            _(
                "{name} is protected with a password, so its text cannot be read.",
                name=source.quoted,
            ),
            _("Open it in a PDF viewer, save a copy without the password, and add that copy."),
        )
    return reader


def _check_length(source: Source, chars: int) -> None:
    if chars > MAX_TEXT_CHARS:
        raise DocumentTooLarge(
            _(
                "{name} holds more than {millions} million characters.",
                name=source.quoted,
                millions=MAX_TEXT_CHARS // 10**6,
            ),
            _("Split it into smaller files and add those."),
        )


def _require_text(source: Source, pages: _Pages, *, hidden: bool) -> None:
    """Refuse a PDF without a word of text, with the reason."""
    if any(pages.texts):
        return
    if hidden:
        raise EmptyDocument(
            _(
                "{name} holds no text that can be seen; what is hidden in it is not read.",
                name=source.quoted,
            ),
            _(
                "{why}: run it through a text recognition program (OCR), and add what that saves.",
                why=_(_NO_OCR),
            ),
        )
    total = len(pages.texts)
    if pages.unreadable and not pages.pictures:
        raise DamagedDocument(
            ngettext(
                "{name} cannot be read: its only page is damaged, has fonts that hide their "
                "letters, or is too complex.",
                "{name} cannot be read: all of its {count} pages are damaged, have fonts that hide "
                "their letters, or are too complex.",
                total,
                name=source.quoted,
            ),
            _("If a PDF viewer shows it, print it from there to a new PDF, and add that."),
        )
    if pages.pictures:
        raise EmptyDocument(
            ngettext(
                "{name} holds pictures only: its only page is a picture without text.",
                "{name} holds pictures only: its {count} pages are pictures without text.",
                total,
                name=source.quoted,
            ),
            _(
                "{why}: run it through a text recognition program (OCR), and add what that saves.",
                why=_(_NO_OCR),
            ),
        )
    if not total:
        said = _("{name} holds no text: it has no pages.", name=source.quoted)
    else:
        said = ngettext(
            "{name} holds no text: its only page is blank.",
            "{name} holds no text: its {count} pages are blank.",
            total,
            name=source.quoted,
        )
    raise EmptyDocument(said, _("Check whether it was saved completely, and add it again."))


def _notes(pages: _Pages) -> tuple[str, ...]:
    notes: list[str] = []
    if pages.pictures:
        notes.append(
            ngettext(
                "{pages} holds pictures only. {why}.",
                "{pages} hold pictures only. {why}.",
                len(pages.pictures),
                pages=_named(pages.pictures),
                why=_(_NO_OCR),
            )
        )
    if pages.unreadable:
        notes.append(
            ngettext(
                "{pages} could not be read and is damaged, has fonts that hide their letters, or "
                "is too complex.",
                "{pages} could not be read and are damaged, have fonts that hide their letters, or "
                "are too complex.",
                len(pages.unreadable),
                pages=_named(pages.unreadable),
            )
        )
    return tuple(notes)


def _named(pages: Sequence[int]) -> str:
    """Page numbers as people write them: "Pages 3–9 and 12"."""
    ranges: list[tuple[int, int]] = []
    for page in pages:
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], page)
        else:
            ranges.append((page, page))
    spoken = [str(first) if first == last else f"{first}–{last}" for first, last in ranges]
    if len(pages) == 1:
        return _("Page {number}", number=spoken[0])
    if len(spoken) == 1:
        return _("Pages {pages}", pages=spoken[0])
    return _("Pages {pages} and {last}", pages=", ".join(spoken[:-1]), last=spoken[-1])
