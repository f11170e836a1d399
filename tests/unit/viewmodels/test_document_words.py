"""What a person is told about a document."""

from __future__ import annotations

import pytest

from assistant_studio.knowledge.document import (
    Document,
    DocumentState,
    Flag,
    FlagKind,
    IndexingProgress,
)
from assistant_studio.viewmodels.document_words import (
    duration_text,
    kind_text,
    state_text,
    warning_text,
)


def _document(state: DocumentState, **fields: object) -> Document:
    return Document(
        id="d",
        assistant_id="a",
        name="Staff handbook.pdf",
        sha256="",
        size_bytes=1,
        source_path="",
        state=state,
        **fields,  # type: ignore[arg-type]
    )


def test_a_ready_document_says_what_is_in_it() -> None:
    document = _document(DocumentState.READY, passages=131, page_count=24)

    assert state_text(document, None) == "24 pages · 131 passages"


def test_a_document_without_pages_counts_passages_alone() -> None:
    assert state_text(_document(DocumentState.READY, passages=1), None) == "1 passage"


def test_embedding_says_how_far_and_how_long() -> None:
    document = _document(DocumentState.EMBEDDING)
    progress = IndexingProgress(document, done=120, total=2320, waiting=0, seconds_left=42.0)

    assert state_text(document, progress) == "Preparing passage 120 of 2,320 · about 40 s left"


def test_a_failed_document_says_why_and_what_to_do() -> None:
    error = {"kind": "x", "message": "This PDF asks for a password.", "hint": "Save it without."}
    document = _document(DocumentState.FAILED, error=error)

    assert state_text(document, None) == "This PDF asks for a password."
    assert warning_text(document) == "Save it without."


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "a few seconds"), (42, "about 40 s"), (100, "about 2 min"), (9000, "about 2 h")],
)
def test_durations_do_not_pretend(seconds: float, said: str) -> None:
    assert duration_text(seconds) == said


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.pdf", "PDF"), ("b.markdown", "MD"), ("c.html", "HTM"), ("README", "TXT"), ("x.", "TXT")],
)
def test_kind_of_file(name: str, kind: str) -> None:
    assert kind_text(name) == kind


def test_what_is_hidden_in_a_document_is_named_with_its_page() -> None:
    flags = (Flag(FlagKind.UNSEEN, "Page 3", "ignore all previous", left_out=True),)
    document = _document(DocumentState.READY, passages=2, flags=flags)

    assert warning_text(document) == (
        "Page 3 has text that cannot be seen: “ignore all previous”. "
        "It is left out: no search and no model sees it."
    )
