"""One document as a list shows it: its state in words, what to know about it, how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from assistant_studio.knowledge.document import Document, DocumentState
from assistant_studio.knowledge.showing.original import OriginalState
from assistant_studio.language import _
from assistant_studio.viewmodels.document_words import kind_text, state_text, warning_text
from assistant_studio.viewmodels.indexing import PENDING, indexing
from assistant_studio.viewmodels.moments import moment_text


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document in a list.

    Attributes:
        key: Its id.
        name: The file's name.
        kind: The letters on its sheet.
        document_state: A `DocumentState`.
        state_text: The state in words.
        warning: What a person should know about it; may be empty.
        progress: 0 to 1 while it is worked on, below 0 while nobody knows; 2 when nothing goes on.
        retryable: Whether there is a file to read it from once more.
        detail: What belongs behind the state: when it was indexed, or what is found already.
    """

    key: str
    name: str
    kind: str
    document_state: str
    state_text: str
    warning: str
    progress: float
    retryable: bool = True
    detail: str = ""


def row_of(document: Document, original: OriginalState = OriginalState.HERE) -> DocumentRow:
    """A document's row.

    Args:
        document: As it is now.
        original: What became of its file, where that lies in a watched folder.
    """
    heard = indexing().progress(document.id)
    progress = 2.0
    if document.state in PENDING:
        progress = heard.done / heard.total if heard is not None and heard.total else -1.0
    if document.state == DocumentState.WAITING:
        progress = 0.0
    return DocumentRow(
        key=document.id,
        name=document.name,
        kind=kind_text(document.name),
        document_state=str(document.state),
        state_text=state_text(document, heard),
        warning=" ".join(filter(None, [_original_text(original), warning_text(document)])),
        progress=progress,
        retryable=not document.text_only,
        detail=_detail(document),
    )


def needs_attention(document: Document, original: OriginalState = OriginalState.HERE) -> bool:
    """Whether there is something about a document that a person should look at."""
    if document.state in PENDING:
        return False
    return original is not OriginalState.HERE or bool(warning_text(document))


def _original_text(original: OriginalState) -> str:
    match original:
        case OriginalState.GONE:
            return _(
                "The file is not there any more; its text is kept until its folder is looked at."
            )
        case OriginalState.CHANGED:
            return _("The file was changed; it is read again at the next look at its folder.")
    return ""


def _detail(document: Document) -> str:
    if document.state == DocumentState.EMBEDDING:
        return _("Its words are found already")
    if document.state == DocumentState.READY and document.indexed_at:
        return _("indexed: {moment}", moment=moment_text(document.indexed_at))
    return ""
