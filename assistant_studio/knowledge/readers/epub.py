"""Reading e-books (EPUB 2 and 3): the chapters in their reading order."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import DocumentError, EmptyDocument
from assistant_studio.knowledge.document import ExtractedText, PlaceKind, PlaceStep
from assistant_studio.knowledge.readers.html import decoded_page, write_page
from assistant_studio.knowledge.readers.html_text import HtmlText
from assistant_studio.knowledge.readers.html_unseen import Judge
from assistant_studio.knowledge.readers.limits import MAX_HTML_FILE_BYTES
from assistant_studio.knowledge.readers.source import Progress, Reading, Source
from assistant_studio.knowledge.readers.unseen import UnseenTexts
from assistant_studio.knowledge.readers.writer import TextWriter
from assistant_studio.knowledge.readers.xml_tree import Element, attribute, child, local_name
from assistant_studio.knowledge.readers.zip_parts import Parts, damaged, parts_of, password_asked
from assistant_studio.language import _, ngettext

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGE_TYPES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "")


@dataclass(frozen=True, slots=True)
class _Book:
    """What a book's package says.

    Attributes:
        pages: The parts that are read one after the other.
        encrypted: Parts that cannot be read without a key.
    """

    pages: tuple[str, ...]
    encrypted: frozenset[str]


def read(source: Source, token: CancelToken) -> Reading:
    """Read a book; a chapter is a part of its reading order that has a heading."""
    writer = TextWriter(source)
    text = HtmlText(writer)
    unseen = UnseenTexts()
    lost = 0
    with parts_of(source) as parts:
        book = _package(source, parts)
        if book.pages and book.encrypted.issuperset(book.pages):
            raise password_asked(source)
        chapter = 0
        for number, name in enumerate(book.pages, 1):
            token.check()
            yield Progress(0, 0)
            try:
                page = decoded_page(source, parts.read(name, MAX_HTML_FILE_BYTES)).text
            except DocumentError:
                lost += 1
                continue
            chapter += _begins_chapter(page)
            place = PlaceStep(PlaceKind.CHAPTER, chapter)
            writer.at((place,) if chapter else ())
            judge = Judge(unseen, f"Chapter {chapter}" if chapter else f"Part {number}")
            yield from write_page(page, text, judge, token)
            text.end()
    whole, sections = writer.result()
    if not whole:
        raise EmptyDocument(
            _("{name} holds no text; its pages may be pictures.", name=source.quoted),
            _("Reading text from pictures is not part of this version: add a document with text."),
        )
    return ExtractedText(whole, sections, notes=_notes(lost), flags=unseen.flags())


def _begins_chapter(page: str) -> bool:
    """Whether a page has a heading; title pages, dedications and continuations have none."""
    lowered = page[: 1 << 16].lower()
    return any(f"<h{level}" in lowered for level in range(1, 4))


def _package(source: Source, parts: Parts) -> _Book:
    """The reading order, without the table of contents that programs show beside it."""
    root = child(parts.xml(_CONTAINER), "rootfiles", "rootfile")
    path = attribute(root, "full-path") if root is not None else None
    if not path or path not in parts.names:
        raise damaged(source, _("it does not say where its text is"))
    package = parts.xml(path)
    folder = posixpath.dirname(path)
    items = {}
    for item in _inside(package, "manifest"):
        properties = (attribute(item, "properties") or "").split()
        kind = attribute(item, "media-type") or ""
        href = unquote(attribute(item, "href") or "")
        if kind in _PAGE_TYPES and "nav" not in properties and href:
            items[attribute(item, "id")] = posixpath.normpath(posixpath.join(folder, href))
    spine = [attribute(each, "idref") for each in _inside(package, "spine")]
    pages = dict.fromkeys(items[each] for each in spine if each in items)
    return _Book(tuple(name for name in pages if name in parts.names), _encrypted(parts))


def _inside(package: Element, name: str) -> Iterator[Element]:
    part = child(package, name)
    return (each for each in (part if part is not None else ()) if local_name(each))


def _encrypted(parts: Parts) -> frozenset[str]:
    if _ENCRYPTION not in parts.names:
        return frozenset()
    references = (
        unquote(attribute(each, "URI") or "")
        for each in parts.xml(_ENCRYPTION).iter()
        if local_name(each) == "CipherReference"
    )
    return frozenset(references)


def _notes(lost: int) -> tuple[str, ...]:
    if not lost:
        return ()
    return (
        ngettext(
            "One part of the book could not be read.",
            "{count} parts of the book could not be read.",
            lost,
        ),
    )
