"""What knowledge.db keeps of a document: its text, and where each part of it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant_studio.knowledge.document import PlaceKind, PlaceStep, Section
from assistant_studio.knowledge.store import KnowledgeStore


@dataclass(frozen=True, slots=True)
class StoredText:
    """A document's content as a search sees it.

    Attributes:
        text: The extracted text; empty while the document has not been read.
        sections: Where each part of it stands.
        reference: The path of a file in a watched folder; None where a copy is kept.
    """

    text: str = ""
    sections: tuple[Section, ...] = ()
    reference: bytes | None = None

    def page_slice(self, page: int, start: int, end: int) -> str:
        """What of `text[start:end]` stands on a page (from 1)."""
        parts = [
            self.text[max(start, section.start) : min(end, section.end)]
            for section in self.sections
            if section.page == page and section.start < end and start < section.end
        ]
        return "\n".join(part for part in parts if part)

    def page_at(self, offset: int) -> int | None:
        """The page (from 1) on which a character of the text stands; None without pages."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section.page
        return None


def stored_text(store: KnowledgeStore, document_id: str) -> StoredText:
    """A document's text and sections; empty where it has not been read."""
    row = store.database.query_one(
        "SELECT content_id, reference, sections FROM documents"
        " LEFT JOIN contents ON contents.id = content_id WHERE documents.id = ?",
        (document_id,),
    )
    if row is None or row["content_id"] is None:
        return StoredText(reference=row["reference"] if row is not None else None)
    sections = tuple(_section(plain) for plain in json.loads(row["sections"]))
    return StoredText(store.contents.text(row["content_id"]), sections, row["reference"])


def _section(plain: Mapping[str, Any]) -> Section:
    steps = tuple(
        PlaceStep(PlaceKind(step["kind"]), step["number"], step["last"], step["name"])
        for step in plain.get("place", ())
    )
    return Section(
        plain["start"], plain["end"], plain.get("page"), tuple(plain.get("headings", ())), steps
    )
