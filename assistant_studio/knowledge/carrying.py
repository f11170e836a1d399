"""What an assistant knows, as it is carried to another computer: files, texts, vectors."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant_studio.knowledge.document import (
    Chunk,
    Document,
    DocumentState,
    ExtractedText,
    PlaceKind,
    PlaceStep,
    Section,
)
from assistant_studio.knowledge.portable_text import spans_sha256
from assistant_studio.knowledge.store import KnowledgeStore
from assistant_studio.language import texts_from_plain
from assistant_studio.paths import Home

_FLOAT_BYTES = 4


@dataclass(frozen=True, slots=True)
class CarriedVectors:
    """The vectors of a document's passages, in their order.

    Attributes:
        embedder: The id of what made them.
        dimensions: Length of one.
        spans: Names the passages they belong to; see `portable_text.spans_sha256`.
        count: How many there are.
    """

    embedder: str
    dimensions: int
    spans: str
    count: int

    @property
    def size_bytes(self) -> int:
        """What all of them take as little-endian float32."""
        return self.count * self.dimensions * _FLOAT_BYTES


@dataclass(frozen=True, slots=True)
class Carried:
    """One document that can be carried.

    Attributes:
        document: As it is listed.
        file: The original; None where it is not on this computer.
        has_text: Whether it has been read.
        text_chars: How long its text is.
        vectors: None while it has none.
    """

    document: Document
    file: Path | None
    has_text: bool
    text_chars: int
    vectors: CarriedVectors | None


class Carrier:
    """Reads what is to be carried; changes nothing and starts nothing."""

    def __init__(self, home: Home, store: KnowledgeStore) -> None:
        self._home = home
        self._store = store
        self._database = store.database

    def documents(self, assistant_id: str) -> list[Carried]:
        """An assistant's documents in an order that is the same for the same documents."""
        found = self._store.documents(assistant_id)
        return [self._carried(one) for one in sorted(found, key=lambda d: (d.name, d.sha256))]

    def extracted(self, document_id: str) -> ExtractedText:
        """The text of a document that has been read, with its places."""
        content_id = self._store.content_of(document_id)
        assert content_id is not None
        row = self._database.query_one("SELECT * FROM contents WHERE id = ?", (content_id,))
        assert row is not None
        return ExtractedText(
            text=self._store.contents.text(content_id),
            sections=tuple(_section(plain) for plain in json.loads(row["sections"])),
            page_count=row["page_count"],
            pages_without_text=tuple(json.loads(row["pages_without_text"])),
            notes=texts_from_plain(json.loads(row["notes"])),
            encoding=row["encoding"],
        )

    def vectors(self, document_id: str, embedder: str) -> Iterator[bytes]:
        """The vectors of a document as little-endian float32, one after the other."""
        rows = self._database.connection.execute(
            "SELECT vector FROM documents JOIN chunks USING (content_id)"
            " JOIN vectors ON chunk_id = chunks.id"
            " JOIN embedders ON embedders.id = vectors.embedder_id AND embedders.name = ?"
            " WHERE documents.id = ? ORDER BY position",
            (embedder, document_id),
        )
        return (row["vector"] for row in rows)

    def _carried(self, document: Document) -> Carried:
        row = self._database.query_one(
            "SELECT content_id, reference, length, embedders.name AS embedder FROM documents"
            " LEFT JOIN contents ON contents.id = content_id"
            " LEFT JOIN embedders ON embedders.id = embedder_id WHERE documents.id = ?",
            (document.id,),
        )
        assert row is not None
        file: Path | None = self._home.files_dir / document.sha256
        if file is not None and not file.is_file():
            file = Path(os.fsdecode(row["reference"])) if row["reference"] else None
        vectors = None
        if row["content_id"] is not None and document.state is DocumentState.READY:
            vectors = self._carried_vectors(row["content_id"], row["embedder"])
        has_text = row["content_id"] is not None
        return Carried(document, file, has_text, row["length"] or 0, vectors)

    def _carried_vectors(self, content_id: int, embedder: str) -> CarriedVectors | None:
        rows = self._database.tuples(
            "SELECT start, end, length(vector) FROM chunks"
            " LEFT JOIN vectors ON chunk_id = chunks.id AND embedder_id ="
            " (SELECT id FROM embedders WHERE name = ?) WHERE content_id = ? ORDER BY position",
            (embedder, content_id),
        )
        lengths = {length for _start, _end, length in rows}
        if len(lengths) != 1 or None in lengths:
            return None
        chunks = [Chunk(start, end, "", None, ()) for start, end, _length in rows]
        return CarriedVectors(
            embedder, lengths.pop() // _FLOAT_BYTES, spans_sha256(chunks), len(rows)
        )


def _section(plain: dict[str, Any]) -> Section:
    return Section(
        plain["start"],
        plain["end"],
        plain.get("page"),
        tuple(plain.get("headings", ())),
        tuple(
            PlaceStep(PlaceKind(step["kind"]), step["number"], step["last"], step["name"])
            for step in plain.get("place", ())
        ),
    )
