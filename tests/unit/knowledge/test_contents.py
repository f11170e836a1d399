"""Texts and chunks by content."""

from __future__ import annotations

import pytest

from assistant_studio.errors import DiskFull
from assistant_studio.knowledge.chunking import chunks_of
from assistant_studio.knowledge.contents import Contents
from assistant_studio.knowledge.document import ExtractedText, Section
from assistant_studio.knowledge.schema import KnowledgeDatabase
from assistant_studio.paths import Home

HASH = "a" * 64


@pytest.fixture
def database(home: Home) -> KnowledgeDatabase:
    return KnowledgeDatabase(home)


def _text(characters: int) -> ExtractedText:
    line = "Zeile mit Umlauten: äöü and 図書館.\n"
    text = (line * (characters // len(line) + 1))[:characters]
    return ExtractedText(text, (Section(0, len(text)),), notes=("a note",), encoding="utf-8")


def test_a_text_comes_back_as_it_was_also_in_slices_over_blocks(
    database: KnowledgeDatabase,
) -> None:
    contents, extracted = Contents(database), _text(100_000)
    content_id = contents.save(HASH, "1", extracted, ())
    assert contents.text(content_id) == extracted.text
    for start, end in [(0, 10), (32_760, 32_780), (5, 99_999), (99_990, 100_000), (40, 40)]:
        assert contents.slice(content_id, start, end) == extracted.text[start:end]


def test_chunks_know_their_place_and_their_line(database: KnowledgeDatabase) -> None:
    contents, extracted = Contents(database), _text(3_000)
    chunks = chunks_of(extracted)
    content_id = contents.save(HASH, "1", extracted, chunks)
    rows = list(contents.chunks(range(1, 100)).values())
    assert [row.position for row in rows] == list(range(len(chunks)))
    assert [row.id - row.position for row in rows] == [rows[0].id] * len(rows)
    for row, chunk in zip(rows, chunks, strict=True):
        assert extracted.text[row.start : row.end] == chunk.text
        assert row.line == 1 + extracted.text.count("\n", 0, row.start)
        assert row.content_id == content_id


def test_a_content_is_found_again_by_its_hash_and_reader(database: KnowledgeDatabase) -> None:
    contents = Contents(database)
    content_id = contents.save(HASH, "1", _text(10), ())
    assert contents.find(HASH, "1") == content_id
    assert contents.find(HASH, "2") is None
    assert contents.find("b" * 64, "1") is None


def test_what_no_document_needs_goes_with_all_its_parts(database: KnowledgeDatabase) -> None:
    contents = Contents(database)
    contents.save(HASH, "1", _text(50_000), chunks_of(_text(50_000)))
    contents.drop_unused()
    for table in ("contents", "text_blocks", "chunks"):
        assert database.query(f"SELECT 1 FROM {table}") == []


def test_a_full_disk_is_a_plain_sentence_and_keeps_nothing_of_the_text(
    database: KnowledgeDatabase,
) -> None:
    contents = Contents(database)
    pages = database.connection.execute("PRAGMA page_count").fetchone()[0]
    database.connection.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(DiskFull, match="full"):
        contents.save(HASH, "1", _text(200_000), ())
    assert contents.find(HASH, "1") is None
    assert database.query("SELECT 1 FROM text_blocks") == []
