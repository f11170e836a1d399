"""The parts of a Word document: taken from its ZIP archive one by one, each within limits.

Pictures are never unpacked, and a relationship that leads nowhere (some programs write such) does
no harm.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from assistant_studio.errors import DamagedDocument, DocumentTooLarge, EncryptedDocument
from assistant_studio.knowledge.readers.limits import (
    MAX_DOCX_ENTRIES,
    MAX_DOCX_PART_BYTES,
    spoken_size,
)
from assistant_studio.knowledge.readers.source import GET_AGAIN, Source

_DEFAULT_MAIN = "word/document.xml"
_ENCRYPTED_FLAG = 1

Element = Any
"""An lxml element; lxml has no types of its own."""


def local_name(element: Element) -> str:
    """An element's name without its namespace, which differs between Word's two formats."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return cast(str, value)
    return None


def child(element: Element, *path: str) -> Element | None:
    """The first descendant along `path`, or None."""
    for name in path:
        element = next((kid for kid in element if local_name(kid) == name), None)
        if element is None:
            return None
    return element


@dataclass(frozen=True, slots=True)
class DocxParts:
    """The parts that hold text.

    Attributes:
        document: The root of the main part.
        styles: The root of the styles, or None.
        notes: The roots of the footnotes and endnotes, by those names, where there are any.
    """

    document: Element
    styles: Element | None
    notes: dict[str, Element]


def read_parts(source: Source) -> DocxParts:
    """Unpack and parse the parts of a Word document.

    Raises:
        DamagedDocument: The archive or a part of it is cut off, broken or missing.
        DocumentTooLarge: A part would unpack to more than the limit.
        EncryptedDocument: The archive asks for a password.
    """
    with source.open() as file, _damage_named(source), zipfile.ZipFile(file) as archive:
        if len(archive.filelist) > MAX_DOCX_ENTRIES:
            raise DocumentTooLarge(
                f"{source.quoted} says it has more than {MAX_DOCX_ENTRIES:,} parts.",
                "Save it once more with Word or LibreOffice, and add that.",
            )
        names = set(archive.namelist())
        main = _main_part(archive, names, source)
        if main not in names:
            raise _damaged(source, "the part that holds its text is missing")
        folder = posixpath.dirname(main)
        parts = {
            name: _parsed(archive, posixpath.join(folder, f"{name}.xml"), source)
            for name in ("styles", "footnotes", "endnotes")
            if posixpath.join(folder, f"{name}.xml") in names
        }
        document = _parsed(archive, main, source)
    return DocxParts(document, parts.pop("styles", None), parts)


def _main_part(archive: zipfile.ZipFile, names: set[str], source: Source) -> str:
    """The part that holds the text, which some programs call by another name."""
    if _DEFAULT_MAIN in names or "_rels/.rels" not in names:
        return _DEFAULT_MAIN
    for relationship in _parsed(archive, "_rels/.rels", source):
        if (attribute(relationship, "Type") or "").endswith("/officeDocument"):
            return (attribute(relationship, "Target") or "").lstrip("/")
    return _DEFAULT_MAIN


def _parsed(archive: zipfile.ZipFile, name: str, source: Source) -> Element:
    from docx.oxml.parser import parse_xml

    entry = archive.getinfo(name)
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise EncryptedDocument(
            f"{source.quoted} is protected with a password, so its text cannot be read.",
            "Open it, save a copy without the password, and add that copy.",
        )
    if entry.file_size > MAX_DOCX_PART_BYTES:
        raise DocumentTooLarge(
            f"{source.quoted} would unpack to {spoken_size(entry.file_size)} of text and markup; "
            f"Word documents are read up to {spoken_size(MAX_DOCX_PART_BYTES)}.",
            "Split it into smaller documents and add those.",
        )
    with archive.open(entry) as part:
        content = part.read(MAX_DOCX_PART_BYTES)
    try:
        return parse_xml(content)
    except (SyntaxError, ValueError) as error:  # lxml's own errors are SyntaxErrors
        raise _damaged(source, "a part of it is no well-formed XML") from error


@contextmanager
def _damage_named(source: Source) -> Iterator[None]:
    """Turn what broken archives raise into one sentence."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _damaged(source, "its archive cannot be unpacked") from error
    except OSError as error:
        raise source.unavailable(error) from error


def _damaged(source: Source, cause: str) -> DamagedDocument:
    return DamagedDocument(f"{source.quoted} is cut off or damaged: {cause}.", GET_AGAIN)
