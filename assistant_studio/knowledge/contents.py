"""What was read from files: text, chunks and vectors by content, shared by equal documents."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from assistant_studio.knowledge.document import Chunk, ExtractedText, Place
from assistant_studio.knowledge.document_language import language_of
from assistant_studio.knowledge.places import line_of, place_as_json, place_from_json
from assistant_studio.knowledge.schema import KnowledgeDatabase
from assistant_studio.language import to_plain

# Text is kept in blocks, so that a passage of a very long document is sliced without reading all.
_BLOCK_CHARS = 32_768
_FETCH = 500


@dataclass(frozen=True, slots=True)
class ChunkRow:
    """A chunk as a search needs it.

    Attributes:
        id: Ids rise with the position within a content.
        content_id: Whose chunk it is.
        position: From 0 within the content.
        start: First character in the extracted text.
        end: One past the last.
        line: The line of the first character, from 1.
        page: From 1; None where there are no pages.
        headings_json: The headings above it, outermost first, as they are stored: of hundreds of
            chunks that a search weighs, a few are shown.
        place_json: Where it stands besides, as it is stored; None where nothing more is known.
    """

    id: int
    content_id: int
    position: int
    start: int
    end: int
    line: int
    page: int | None
    headings_json: str
    place_json: str | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above it, outermost first."""
        return tuple(json.loads(self.headings_json))

    @property
    def place(self) -> Place:
        """Where it stands besides page and headings."""
        return place_from_json(self.place_json)


@dataclass(frozen=True, slots=True)
class PendingChunk:
    """A chunk that still has no vector."""

    id: int
    text: str
    headings: tuple[str, ...]


class Contents:
    """Texts and chunks in knowledge.db; the writing methods join the caller's transaction."""

    def __init__(self, database: KnowledgeDatabase) -> None:
        self._database = database

    def find(self, sha256: str, reader_version: str) -> int | None:
        """The content that was read from these bytes by this reader, if any."""
        row = self._database.query_one(
            "SELECT max(id) AS id FROM contents WHERE sha256 = ? AND reader_version = ?",
            (sha256, reader_version),
        )
        return row["id"] if row is not None else None

    def save(
        self, sha256: str, reader_version: str, extracted: ExtractedText, chunks: Sequence[Chunk]
    ) -> int:
        """Keep a text and its chunks; returns the new content's id."""
        text = extracted.text
        with self._database.transaction() as connection:
            content_id = connection.execute(
                "INSERT INTO contents (sha256, reader_version, length, chunk_count, page_count,"
                " pages_without_text, notes, encoding, sections, flags, language)"
                " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                (
                    sha256,
                    reader_version,
                    len(text),
                    len(chunks),
                    extracted.page_count,
                    json.dumps(extracted.pages_without_text),
                    json.dumps([to_plain(note) for note in extracted.notes]),
                    extracted.encoding,
                    json.dumps([asdict(section) for section in extracted.sections]),
                    json.dumps([asdict(flag) for flag in extracted.flags]),
                    language_of(text),
                ),
            ).lastrowid
            connection.executemany(
                "INSERT INTO text_blocks (content_id, number, text) VALUES (?,?,?)",
                (
                    (content_id, number, text[start : start + _BLOCK_CHARS])
                    for number, start in enumerate(range(0, len(text), _BLOCK_CHARS))
                ),
            )
            connection.executemany(
                "INSERT INTO chunks (content_id, position, start, end, line, page, headings, place,"
                " text) VALUES (?,?,?,?,?,?,?,?,?)",
                _chunk_values(content_id, text, chunks),
            )
        assert content_id is not None
        return content_id

    def drop_unused(self) -> None:
        """Delete every content that no document refers to, with its chunks and vectors."""
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM contents WHERE id NOT IN"
                " (SELECT content_id FROM documents WHERE content_id IS NOT NULL"
                " UNION SELECT next_content_id FROM documents WHERE next_content_id IS NOT NULL)"
            )

    def text(self, content_id: int) -> str:
        """The whole extracted text."""
        rows = self._database.query(
            "SELECT text FROM text_blocks WHERE content_id = ? ORDER BY number", (content_id,)
        )
        return "".join(row["text"] for row in rows)

    def slice(self, content_id: int, start: int, end: int) -> str:
        """The characters `[start:end]` of the extracted text."""
        first, last = start // _BLOCK_CHARS, max(start, end - 1) // _BLOCK_CHARS
        rows = self._database.query(
            "SELECT text FROM text_blocks WHERE content_id = ? AND number BETWEEN ? AND ?"
            " ORDER BY number",
            (content_id, first, last),
        )
        offset = first * _BLOCK_CHARS
        return "".join(row["text"] for row in rows)[start - offset : end - offset]

    def chunks(self, ids: Sequence[int]) -> dict[int, ChunkRow]:
        """Chunks by id; ids that are not there are left out."""
        found = {}
        for some in portions(ids):
            marks = ",".join("?" * len(some))
            for row in self._database.tuples(
                "SELECT id, content_id, position, start, end, line, page, headings, place"
                f" FROM chunks WHERE id IN ({marks})",
                some,
            ):
                found[row[0]] = ChunkRow(*row)
        return found

    def all_chunks(self, content_id: int) -> list[ChunkRow]:
        """Every chunk of a content, in order."""
        rows = self._database.tuples(
            "SELECT id, content_id, position, start, end, line, page, headings, place FROM chunks"
            " WHERE content_id = ? ORDER BY position",
            (content_id,),
        )
        return [ChunkRow(*row) for row in rows]

    def without_vector(
        self, content_id: int, embedder_id: int, after: int, limit: int
    ) -> list[PendingChunk]:
        """The next chunks of a content, after the one of that id, that have no vector yet."""
        rows = self._database.query(
            "SELECT id, text, headings FROM chunks WHERE content_id = ? AND id > ? AND NOT EXISTS"
            " (SELECT 1 FROM vectors WHERE chunk_id = chunks.id AND embedder_id = ?)"
            " ORDER BY id LIMIT ?",
            (content_id, after, embedder_id, limit),
        )
        return [PendingChunk(r["id"], r["text"], tuple(json.loads(r["headings"]))) for r in rows]


def portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in runs that fit into one statement."""
    for first in range(0, len(ids), _FETCH):
        yield ids[first : first + _FETCH]


def _chunk_values(
    content_id: int | None, text: str, chunks: Sequence[Chunk]
) -> Iterator[tuple[object, ...]]:
    line, offset = 1, 0
    for position, chunk in enumerate(chunks):
        line += line_of(text[offset : chunk.start + 1], chunk.start - offset) - 1
        offset = chunk.start
        yield (
            content_id,
            position,
            chunk.start,
            chunk.end,
            line,
            chunk.page,
            json.dumps(chunk.headings),
            place_as_json(chunk.place),
            chunk.text,
        )
