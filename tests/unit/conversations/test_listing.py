"""Lists of conversations: pinned, archived, deleted with a way back, and their titles."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from assistant_studio.conversations.listing import UNDO_MINUTES, Shelf
from assistant_studio.conversations.titles import better_title, clean_title, title_of
from assistant_studio.errors import NotFound
from assistant_studio.paths import Home

from .conftest import Shelves


def titles(shelves: Shelves, shelf: Shelf = Shelf.CURRENT, **options: Any) -> list[str]:
    return [entry.title for entry in shelves.listing.page(shelf=shelf, **options)]


def test_pinned_ones_come_first_and_the_rest_by_last_use(shelves: Shelves) -> None:
    one, _two, _three = (shelves.talk(text) for text in ("One", "Two", "Three"))
    shelves.listing.pin(one.id)

    assert titles(shelves) == ["One", "Three", "Two"]
    assert titles(shelves, offset=1, limit=1) == ["Three"]
    shelves.listing.pin(one.id, pinned=False)
    assert titles(shelves) == ["Three", "Two", "One"]


def test_an_archived_conversation_is_on_its_own_list_until_it_comes_back(shelves: Shelves) -> None:
    one = shelves.talk("One")
    shelves.talk("Two")
    shelves.listing.archive(one.id)

    assert titles(shelves) == ["Two"]
    assert titles(shelves, Shelf.ARCHIVED) == ["One"]
    assert shelves.listing.count(shelf=Shelf.ARCHIVED) == 1
    shelves.listing.archive(one.id, archived=False)
    assert titles(shelves) == ["Two", "One"]


def test_a_deleted_conversation_is_nowhere_until_it_is_restored(shelves: Shelves) -> None:
    talk = shelves.talk("One", "Answer")
    shelves.listing.pin(talk.id)
    shelves.listing.delete(talk.id)

    assert titles(shelves) == []
    assert shelves.store.list() == []
    with pytest.raises(NotFound):
        shelves.store.get(talk.id)
    with pytest.raises(NotFound):
        shelves.store.add_user_message(talk.id, "Still there?")
    shelves.listing.restore(talk.id)
    assert shelves.listing.entry(talk.id).pinned
    assert [m.text for m in shelves.store.messages(talk.id)] == ["One", "Answer"]


def test_purging_spares_what_can_still_be_undone(shelves: Shelves) -> None:
    long_ago, just_now = shelves.talk("Long ago"), shelves.talk("Just now")
    shelves.listing.delete(long_ago.id)
    shelves.listing.delete(just_now.id)
    with shelves.database.transaction() as connection:
        connection.execute(
            "UPDATE conversations SET deleted_at = '2026-01-01T00:00:00.000+00:00' WHERE id = ?",
            (long_ago.id,),
        )

    assert shelves.listing.purge() == 1
    assert titles(shelves, Shelf.DELETED) == ["Just now"]
    with pytest.raises(NotFound):
        shelves.listing.restore(long_ago.id)
    assert shelves.listing.purge(older_than_minutes=0) == 1
    assert shelves.store.messages(just_now.id) == ()
    assert UNDO_MINUTES >= 1


_VICTIM = """
import os, sys
from pathlib import Path
from assistant_studio.paths import Home
from assistant_studio.studio import Studio
studio = Studio(Home(Path(sys.argv[1])))
studio.listing.delete(sys.argv[2])
os.kill(os.getpid(), 9)
"""


def test_a_kill_between_delete_and_purge_loses_nothing(shelves: Shelves, home: Home) -> None:
    talk = shelves.talk("One", "Answer")
    killed = subprocess.run(
        [sys.executable, "-c", _VICTIM, str(home.root), talk.id], check=False, timeout=120
    )

    assert killed.returncode != 0
    shelves.listing.purge()
    assert titles(shelves) == []
    assert titles(shelves, Shelf.DELETED) == ["One"]
    shelves.listing.restore(talk.id)
    assert [m.text for m in shelves.store.messages(talk.id)] == ["One", "Answer"]
    assert shelves.found("answer") == ["One"]


def test_a_persons_own_title_is_never_overwritten(shelves: Shelves) -> None:
    talk = shelves.store.create(shelves.assistant_id)
    asked = shelves.store.add_user_message(talk.id, "Please tell me about refunds in this company")
    shelves.listing.rename(talk.id, "Mine  \u202e\n title")
    shelves.listing.rename(talk.id, "   ")
    answer = shelves.store.begin_answer(talk.id, asked.id)
    shelves.store.finish_answer(answer.id, "# Refunds", "complete", {}, None)  # type: ignore[arg-type]

    assert shelves.store.get(talk.id).title == "Mine title"


def test_the_first_answer_gives_a_better_title_and_later_ones_do_not(shelves: Shelves) -> None:
    long = "Could you please explain how the whole refund process works for annual plans?"
    talk = shelves.talk(long, "# Refunds for annual plans\nThirty days.")
    assert talk.title == "Refunds for annual plans"
    again = shelves.talk(long, "# Refunds for annual plans\nThirty days.")
    assert again.title.startswith("Could you please explain how the whole")

    asked = shelves.store.add_user_message(talk.id, "And monthly ones, are they different there?")
    answer = shelves.store.begin_answer(talk.id, asked.id)
    shelves.store.finish_answer(answer.id, "# Monthly plans", "complete", {}, None)  # type: ignore[arg-type]
    assert shelves.store.get(talk.id).title == "Refunds for annual plans"


def details(heading: str) -> dict[str, Any]:
    return {
        "sources": [
            {"n": 1, "passage": {"heading": "x"}},
            {"n": 2, "passage": {"heading": heading}},
        ],
        "sentences": [{"text": "Thirty days.", "sources": [2]}],
    }


@pytest.mark.parametrize(
    ("question", "answer", "known", "title"),
    [
        ("How many days of leave?", "20.", details("Annual leave"), "How many days of leave?"),
        (
            "Hi there, could you tell me how many days of annual leave I have?",
            "20 days.",
            details("Leave › 4.1 Annual leave"),
            "Annual leave",
        ),
        (
            "How many days of annual leave do I have in a year?",
            "20 days.",
            details("Parental matters"),
            "How many days of annual leave do I have in a year?",
        ),
        ("Hello!\nRefunds?", "Yes.", {}, "Refunds?"),
        ("Hi", "I can help with the **handbook**.", {}, "I can help with the handbook."),
    ],
)
def test_titles_say_what_it_is_about(
    question: str, answer: str, known: dict[str, Any], title: str
) -> None:
    assert better_title(question, answer, known) == title


def test_titles_keep_emoji_and_right_to_left_but_turn_nothing_around() -> None:
    assert title_of("\u202eמה שלומך? 👩‍👩‍👧‍👦\nmore") == "מה שלומך? 👩‍👩‍👧‍👦"
    assert clean_title("a\tb\x00\nc\u2067d") == "a b cd"
    assert len(clean_title("x" * 500)) == 60
