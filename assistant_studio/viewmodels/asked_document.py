"""What a person wants to see when they open a source, a found passage or a file."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.knowledge.document import Document, Passage
from assistant_studio.viewmodels import services


@dataclass(frozen=True, slots=True)
class AskedDocument:
    """A document, and the passage in it that is to be pointed out.

    Attributes:
        document_id: Its id.
        name: The file's name, also where the document was removed.
        start: First character of the passage in the document's text.
        end: One past the last; equal to `start` opens the document at its beginning.
        text: The passage's words as they were when it was found.
        place: Where it stood then.
    """

    document_id: str
    name: str
    start: int = 0
    end: int = 0
    text: str = ""
    place: str = ""


def show_passage(passage: Passage) -> None:
    """Have the window's viewer open at a passage."""
    services.changes().documentAsked.emit(
        AskedDocument(
            passage.document_id,
            passage.document,
            passage.start,
            passage.end,
            passage.text,
            passage.place,
        )
    )


def show_document(document: Document) -> None:
    """Have the window's viewer open a document at its beginning."""
    services.changes().documentAsked.emit(AskedDocument(document.id, document.name))
