"""The index of words, on real FTS5."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant_studio.knowledge.contents import Contents
from assistant_studio.knowledge.document import Chunk, ExtractedText, Section
from assistant_studio.knowledge.schema import KNOWLEDGE_MIGRATIONS, KnowledgeDatabase
from assistant_studio.knowledge.word_forms import words_of
from assistant_studio.knowledge.word_index import WordIndex
from assistant_studio.knowledge.word_scores import combined
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database

TEXTS = (
    "The warranty of a bicycle lasts two years.",
    "Repairs under warranty are free.",
    "Die Größe des Fahrrads steht am Rahmen.",
    "図書館は九時に開きます。",
    "Our café sells naïve façade cakes; don't ask.",
)


def _filled(home: Home, texts: tuple[str, ...] = TEXTS, name: str = "a.txt") -> WordIndex:
    database = KnowledgeDatabase(home)
    contents = Contents(database)
    chunks, at = [], 0
    for text in texts:
        chunks.append(Chunk(at, at + len(text), text, None, ("Bicycles", "Service")))
        at += len(text) + 1
    extracted = ExtractedText("\n".join(texts), (Section(0, at - 1),))
    words = WordIndex(database, 1)
    words.create()
    words.add(contents.save("f" * 64, "1", extracted, chunks), name)
    return words


@pytest.fixture
def words(home: Home) -> WordIndex:
    return _filled(home)


def _found(words: WordIndex, query: str, chunk_count: int = 5) -> list[int]:
    scores = combined(words.lookup(query, chunk_count))
    return sorted(scores, key=lambda chunk_id: -scores[chunk_id])


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("repair", 2),
        ("REPAIRED?", 2),
        ("grosse rahmen", 3),
        ("cafe facade", 5),
        ("図書館は九時に開きます", 4),
    ],
)
def test_words_are_found_in_their_forms_without_accents_and_in_other_scripts(
    words: WordIndex, query: str, best: int
) -> None:
    assert _found(words, query)[0] == best


@pytest.mark.parametrize(
    "query",
    [
        'warranty" OR "',
        "warranty AND NOT (free",
        "text: warranty*",
        "NEAR(warranty bicycle, 3)",
        "-warranty ^bicycle {headings} : x",
        "warranty; DROP TABLE words_1; --",
        "warranty\x00bicycle",
    ],
)
def test_a_query_language_is_only_words(words: WordIndex, query: str) -> None:
    assert 1 in _found(words, query)
    words.check()


@pytest.mark.parametrize("query", ["", "   ", '"', "??!", "()*^:", "\x00", "🎉"])
def test_a_query_without_words_finds_nothing(words: WordIndex, query: str) -> None:
    assert _found(words, query) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_text_at_all_breaks_a_lookup(words: WordIndex, query: str) -> None:
    _found(words, query)


def test_headings_and_the_name_of_the_file_are_words_too(home: Home) -> None:
    words = _filled(home, ("Nothing of note.",), name="Holiday policy.md")
    assert _found(words, "bicycle", 1) == [1]
    assert _found(words, "holidays", 1) == [1]


def test_common_words_are_left_out_while_rarer_ones_remain(home: Home) -> None:
    words = _filled(home, tuple(f"the page of number{n}" for n in range(60)))
    assert _found(words, "the page of number7", 60) == [8]


def test_a_question_of_common_words_only_still_finds_something(home: Home) -> None:
    words = _filled(home, tuple(f"the page of number{n}" for n in range(60)))
    assert len(_found(words, "the page of", 60)) == 60


def test_words_that_stand_nowhere_are_kept_as_the_rarest(words: WordIndex) -> None:
    looked_up = {word.word: word for word in words.lookup("warranty mongolia", 5)}
    assert looked_up["mongolia"].scores == {}
    assert looked_up["mongolia"].rarity > looked_up["warranty"].rarity


def test_what_is_taken_out_is_found_no_more(words: WordIndex) -> None:
    words.remove(1, "a.txt")
    assert _found(words, "warranty bicycle service") == []
    words.check()


def test_words_are_cut_as_the_index_cuts_them() -> None:
    assert words_of("Don't re-do snake_case, पुस्तकालय!") == [
        "don",
        "t",
        "re",
        "do",
        "snake",
        "case",
        "पुस्तकालय",
    ]


UNSPACED = (
    "図書館は九時に開きます。受付は二階です。",
    "请假申请须提前三天提交。",
    "ห้องสมุดเปิดเวลาเก้าโมง",
    "도서관은 아홉 시에 엽니다.",
    "ﾀｸｼｰ代はＡＢＣ社が払います。",
    "The library opens at nine.",
)


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("図書館", 1),
        ("受付", 1),
        ("館", 1),
        ("階", 1),
        ("请假", 2),
        ("提交", 2),
        ("三", 2),
        ("ห้องสมุด", 3),
        ("เก้าโมง", 3),
        ("ม", 3),
        ("도서관", 4),
        ("タクシー", 5),
        ("ABC", 5),
        ("libraries", 6),
    ],
)
def test_words_are_found_inside_runs_without_spaces(home: Home, query: str, best: int) -> None:
    words = _filled(home, UNSPACED)
    assert _found(words, query, len(UNSPACED))[0] == best
    words.check()


def test_a_longer_question_without_spaces_finds_what_shares_its_words(home: Home) -> None:
    words = _filled(home, UNSPACED)
    assert _found(words, "図書館は何時に開きますか", len(UNSPACED))[0] == 1
    assert _found(words, "ห้องสมุดอยู่ที่ไหน", len(UNSPACED))[0] == 3


def test_what_was_taken_out_without_spaces_is_found_no_more(home: Home) -> None:
    words = _filled(home, UNSPACED)
    words.remove(1, "a.txt")
    assert _found(words, "図書館", len(UNSPACED)) == []
    words.check()


GERMAN = (
    "Die Königinnen werden mit einem Punkt gezeichnet, und das ist nicht schwer.",
    "Wer die Frist überschreitet, zahlt für jedes der Bücher eine Gebühr.",
    "Der Vertrag kann mit der Post oder in einem Brief gekündigt werden.",
    "The harvesters are kept in a warm room.",
)


@pytest.fixture
def german(home: Home) -> WordIndex:
    words = _filled(home, GERMAN, "Satzungen.txt")
    with KnowledgeDatabase(home).transaction() as connection:
        connection.execute("INSERT INTO bases (id, assistant_id, generation) VALUES (1, 'A', '1')")
        connection.execute(
            "INSERT INTO documents (id, base_id, name, sha256, size_bytes, source_path, state,"
            " content_id, added_at) VALUES ('d', 1, 'Satzungen.txt', 'f', 1, '', 'ready', 1, '')"
        )
    return words


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("Punkte", 1),
        ("Fristen", 2),
        ("Gebühren für ein Buch", 2),
        ("Verträge", 3),
        ("Briefe", 3),
        ("harvester", 4),
        ("rooms", 4),
    ],
)
def test_german_words_are_found_in_their_other_forms(
    german: WordIndex, query: str, best: int
) -> None:
    assert _found(german, query, len(GERMAN))[0] == best


def test_german_words_that_were_taken_out_are_found_no_more(german: WordIndex) -> None:
    german.remove(1, "Satzungen.txt")
    assert _found(german, "Punkt Satzung Vertrag", len(GERMAN)) == []
    german.check()


def test_an_index_that_an_older_version_made_finds_words_in_every_script(home: Home) -> None:
    older = Database(home.knowledge_db, KNOWLEDGE_MIGRATIONS[:2], home.backups_dir)
    text = "図書館は九時に開きます。"
    with older.transaction() as connection:
        connection.execute("INSERT INTO bases VALUES (1, 'A', '1-x')")
        connection.execute(
            "INSERT INTO contents VALUES (1, 'f', '1', ?, 1, NULL, '[]', '[]', NULL, '[]', '[]')",
            (len(text),),
        )
        connection.execute(
            "INSERT INTO chunks VALUES (1, 1, 0, 0, ?, 1, NULL, '[]', ?, NULL)", (len(text), text)
        )
        connection.execute(
            "INSERT INTO documents (id, base_id, name, sha256, size_bytes, source_path, state,"
            " content_id, added_at) VALUES ('d', 1, 'a.txt', 'f', 1, '', 'ready', 1, '')"
        )
        connection.execute(
            "CREATE VIRTUAL TABLE words_1 USING fts5(text, headings, name, content='',"
            " tokenize='porter unicode61 remove_diacritics 2')"
        )
        connection.execute("INSERT INTO words_1 (rowid, text) VALUES (1, ?)", (text,))
    older.close()
    words = WordIndex(KnowledgeDatabase(home), 1)
    assert _found(words, "図書館", 1) == [1]
    words.remove(1, "a.txt")
    assert words.check() == 0


def test_an_index_that_an_older_version_made_finds_german_words_by_their_stems(home: Home) -> None:
    before = [m for m in KNOWLEDGE_MIGRATIONS if m.name != "2026-11-25-words-by-stems"]
    older = Database(home.knowledge_db, before, home.backups_dir)
    text = "Fristen und Verträge"
    with older.transaction() as connection:
        connection.execute("INSERT INTO bases (id, assistant_id, generation) VALUES (1, 'A', '1')")
        connection.execute(
            "INSERT INTO contents (id, sha256, reader_version, length, chunk_count,"
            " pages_without_text, notes, sections, language)"
            " VALUES (1, 'f', '1', ?, 1, '[]', '[]', '[]', 'de')",
            (len(text),),
        )
        connection.execute(
            "INSERT INTO chunks (id, content_id, position, start, end, line, headings, text)"
            " VALUES (1, 1, 0, 0, ?, 1, '[]', ?)",
            (len(text), text),
        )
        connection.execute(
            "INSERT INTO documents (id, base_id, name, sha256, size_bytes, source_path, state,"
            " content_id, added_at) VALUES ('d', 1, 'a.txt', 'f', 1, '', 'ready', 1, '')"
        )
        connection.execute(
            "CREATE VIRTUAL TABLE words_1 USING fts5(text, headings, name, content='',"
            " tokenize='porter unicode61 remove_diacritics 2')"
        )
        connection.execute("INSERT INTO words_1 (rowid, text) VALUES (1, ?)", (text,))
    older.close()
    words = WordIndex(KnowledgeDatabase(home), 1)
    assert _found(words, "Frist", 1) == _found(words, "Vertrag", 1) == [1]
    words.remove(1, "a.txt")
    assert words.check() == 0
