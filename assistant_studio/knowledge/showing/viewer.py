"""Opens documents for a person to look at, at a passage, whatever became of their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant_studio.cancel import CancelToken
from assistant_studio.errors import StudioError
from assistant_studio.knowledge.document import Document
from assistant_studio.knowledge.service import KnowledgeService
from assistant_studio.knowledge.showing.original import (
    Original,
    OriginalState,
    original_of,
    quick_state,
    to_open,
)
from assistant_studio.knowledge.showing.pages import PdfPages
from assistant_studio.knowledge.showing.stored import StoredText
from assistant_studio.language import _
from assistant_studio.paths import Home

_PDF_START = b"%PDF-"
_START_WITHIN_BYTES = 1024


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document to look at.

    Attributes:
        document: Which.
        stored: Its text as it was read.
        original: The file behind it, as it is now.
        pages: Width and height in points of each page that can be drawn; empty shows the text.
        problem: Why it is not shown as it is, or nothing of it at all; None where all is well.
    """

    document: Document
    stored: StoredText
    original: Original
    pages: tuple[tuple[float, float], ...] = ()
    problem: StudioError | None = None


class DocumentViewer:
    """Shows what the knowledge was read from.

    Attributes:
        pages: Draws PDF pages.
    """

    def __init__(self, home: Home, knowledge: KnowledgeService) -> None:
        self._home = home
        self._knowledge = knowledge
        self.pages = PdfPages(home)

    def open(self, document_id: str, token: CancelToken | None = None) -> OpenDocument:
        """A document as it can be shown now.

        Raises:
            NotFound: It was removed.
        """
        document = self._knowledge.document(document_id)
        stored = self._knowledge.stored_text(document_id)
        original = original_of(self._home, document, stored.reference, token)
        if original.path is None:
            return OpenDocument(document, stored, original, problem=_told(document, original))
        if not _is_pdf(original.path):
            return OpenDocument(document, stored, original, problem=_unread(document, stored))
        try:
            return OpenDocument(document, stored, original, self.pages.sizes(original.path, token))
        except StudioError as problem:
            return OpenDocument(document, stored, original, problem=problem)

    def path_to_open(self, document_id: str) -> Path:
        """What to hand to the system's own program.

        Raises:
            NotFound: The document was removed.
            FileUnavailable: Its file is not there any more as it was read.
        """
        document = self._knowledge.document(document_id)
        reference = self._knowledge.stored_text(document_id).reference
        return to_open(self._home, document, original_of(self._home, document, reference))

    def missing(self, documents: Sequence[Document]) -> dict[str, OriginalState]:
        """Which of the documents that lie in watched folders are gone or changed, by id.

        A look at each file's size, so that thousands take a moment.
        """
        states = {
            document.id: quick_state(Path(document.source_path), document.size_bytes)
            for document in documents
            if document.watched
        }
        return {key: state for key, state in states.items() if state is not OriginalState.HERE}

    def close(self) -> None:
        """End the process that draws."""
        self.pages.close()


def _is_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _PDF_START in file.read(_START_WITHIN_BYTES)
    except OSError:
        return False


def _told(document: Document, original: Original) -> StudioError:
    if document.text_only:
        return StudioError(
            _("Only the text of “{name}” came with the assistant.", name=document.name),
            _("Add the file to see its pages."),
        )
    if original.state is OriginalState.CHANGED:
        return StudioError(
            _("“{name}” was changed since it was read.", name=document.name),
            _("This is its text as it was read; it is read again at the next look at its folder."),
        )
    return StudioError(
        _("“{name}” is not there any more.", name=document.name),
        _("This is its text as it was read. It lay here: {path}", path=document.source_path),
    )


def _unread(document: Document, stored: StoredText) -> StudioError | None:
    if stored.text:
        return None
    return StudioError(
        _("“{name}” has no text to show yet.", name=document.name),
        _("It is shown once it has been read."),
    )
