"""Documents, passages and progress as plain maps between the app and its knowledge worker."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assistant_studio.knowledge.document import (
    AddOutcome,
    Document,
    DocumentState,
    IndexingProgress,
    Passage,
)
from assistant_studio.knowledge.flags import flags_from_plain
from assistant_studio.language import texts_from_plain, to_plain

Plain = dict[str, Any]


def document_as_plain(document: Document) -> Plain:
    """A document as a map."""
    notes = [to_plain(note) for note in document.notes]
    return {**asdict(document), "state": document.state.value, "notes": notes}


def document_from_plain(plain: Plain) -> Document:
    """The document of a map."""
    return Document(
        **{
            **plain,
            "state": DocumentState(plain["state"]),
            "pages_without_text": tuple(plain["pages_without_text"]),
            "notes": texts_from_plain(plain["notes"]),
            "flags": flags_from_plain(plain.get("flags", ())),
            "search_languages": tuple(plain.get("search_languages", ())),
        }
    )


def outcome_as_plain(outcome: AddOutcome) -> Plain:
    """What became of added paths, as a map."""
    return {
        "documents": [document_as_plain(document) for document in outcome.documents],
        "unchanged": [document_as_plain(document) for document in outcome.unchanged],
        "refused": [[path, record] for path, record in outcome.refused],
    }


def outcome_from_plain(plain: Plain) -> AddOutcome:
    """What became of added paths."""
    return AddOutcome(
        tuple(document_from_plain(document) for document in plain["documents"]),
        tuple(document_from_plain(document) for document in plain["unchanged"]),
        tuple((path, record) for path, record in plain["refused"]),
    )


def progress_as_plain(progress: IndexingProgress) -> Plain:
    """An event as a map."""
    return {
        "document": document_as_plain(progress.document),
        "done": progress.done,
        "total": progress.total,
        "waiting": progress.waiting,
        "seconds_left": progress.seconds_left,
    }


def progress_from_plain(plain: Plain) -> IndexingProgress:
    """The event of a map."""
    return IndexingProgress(**{**plain, "document": document_from_plain(plain["document"])})


def passage_from_plain(plain: Plain) -> Passage:
    """The passage of a map."""
    return Passage(**{**plain, "found_by": tuple(plain["found_by"])})
