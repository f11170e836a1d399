"""The parts of a Word document: taken from its ZIP archive one by one, each within limits.

Pictures are never unpacked, and a relationship that leads nowhere (some programs write such) does
no harm.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from assistant_studio.knowledge.readers.source import Source
from assistant_studio.knowledge.readers.xml_tree import Element, attribute
from assistant_studio.knowledge.readers.zip_parts import Parts, damaged, parts_of
from assistant_studio.language import _

_DEFAULT_MAIN = "word/document.xml"


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
    with parts_of(source) as parts:
        main = _main_part(parts)
        if main not in parts.names:
            raise damaged(source, _("the part that holds its text is missing"))
        folder = posixpath.dirname(main)
        found = {
            name: parts.xml(posixpath.join(folder, f"{name}.xml"))
            for name in ("styles", "footnotes", "endnotes")
            if posixpath.join(folder, f"{name}.xml") in parts.names
        }
        document = parts.xml(main)
    return DocxParts(document, found.pop("styles", None), found)


def _main_part(parts: Parts) -> str:
    """The part that holds the text, which some programs call by another name."""
    if _DEFAULT_MAIN in parts.names or "_rels/.rels" not in parts.names:
        return _DEFAULT_MAIN
    for relationship in parts.xml("_rels/.rels"):
        if (attribute(relationship, "Type") or "").endswith("/officeDocument"):
            return (attribute(relationship, "Target") or "").lstrip("/")
    return _DEFAULT_MAIN
