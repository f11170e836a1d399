"""Search over all conversations: every script, while typing, and never out of date."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.conversations.message import Role
from assistant_studio.conversations.search_excerpts import excerpt
from assistant_studio.conversations.search_words import match_expression, phrases
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database

from .conftest import MIGRATIONS, Shelves

MARATHON = ("How long is a marathon?", "A marathon is **42.195 kilometres** long.")


def marked(text: str, words: str) -> list[str]:
    found = excerpt(text, phrases(words))
    return [found.text[start:end] for start, end in found.marks]


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("The refund window is thirty days.", "refund thirty"),
        ("The refund window is thirty days.", "REFU"),
        ("Ein Café in Łódź, für Öl und Straße", "cafe lodz ol strasse"),
        ("Re\u0301sume\u0301 of the year", "résumé"),
        ("東京都の京都タワーに行きました。", "京都"),
        ("カタカナとひらがな", "ひら"),
        ("ฉันอยากกินข้าวผัดกุ้ง", "ข้าวผัด"),
        ("서울에서 만나요", "서울"),
        ("हिन्दी में लिखा", "हिन्दी"),
        ("كِتَابٌ جديد", "كتاب"),
        ("Привет, Ёлка", "елка"),
        ("ΕΛΛΗΝΙΚΆ", "ελληνικα"),
        ("Party 🎉 tonight", "🎉"),
        ("See `my_function(x)` in C++", "function"),
        ("an e-mail to a.b@example.com", "e-mail example"),
        ("İstanbul'da", "istanbul"),
    ],
)
def test_words_are_found_whatever_the_script(shelves: Shelves, said: str, typed: str) -> None:
    shelves.talk("Question", said)
    shelves.talk("Something else", "entirely")

    assert shelves.found(typed) == ["Question"]
    assert marked(said, typed)


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("東京都に行きました。", "都京"),
        ("ข้าวผัด", "ขาว"),
        ("refund", "fund"),
        ("thirty days", '"days thirty"'),
        ("thirty long days", '"thirty days"'),
    ],
)
def test_what_is_not_there_is_not_found(shelves: Shelves, said: str, typed: str) -> None:
    shelves.talk("Question", said)

    assert shelves.found(typed) == []


@pytest.mark.parametrize(
    "typed", ["", "  ", '"', '""', "*", "AND", "NEAR(", "a:b^2 -c", "' OR 1=1"]
)
def test_nothing_typed_is_taken_for_an_order(shelves: Shelves, typed: str) -> None:
    shelves.talk(*MARATHON)

    assert shelves.found(typed) == []


@given(st.text(max_size=60))
def test_any_text_makes_an_expression_that_sqlite_reads(text: str) -> None:
    expression = match_expression(phrases(text))
    database = _memory()
    if expression:
        database.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()


def _memory() -> Any:
    import sqlite3

    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE t USING fts5(title, text, tokenize='ascii')")
    return database


def test_a_hit_tells_where_and_by_whom(shelves: Shelves) -> None:
    talk = shelves.talk(*MARATHON)
    hit = shelves.search.find("kilometres")[0]

    answer = shelves.store.messages(talk.id)[-1]
    assert (hit.conversation_id, hit.message_id, hit.role) == (talk.id, answer.id, Role.ASSISTANT)
    assert hit.assistant_id == shelves.assistant_id
    assert hit.excerpt.text == "A marathon is 42.195 kilometres long."
    assert [hit.excerpt.text[a:b] for a, b in hit.excerpt.marks] == ["kilometres"]


def test_a_hit_deep_in_a_long_message_is_shown_with_its_surroundings(shelves: Shelves) -> None:
    shelves.talk("Q", "word " * 3000 + "the needle lies here " + "word " * 3000)
    hit = shelves.search.find("needle")[0]

    assert "the needle lies here" in hit.excerpt.text
    assert hit.excerpt.text.startswith("…")
    assert hit.excerpt.text.endswith("…")
    assert len(hit.excerpt.text) < 200


def test_titles_come_first_then_the_newest(shelves: Shelves) -> None:
    first = shelves.talk("One", "about refunds")
    shelves.talk("Two", "about refunds")
    third = shelves.talk("Three", "nothing")
    shelves.listing.rename(third.id, "Refunds for annual plans")

    assert shelves.found("refunds") == ["Refunds for annual plans", "Two", "One"]
    assert shelves.search.find("refunds", limit=2)[1].conversation_id != first.id


def test_only_one_assistants_conversations_are_found_on_request(shelves: Shelves) -> None:
    other = shelves.assistants.create(Assistant(name="Other")).id
    shelves.talk("Refunds here")
    shelves.talk("Refunds there", assistant_id=other)

    assert shelves.found("refunds", assistant_id=other) == ["Refunds there"]
    assert len(shelves.found("refunds")) == 2


def test_the_index_follows_every_change(shelves: Shelves) -> None:
    talk = shelves.talk(*MARATHON)
    assert shelves.found("marathon")
    shelves.listing.rename(talk.id, "Running")
    assert shelves.found("running") == ["Running"]
    shelves.listing.delete(talk.id)
    assert shelves.found("running") == []
    shelves.listing.restore(talk.id)
    assert shelves.found("marathon") == ["Running"]
    shelves.store.delete(talk.id)
    assert shelves.found("marathon") == []
    left = shelves.database.query_one("SELECT count(*) FROM search_words")
    assert left is not None
    assert left[0] == 0


def test_archived_conversations_are_found_too(shelves: Shelves) -> None:
    talk = shelves.talk(*MARATHON)
    shelves.listing.archive(talk.id)

    assert shelves.search.find("marathon")[0].archived


def test_messages_from_before_the_search_was_built_are_found(home: Home) -> None:
    old = [m for m in MIGRATIONS if "2026-11-25" not in m.name]
    database = Database(home.studio_db, old, home.backups_dir)
    with database.transaction() as connection:
        connection.execute("INSERT INTO assistants VALUES ('a', 'A', 1, '', '')")
        connection.execute(
            "INSERT INTO conversations (id, assistant_id, title, leaf_id, created_at, changed_at)"
            " VALUES ('c', 'a', 'Mine', 'm', '', '')"
        )
        connection.execute(
            "INSERT INTO messages (id, conversation_id, role, text, state, created_at)"
            " VALUES ('m', 'c', 'user', 'old words', 'complete', '')"
        )
    database.close()
    database = Database(home.studio_db, MIGRATIONS, home.backups_dir)
    shelves = Shelves(database)

    assert shelves.found("old") == ["Mine"]
    database.close()
