"""Checks: they are kept with each version, and one that makes no sense is refused in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from assistant_studio.assistants.assistant import Assistant
from assistant_studio.assistants.check import (
    MAX_CHECKS,
    Check,
    alternatives,
    check_from_content,
    checked_check,
)
from assistant_studio.assistants.starters import first_starter_assistants
from assistant_studio.assistants.store import ASSISTANT_MIGRATIONS, AssistantStore
from assistant_studio.errors import UsageError
from assistant_studio.paths import Home
from assistant_studio.storage.database import Database

LEAVE = Check("How many days of leave are there?", ("paid leave",), (), ("28",), "Staff.pdf", 9)


@pytest.fixture
def store(home: Home) -> Iterator[AssistantStore]:
    database = Database(home.studio_db, ASSISTANT_MIGRATIONS, home.backups_dir)
    yield AssistantStore(database)
    database.close()


def test_checks_are_part_of_each_version(store: AssistantStore) -> None:
    first = store.create(Assistant(name="Tutor", checks=(LEAVE,)))
    second = store.save(replace(first, checks=(LEAVE, Check("And who paid?", says_unknown=True))))
    assert second.version == 2
    assert store.get(first.id).checks == second.checks
    assert store.version(first.id, 1).checks == (LEAVE,)
    assert store.save(second).version == 2


def test_an_assistant_that_was_kept_before_there_were_checks_has_none(
    store: AssistantStore,
) -> None:
    made = store.create(Assistant(name="Old"))
    with store._db.transaction() as connection:
        connection.execute(
            "UPDATE assistant_versions SET content = json_remove(content, '$.checks')"
        )
    assert store.get(made.id).checks == ()


def test_a_check_from_a_newer_version_keeps_what_is_known() -> None:
    content = json.loads(json.dumps({**asdict(LEAVE), "tone": "friendly"}))
    assert check_from_content(content) == LEAVE


def test_texts_are_trimmed_and_empty_or_repeated_ones_go() -> None:
    untidy = Check("  Why? \n", must_hold=(" the  rain ", "", " | ", "the rain"))
    tidy = checked_check(untidy)
    assert (tidy.question, tidy.must_hold) == ("Why?", ("the rain",))


def test_one_of_several_phrases_can_be_enough() -> None:
    assert alternatives(" thirty  days | 30 days|") == ("thirty days", "30 days")


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        (Check("  "), "A check needs a question"),
        (Check("Why?"), "would be passed by any answer"),
        (Check("x" * 5000, ("a",)), "5,000 characters long"),
        (Check("Why?", numbers=("many",)), "“many” is no number"),
        (Check("Why?", document="a.pdf", page=0), "There is no page 0"),
        (Check("Why?", ("a",), page=3), "names a page but no document"),
        (Check("Why?", document="a.pdf", says_unknown=True), "does not know, and yet cites"),
        (Check("Why?", ("Rain",), ("rain",)), "both in the answer and not in it"),
        (Check("Why?", tuple("abcdefghijklmnopqrstuvwxyz")), "expects 26 things"),
        (Check("Why?", ("long " * 60,)), "more than 200 characters"),
    ],
)
def test_a_check_without_sense_is_refused_with_the_next_step(
    store: AssistantStore, check: Check, sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence) as refused:
        store.create(Assistant(name="Tutor", checks=(check,)))
    assert refused.value.hint
    assert store.list() == []


def test_too_many_checks_or_one_id_twice_are_refused(store: AssistantStore) -> None:
    many = tuple(Check(f"Question {n}?", ("yes",)) for n in range(MAX_CHECKS + 1))
    with pytest.raises(UsageError, match="201 checks are too many"):
        store.create(Assistant(name="Tutor", checks=many))
    with pytest.raises(UsageError, match="the same id"):
        store.create(Assistant(name="Tutor", checks=(LEAVE, replace(LEAVE, question="Other?"))))


def test_a_starter_brings_its_checks(store: AssistantStore, tmp_path: Path) -> None:
    starter = {
        "id": "s",
        "name": "Sample",
        "avatar": {"color": "#0B6E69"},
        "checks": [{"question": "Why?", "must_hold": ["rain"], "later": 1}],
    }
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "assistant.json").write_text(json.dumps(starter))
    first_starter_assistants(tmp_path, store)
    (check,) = store.list()[0].checks
    assert (check.question, check.must_hold) == ("Why?", ("rain",))
